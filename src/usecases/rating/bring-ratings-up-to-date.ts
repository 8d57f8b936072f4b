import type { CivilDate } from '../../domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { FORGET_OLD_KEYS } from '../../store/acts.js';
import type { Door } from '../../store/door.js';
import { MOVE_ENROLMENT_ON, READ_ENROLMENT } from '../../store/enrolment.js';
import { LOCK_DUE, LOCK_NEXT_RATED, LOCK_SUBJECTS } from '../../store/ratings.js';
import { LIST_SECTORS, type PublishedStandard, standardInForce } from '../../store/standards.js';
import type { Queryable } from '../../store/statement.js';
import { listCandidates } from '../steps/list-candidates.js';
import { planInspections } from '../steps/plan-inspections.js';
import { rerateSubjects } from '../steps/rerate-subjects.js';

/** Few enough that an officer who acts on one of these subjects meanwhile does not notice the wait. */
const SUBJECTS_AT_ONCE = 500;
/** Planning is one statement, and quick enough that an officer who records a visit meanwhile hardly waits. */
const HOUSES_AT_ONCE = 2_000;
/** Looking whether somebody belongs to a sector locks nobody. */
const CANDIDATES_AT_ONCE = 2_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * What the calendar changes though nobody acts: records lapse, periods are settled, standards and treatments begin. Rates
 * those whose ratings can have changed by `on`, brings in those whom a new version brings into its sector, and plans the next
 * inspection of every house anew. Doing it again changes nothing, so a run that was interrupted is simply made again. Keys of
 * acts that nobody will repeat are forgotten, too.
 *
 * What fails in one sector does not keep the others from their night: all else is done, then the failures are thrown together.
 */
export async function bringRatingsUpToDate(door: Door, on: CivilDate, signal: AbortSignal): Promise<void> {
  const nightly: Nightly = { door, on, signal };
  const sectors = await door.for(null).run(LIST_SECTORS, []);
  const parts = [
    ...sectors.map(
      ({ code }) =>
        () =>
          rateSector(nightly, code),
    ),
    () => planHouses(nightly),
    () => door.unattended((unit) => unit.run(FORGET_OLD_KEYS, [])),
  ];
  const failures: unknown[] = [];
  for (const part of parts) {
    signal.throwIfAborted();
    await part().catch((error: unknown) => failures.push(error));
  }
  signal.throwIfAborted();
  if (failures.length > 0) throw new AggregateError(failures, 'Parts of the night failed.');
}

interface Nightly {
  readonly door: Door;
  readonly on: CivilDate;
  readonly signal: AbortSignal;
}

async function rateSector(nightly: Nightly, sector: string): Promise<void> {
  const standard = await standardInForce(nightly.door.for(null), sector, nightly.on);
  if (standard === null) return;
  await rateDue(nightly, standard);
  await rateByNewStandard(nightly, standard);
  await enrol(nightly, standard);
}

/** Those for whom something begins, lapses or is settled. Each rating moves its next change beyond `on`, so it ends. */
async function rateDue(nightly: Nightly, standard: PublishedStandard): Promise<void> {
  const { sector } = standard.definition;
  const next = (unit: Queryable) => unit.run(LOCK_DUE, [sector, nightly.on, SUBJECTS_AT_ONCE]);
  while ((await rateSome(nightly, standard, next)) !== null);
}

/** Those who were rated by another standard than the one in force. */
async function rateByNewStandard(nightly: Nightly, standard: PublishedStandard): Promise<void> {
  let after: string | null = BEFORE_ALL;
  while (after !== null) {
    const values: unknown[] = [standard.definition.sector, after, SUBJECTS_AT_ONCE, standard.id];
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
    await rateNow(unit, standard, { subjectIds, on });
    return subjectIds.at(-1) ?? null;
  });
}

async function rateNow(
  unit: Queryable,
  standard: PublishedStandard,
  { subjectIds, on }: { subjectIds: readonly string[]; on: CivilDate },
): Promise<void> {
  const { sector } = standard.definition;
  await rerateSubjects(unit, { sector, subjectIds, on, cause: `daily ${on}`, standard });
}

/**
 * Once for each version: goes through everybody whom it could rate, and rates those whose files already bring them into the sector.
 * From then on every new record does so by itself.
 */
async function enrol({ door, on, signal }: Nightly, standard: PublishedStandard): Promise<void> {
  for (let isThrough = false; !isThrough;) {
    signal.throwIfAborted();
    isThrough = await door.unattended(async (unit) => {
      const [begun] = await unit.run(READ_ENROLMENT, [standard.id]);
      if (begun !== undefined && begun.finishedAt !== null) return true;
      const after = begun?.lastSubjectId ?? null;
      const candidates = await listCandidates(unit, standard.definition, after, CANDIDATES_AT_ONCE);
      const brought = candidates.filter(({ isRated, isEnrolled }) => isEnrolled && !isRated);
      const subjectIds = brought.map(({ subjectId }) => subjectId);
      await unit.run(LOCK_SUBJECTS, [subjectIds]);
      await rateNow(unit, standard, { subjectIds, on });
      const isLast = candidates.length < CANDIDATES_AT_ONCE;
      await unit.run(MOVE_ENROLMENT_ON, [standard.id, candidates.at(-1)?.subjectId ?? null, isLast]);
      return isLast;
    });
  }
}

/** Treatments may begin on this day, whether the tier has changed or not. */
async function planHouses({ door, on, signal }: Nightly): Promise<void> {
  let after: string | null = BEFORE_ALL;
  while (after !== null) {
    signal.throwIfAborted();
    const values: unknown[] = [RENTAL_HOUSE_SECTOR, after, HOUSES_AT_ONCE, null];
    after = await door.unattended(async (unit) => {
      const houseIds = (await unit.run(LOCK_NEXT_RATED, values)).map(({ subjectId }) => subjectId);
      if (houseIds.length > 0) await planInspections(unit, houseIds, { on, byAct: false });
      return houseIds.at(-1) ?? null;
    });
  }
}
