import { READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import { END_JOB, type JobRow, NOTE_STRETCH, RESUME_JOB, type ScreeningOrder } from '../../store/jobs.js';
import { COUNT_SCREENED, FIND_END_OF_STRETCH, FIND_SCREENINGS } from '../../store/screenings.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { momentValues } from '../moment.js';
import { ruleWithoutGrounds } from '../steps/rule-without-grounds.js';
import { type ScreeningPlan, screenStretch, type StretchEnds } from '../steps/screen-stretch.js';

/** So many that the work of a stretch is far more than that of beginning it, and so few that it takes about a second. */
const SUBJECTS_AT_ONCE = 25_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const BEHIND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Does the work of a screening job, in the order of the subjects' ids, stretch by stretch, each in a unit of work that also says how far
 * the job has come: a run that was killed goes on where it was. Everybody is judged as of the day of the order and by what was known
 * then, so it does not matter when. One that is cancelled keeps the stretches that are finished.
 */
export async function runScreening(context: Context, job: JobRow, signal: AbortSignal): Promise<void> {
  const plan = await readPlan(context, job);
  const { population, recordedAt } = plan.screening;
  const { regionCodes, industryCodes, categories, registeredFrom, registeredTo } = population;
  const [, known] = momentValues(plan.screening.screenedOn, { validAt: null, knownAt: recordedAt });
  const values = [known, regionCodes, industryCodes, categories, registeredFrom, registeredTo];
  const { count } = await runOne(context.store, COUNT_SCREENED, values);
  const [started] = await context.store.act((unit) => unit.run(RESUME_JOB, [job.id, count]));
  if (started === undefined) return;
  let after = started.lastSubjectId ?? BEFORE_ALL;
  for (;;) {
    signal.throwIfAborted();
    const [end] = await context.store.run(FIND_END_OF_STRETCH, [after, SUBJECTS_AT_ONCE]);
    const ends = { after, last: end?.id ?? BEHIND_ALL };
    if (await screenNext(context, job, plan, ends)) return;
    after = ends.last;
  }
}

async function readPlan({ store }: Context, job: JobRow): Promise<ScreeningPlan> {
  const { screeningId } = job.input as ScreeningOrder;
  const screening = await runOne(store, FIND_SCREENINGS, [[screeningId], job.officeId]);
  const { fieldCode, screenedOn, recordedAt } = screening;
  const [on, known] = momentValues(screenedOn, { validAt: screenedOn, knownAt: recordedAt });
  const common = await runOne(store, READ_CREDIT_FACTS, ['', fieldCode, on, known]);
  return { screening, rulings: ruleWithoutGrounds(screening, common) };
}

/** Screens one stretch. True when the job has come to its end, whichever it is. */
function screenNext(
  context: Context,
  { id: jobId }: JobRow,
  plan: ScreeningPlan,
  ends: StretchEnds,
): Promise<boolean> {
  return context.store.act(async (unit) => {
    const count = await screenStretch(unit, plan, ends);
    const [noted] = await unit.run(NOTE_STRETCH, [jobId, count, ends.last]);
    if (noted === undefined) return true;
    const isThrough = ends.last === BEHIND_ALL;
    if (isThrough) await unit.run(END_JOB, [jobId, 'SUCCEEDED', null]);
    else if (noted.cancelRequested) await unit.run(END_JOB, [jobId, 'CANCELLED', null]);
    return isThrough || noted.cancelRequested;
  });
}
