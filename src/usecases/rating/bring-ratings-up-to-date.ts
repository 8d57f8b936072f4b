import type { CivilDate } from '../../domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { FORGET_OLD_KEYS } from '../../store/acts.js';
import type { Door } from '../../store/door.js';
import { LIST_SECTORS, LOCK_NEXT_RATED } from '../../store/ratings.js';
import { planInspections } from '../steps/plan-inspections.js';
import { rerateSubjects } from '../steps/rerate-subjects.js';

/** Few enough that an officer who acts on one of these subjects meanwhile does not notice the wait. */
const SUBJECTS_AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * What the calendar changes though nobody acts: records lapse, standards come into force, treatments begin. Rates every
 * rated subject as of `on` and plans the next inspection of every house anew. Doing it again changes nothing, so a run that
 * was interrupted is simply made again. Keys of acts that nobody will repeat are forgotten, too.
 */
export async function bringRatingsUpToDate(door: Door, on: CivilDate, signal: AbortSignal): Promise<void> {
  for (const { sector } of await door.for(null).run(LIST_SECTORS, [])) {
    let after: string | null = BEFORE_ALL;
    while (after !== null) {
      signal.throwIfAborted();
      after = await rateNext(door, { sector, after, on });
    }
  }
  await door.unattended((unit) => unit.run(FORGET_OLD_KEYS, []));
}

interface Slice {
  readonly sector: string;
  readonly after: string;
  readonly on: CivilDate;
}

/** Returns the last subject of the slice, or null when there was none left. */
function rateNext(door: Door, { sector, after, on }: Slice): Promise<string | null> {
  return door.unattended(async (unit) => {
    const rated = await unit.run(LOCK_NEXT_RATED, [sector, after, SUBJECTS_AT_ONCE]);
    const subjectIds = rated.map(({ subjectId }) => subjectId);
    if (subjectIds.length === 0) return null;
    await rerateSubjects(unit, { sector, subjectIds, on, cause: `daily ${on}` });
    if (sector === RENTAL_HOUSE_SECTOR) await planInspections(unit, subjectIds, on);
    return subjectIds.at(-1) ?? null;
  });
}
