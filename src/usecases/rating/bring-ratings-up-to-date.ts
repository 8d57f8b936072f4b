import type { CivilDate } from '../../domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { FORGET_OLD_KEYS } from '../../store/acts.js';
import type { Door } from '../../store/door.js';
import { LOCK_DUE, LOCK_NEXT_RATED } from '../../store/ratings.js';
import { LIST_SECTORS, type PublishedStandard, standardInForce } from '../../store/standards.js';
import type { Queryable } from '../../store/statement.js';
import { planInspections } from '../steps/plan-inspections.js';
import { rerateSubjects } from '../steps/rerate-subjects.js';

/** Few enough that an officer who acts on one of these subjects meanwhile does not notice the wait. */
const SUBJECTS_AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * What the calendar changes though nobody acts: records lapse, periods are settled, standards and treatments begin. Rates
 * those whose ratings can have changed by `on`, and plans the next inspection of every house anew. Doing it again changes
 * nothing, so a run that was interrupted is simply made again. Keys of acts that nobody will repeat are forgotten, too.
 */
export async function bringRatingsUpToDate(door: Door, on: CivilDate, signal: AbortSignal): Promise<void> {
  const nightly: Nightly = { door, on, signal };
  for (const { code: sector } of await door.for(null).run(LIST_SECTORS, [])) {
    const standard = await standardInForce(door.for(null), sector, on);
    if (standard === null) continue;
    await rateDue(nightly, sector, standard);
    await rateByNewStandard(nightly, sector, standard);
  }
  await planHouses(nightly);
  await door.unattended((unit) => unit.run(FORGET_OLD_KEYS, []));
}

interface Nightly {
  readonly door: Door;
  readonly on: CivilDate;
  readonly signal: AbortSignal;
}

/** Those for whom something begins, lapses or is settled. Each rating moves its next change beyond `on`, so it ends. */
async function rateDue(nightly: Nightly, sector: string, standard: PublishedStandard): Promise<void> {
  const next = (unit: Queryable) => unit.run(LOCK_DUE, [sector, nightly.on, SUBJECTS_AT_ONCE]);
  while ((await rateSome(nightly, standard, next)) !== null);
}

/** Those who were rated by another standard than the one in force. */
async function rateByNewStandard(
  nightly: Nightly,
  sector: string,
  standard: PublishedStandard,
): Promise<void> {
  let after: string | null = BEFORE_ALL;
  while (after !== null) {
    const values: unknown[] = [sector, after, SUBJECTS_AT_ONCE, standard.id];
    after = await rateSome(nightly, standard, (unit) => unit.run(LOCK_NEXT_RATED, values));
  }
}

/** Returns the last of the subjects, or null when there was none left. */
function rateSome(
  { door, on, signal }: Nightly,
  standard: PublishedStandard,
  lock: (unit: Queryable) => Promise<{ subjectId: string }[]>,
): Promise<string | null> {
  signal.throwIfAborted();
  return door.unattended(async (unit) => {
    const subjectIds = (await lock(unit)).map(({ subjectId }) => subjectId);
    const { sector } = standard.definition;
    await rerateSubjects(unit, { sector, subjectIds, on, cause: `daily ${on}`, standard });
    return subjectIds.at(-1) ?? null;
  });
}

/** Treatments may begin on this day, whether the tier has changed or not. */
async function planHouses({ door, on, signal }: Nightly): Promise<void> {
  let after: string | null = BEFORE_ALL;
  while (after !== null) {
    signal.throwIfAborted();
    const values: unknown[] = [RENTAL_HOUSE_SECTOR, after, SUBJECTS_AT_ONCE, null];
    after = await door.unattended(async (unit) => {
      const houseIds = (await unit.run(LOCK_NEXT_RATED, values)).map(({ subjectId }) => subjectId);
      if (houseIds.length > 0) await planInspections(unit, houseIds, on);
      return houseIds.at(-1) ?? null;
    });
  }
}
