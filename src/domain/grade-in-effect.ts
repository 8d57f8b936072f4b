import { addDays, type CivilDate } from './civil-date.js';
import type { RatingBasis } from './rating.js';
import type { Standard } from './standard.js';

/** A rating as the rule gives it, before anybody has confirmed anything. */
export interface Indicated {
  readonly basis: RatingBasis;
  readonly gradeCode: string | null;
}

/**
 * The grade that is in effect once a standard indicates another: the one indicated, unless the standard holds it until
 * officers have confirmed it. A worse grade takes effect at once unless its downgrades are CONFIRMED, a better one unless its
 * upgrades go ONE_STEP. Who has had no grade yet, or one that this standard does not know, gets the indicated one.
 * `lastCode` is the grade in effect when there last was one: a time without a grade ends neither observation nor confirmation.
 */
export function gradeInEffect(
  { bands, upgrade, downgrade }: Pick<Standard, 'bands' | 'upgrade' | 'downgrade'>,
  lastCode: string | null,
  indicated: Indicated,
): string | null {
  const rankOf = (code: string | null) => bands.find((band) => band.code === code)?.rank;
  const [former, next] = [rankOf(lastCode), rankOf(indicated.gradeCode)];
  if (indicated.basis !== 'RATED' || former === undefined || next === undefined) return indicated.gradeCode;
  const isHeld =
    (next > former && downgrade?.mode === 'CONFIRMED') || (next < former && upgrade.mode === 'ONE_STEP');
  return isHeld ? lastCode : indicated.gradeCode;
}

/**
 * Since when a better grade than the one in effect has been indicated without a break, for standards that let it wait; null: none is.
 */
export function betterSince(
  standard: Pick<Standard, 'bands' | 'upgrade'>,
  { gradeCode, betterSinceOn }: Pick<Standing, 'gradeCode' | 'betterSinceOn'>,
  { indicated, on }: { readonly indicated: Indicated; readonly on: CivilDate },
): CivilDate | null {
  const rankOf = (code: string | null) => standard.bands.find((band) => band.code === code)?.rank;
  const [present, next] = [rankOf(gradeCode), rankOf(indicated.gradeCode)];
  const isWaiting =
    standard.upgrade.mode === 'ONE_STEP' &&
    indicated.basis === 'RATED' &&
    present !== undefined &&
    next !== undefined &&
    next < present;
  return isWaiting ? (betterSinceOn ?? on) : null;
}

/** A change of grade that officers may propose today. */
export interface ProposableChange {
  readonly fromGradeCode: string;
  readonly toGradeCode: string;
  readonly direction: 'UP' | 'DOWN';
}

/** A rating with the grade in effect, the one indicated, and since when a better one has been indicated. */
export interface Standing {
  readonly gradeCode: string | null;
  readonly indicatedGradeCode: string | null;
  readonly betterSinceOn: CivilDate | null;
}

/** The first day on which the next step upwards may be proposed; null: no better grade is indicated. */
export function proposableFrom(
  { upgrade }: Pick<Standard, 'upgrade'>,
  { betterSinceOn }: Pick<Standing, 'betterSinceOn'>,
): CivilDate | null {
  if (betterSinceOn === null) return null;
  return addDays(betterSinceOn, upgrade.mode === 'ONE_STEP' ? upgrade.afterDays : 0);
}

/**
 * The change that a held grade may be proposed to make on the day `on`; null: none, or not yet. Upwards it is one step, after
 * the days of observation; downwards it is all the way to the grade indicated.
 */
export function proposableChange(
  { bands, upgrade }: Pick<Standard, 'bands' | 'upgrade'>,
  standing: Standing,
  on: CivilDate,
): ProposableChange | null {
  const bandOf = (code: string | null) => bands.find((band) => band.code === code);
  const [present, indicated] = [bandOf(standing.gradeCode), bandOf(standing.indicatedGradeCode)];
  if (present === undefined || indicated === undefined || present.rank === indicated.rank) return null;
  const fromGradeCode = present.code;
  if (indicated.rank > present.rank) {
    return { fromGradeCode, toGradeCode: indicated.code, direction: 'DOWN' };
  }
  const from = proposableFrom({ upgrade }, standing);
  if (from === null || from > on) return null;
  const better = bands.filter(({ rank }) => rank < present.rank && rank >= indicated.rank);
  const next = better.reduce((worst, band) => (band.rank > worst.rank ? band : worst), indicated);
  return { fromGradeCode, toGradeCode: next.code, direction: 'UP' };
}
