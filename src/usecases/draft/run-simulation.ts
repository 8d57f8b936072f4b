import { MARK_SIMULATED, READ_DRAFT } from '../../store/drafts.js';
import { END_JOB, type JobRow, NOTE_STRETCH, RESUME_JOB, type SimulationOrder } from '../../store/jobs.js';
import { READ_SIMULATION } from '../../store/simulations.js';
import { COUNT_CANDIDATES } from '../../store/enrolment.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { finishTrial } from '../steps/finish-trial.js';
import { tryRules, type Trial } from '../steps/try-rules.js';

/**
 * Does the work of a simulation job: stretch by stretch, each in a unit of work that also says how far it has come. A run that
 * was killed goes on where it was; one that is cancelled keeps what it has counted, unfinished.
 */
export async function runSimulation(context: Context, job: JobRow, signal: AbortSignal): Promise<void> {
  const { simulationId, draftId } = job.input as SimulationOrder;
  const [draft] = await context.store.run(READ_DRAFT, [draftId]);
  if (draft === undefined) throw new Error('The draft is gone.');
  const { ratedOn } = await runOne(context.store, READ_SIMULATION, [simulationId]);
  const kinds = draft.definition?.subjectKinds ?? [];
  const { count } = await runOne(context.store, COUNT_CANDIDATES, [kinds]);
  const [started] = await context.store.act((unit) => unit.run(RESUME_JOB, [job.id, count]));
  if (started === undefined) return;
  const trial: Trial = { simulationId, draft, on: ratedOn };
  for (let isThrough = false; !isThrough;) {
    signal.throwIfAborted();
    isThrough = await tryNext(context, job, trial);
  }
}

/** Tries one stretch. True when the job has come to its end, whichever it is. */
function tryNext(context: Context, { id: jobId }: JobRow, trial: Trial): Promise<boolean> {
  return context.store.act(async (unit) => {
    const { subjects, isLast } = await tryRules(unit, trial);
    const [noted] = await unit.run(NOTE_STRETCH, [jobId, subjects, null]);
    if (noted === undefined) return true;
    if (noted.cancelRequested) {
      await unit.run(END_JOB, [jobId, 'CANCELLED', null]);
      return true;
    }
    if (!isLast) return false;
    await finishTrial(unit, trial);
    await unit.run(MARK_SIMULATED, [trial.draft.id]);
    await unit.run(END_JOB, [jobId, 'SUCCEEDED', null]);
    return true;
  });
}
