import type { CivilDate } from '../../domain/civil-date.js';
import { programOf } from '../../domain/rating-program.js';
import { type Standard, typesNamedBy } from '../../domain/standard.js';
import type { DraftRow } from '../../store/drafts.js';
import { programJson } from '../../store/rating-sql.js';
import {
  LIST_NEXT_TRIED,
  MOVE_SIMULATION_ON,
  READ_SIMULATION,
  SIMULATE,
  SIMULATE_POLICY,
} from '../../store/simulations.js';
import { type Queryable, runOne } from '../../store/statement.js';

/** So many that a stretch takes well under a second, and nobody who wants the run to stop waits long. */
const SUBJECTS_AT_ONCE = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What is tried, on which day, and where it is kept. */
export interface Trial {
  readonly simulationId: string;
  readonly draft: DraftRow;
  readonly on: CivilDate;
}

/** One stretch of a trial: how many subjects it tried, and whether it was the last. */
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
  const after = lastSubjectId ?? BEFORE_ALL;
  const ids = await nextTried(unit, draft.definition, after);
  const last = ids.at(-1);
  if (last === undefined) return { subjects: 0, isLast: true };
  const values = [programJson(programOf(draft.definition, trial.on)), ids, simulationId, draft.sector];
  const { subjects } =
    draft.definition.members === undefined
      ? await runOne(unit, SIMULATE.range, [...values, ids[0], last])
      : await runOne(unit, SIMULATE.households, values);
  await unit.run(MOVE_SIMULATION_ON, [simulationId, last]);
  return { subjects, isLast: ids.length < SUBJECTS_AT_ONCE };
}

async function nextTried(unit: Queryable, standard: Standard, after: string): Promise<string[]> {
  const { sector, subjectKinds, enrolledBy } = standard;
  const enrolling = enrolledBy ?? typesNamedBy(standard);
  const values = [sector, subjectKinds, after, SUBJECTS_AT_ONCE, enrolling];
  return (await unit.run(LIST_NEXT_TRIED, values)).map(({ subjectId }) => subjectId);
}
