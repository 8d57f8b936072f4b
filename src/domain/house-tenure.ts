import { addMonths, type CivilDate } from './civil-date.js';

/** In what role somebody answers for a rental house: owner (房主) or manager (管理人). */
export type HouseRole = 'OWNER' | 'MANAGER';

/** A time in which somebody answered for a house, from a day on and before another. */
export interface Tenure {
  readonly id: string;
  readonly personId: string;
  readonly fromOn: CivilDate;
  /** First day on which he no longer did; null while he still does. */
  readonly toOn: CivilDate | null;
}

/** What is decided when the owner or the manager of a house changes. */
export interface ChangeOfHands {
  readonly fromOn: CivilDate;
  /** Who answers from that day on; null: nobody. */
  readonly nextId: string | null;
  /** All who ever answered for the house in this role. */
  readonly tenures: readonly Tenure[];
  /** The house stays in the family: relatives, or members of one household. */
  readonly isWithinFamily: boolean;
  /** How long after he went somebody who comes back finds his penalties again; 0: never. */
  readonly resaleMonths: number;
}

export interface Penalties {
  /** Penalties in the file of the house that were those of whoever goes stop counting for the house on the day of the change. */
  readonly end: boolean;
  /** Tenures of whoever comes back: the penalties that ended with them count for the house again. */
  readonly resumeOf: readonly string[];
}

/**
 * What happens to the penalties in the file of a house when its owner or manager changes (产权转让、更换管理人).
 *
 * With the house stay its inspections, its open hazards with their terms and failures, the offences in it, its tier and its due
 * date. With the person stay the records and the grade of his own file. A penalty of the landlord (or the manager) in the file of the
 * house is his and not the house's: it ends there on the day he goes.
 *
 * So that nobody sheds a penalty by a sale that is none: what stays in the family ends nothing, and whoever comes back within the
 * window finds his penalties again. Those of a stranger who had the house meanwhile end with him all the same.
 * Source: bad conduct of the house, the owner and the manager goes into the file, Heshan urban villages [S]; who keeps what [D].
 */
export function penaltiesOnChange(change: ChangeOfHands): Penalties {
  const { fromOn, nextId, tenures, resaleMonths } = change;
  const resumeOf = tenures.filter(
    ({ personId, toOn }) =>
      personId === nextId && toOn !== null && toOn <= fromOn && fromOn < addMonths(toOn, resaleMonths),
  );
  return { end: !change.isWithinFamily, resumeOf: resumeOf.map(({ id }) => id) };
}

/** The earliest day on which the next change can take effect: no change comes before the last one. */
export function lastChangeOn(tenures: readonly Tenure[], registeredOn: CivilDate): CivilDate {
  return tenures
    .map(({ fromOn, toOn }) => toOn ?? fromOn)
    .reduce((last, day) => (day > last ? day : last), registeredOn);
}
