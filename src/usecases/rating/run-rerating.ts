import { END_JOB, type JobRow, NOTE_STRETCH, type RerateOrder, RESUME_JOB } from '../../store/jobs.js';
import { COUNT_RATED, LOCK_NEXT_RATED } from '../../store/ratings.js';
import { type PublishedStandard, standardInForce } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import type { Context } from '../context.js';
import { planInspections } from '../steps/plan-inspections.js';
import { rerateSubjects } from '../steps/rerate-subjects.js';

/** Few enough that an officer who acts on one of these subjects meanwhile does not notice the wait. */
const SUBJECTS_AT_ONCE = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Does the work of a re-rating job, in the order of the subjects' ids, stretch by stretch: each unit of work locks its
 * subjects, rates them, and says how far the job has come. So a run that was killed at any point goes on after its last
 * stretch and ends as if nothing had happened. Readers see the former rating until the stretch is done, and never wait.
 */
export async function runRerating(context: Context, job: JobRow, signal: AbortSignal): Promise<void> {
  const { sector, on: orderedOn } = job.input as RerateOrder;
  // A job that waited over night does not put anybody back to the day on which it was ordered.
  const on = orderedOn > context.today ? orderedOn : context.today;
  const standard = await standardInForce(context.store, sector, on);
  if (standard === null) throw new Error(`No standard of ${sector} is in force on ${on}.`);
  const { count } = await runOne(context.store, COUNT_RATED, [sector]);
  const [started] = await context.store.act((unit) => unit.run(RESUME_JOB, [job.id, count]));
  if (started === undefined) return;
  let after = started.lastSubjectId ?? BEFORE_ALL;
  for (;;) {
    signal.throwIfAborted();
    const last = await rateNext(context, job, { standard, on, after });
    if (last === null) return;
    after = last;
  }
}

interface Place {
  readonly standard: PublishedStandard;
  readonly on: string;
  readonly after: string;
}

/** Rates one stretch. Returns its last subject, or null when the job has come to its end, whichever it is. */
function rateNext(context: Context, { id: jobId }: JobRow, place: Place): Promise<string | null> {
  const { standard, on, after } = place;
  const { sector } = standard.definition;
  return context.store.act(async (unit) => {
    const locked = await unit.run(LOCK_NEXT_RATED, [sector, after, SUBJECTS_AT_ONCE, null]);
    const subjectIds = locked.map(({ subjectId }) => subjectId);
    const last = subjectIds.at(-1);
    if (last === undefined) {
      await unit.run(END_JOB, [jobId, 'SUCCEEDED', null]);
      return null;
    }
    await rerateSubjects(unit, { sector, subjectIds, on, cause: `rerateSector ${jobId}`, standard });
    if (sector === RENTAL_HOUSE_SECTOR) await planInspections(unit, subjectIds, { on, byAct: false });
    const [noted] = await unit.run(NOTE_STRETCH, [jobId, subjectIds.length, last]);
    if (noted === undefined) return null;
    if (!noted.cancelRequested) return last;
    await unit.run(END_JOB, [jobId, 'CANCELLED', null]);
    return null;
  });
}
