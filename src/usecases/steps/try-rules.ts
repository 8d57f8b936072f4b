import type { CivilDate } from '../../domain/civil-date.js';
import { programOf } from '../../domain/rating-program.js';
import type { Standard } from '../../domain/standard.js';
import type { DraftRow } from '../../store/drafts.js';
import { programJson } from '../../store/rating-sql.js';
import { MOVE_SIMULATION_ON, READ_SIMULATION, SIMULATE, SIMULATE_POLICY } from '../../store/simulations.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { listCandidates } from './list-candidates.js';

/** So many that a stretch takes well under a second, and nobody who wants the run to stop waits long. */
const SUBJECTS_AT_ONCE = 5_000;

/** What is tried, on which day, and where it is kept. */
export interface Trial {
  readonly simulationId: string;
  readonly draft: DraftRow;
  readonly on: CivilDate;
}

/** One stretch of a trial: how many subjects it looked at, and whether it was the last. */
export interface Stretch {
  readonly subjects: number;
  readonly isLast: boolean;
}

/**
 * Tries a draft on the next stretch of subjects and moves the simulation on, in one unit of work: a run that goes on after a
 * crash counts nobody twice. Reads records and ratings, locks nobody, and changes no rating.
 */
export async function tryRules(unit: Queryable, trial: Trial): Promise<Stretch> {
  const { simulationId, draft } = trial;
  if (draft.definition === null) {
    const { subjects } = await runOne(unit, SIMULATE_POLICY, [simulationId, draft.sector]);
    return { subjects, isLast: true };
  }
  const { lastSubjectId } = await runOne(unit, READ_SIMULATION, [simulationId]);
  const candidates = await listCandidates(unit, draft.definition, lastSubjectId, SUBJECTS_AT_ONCE);
  const last = candidates.at(-1);
  if (last === undefined) return { subjects: 0, isLast: true };
  const tried = candidates.filter(({ isRated, isEnrolled }) => isRated || isEnrolled);
  await tryOn(unit, trial, { standard: draft.definition, ids: tried.map(({ subjectId }) => subjectId) });
  await unit.run(MOVE_SIMULATION_ON, [simulationId, last.subjectId]);
  return { subjects: candidates.length, isLast: candidates.length < SUBJECTS_AT_ONCE };
}

async function tryOn(
  unit: Queryable,
  { simulationId, on }: Trial,
  { standard, ids }: { standard: Standard; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  const values = [programJson(programOf(standard, on)), ids, simulationId, standard.sector];
  if (standard.members !== undefined) await unit.run(SIMULATE.households, values);
  else await unit.run(SIMULATE.range, [...values, ids[0], ids.at(-1)]);
}
