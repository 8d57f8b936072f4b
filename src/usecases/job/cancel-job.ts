import { DomainError } from '../../domain/refusal.js';
import { CANCEL_JOB, FIND_JOBS, type JobState, UNQUEUE_JOB } from '../../store/jobs.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface CancelJobInput extends ActInput {
  readonly jobId: string;
}

/**
 * Stops a job of the caller's office. One that waits ends at once, a running one within about a second, unless it is through before
 * it hears of it: then it ends as if nobody had asked. An import and a trial keep nothing that takes effect; a re-rating and a screening keep the
 * stretches that they have finished, each of which is right by itself.
 * Throws NOT_FOUND, and WRONG_STATE for a job that has ended.
 */
export function cancelJob(
  context: Context,
  input: CancelJobInput,
): Promise<Outcome<{ jobId: string; state: JobState }>> {
  return command(context, 'cancelJob', input, async (unit) => {
    const { jobId } = input;
    const { officeId } = actorOf(context);
    const [asked] = await unit.run(CANCEL_JOB, [jobId, officeId]);
    if (asked === undefined) {
      const known = await unit.run(FIND_JOBS, [[jobId], officeId]);
      throw new DomainError(known.length > 0 ? 'WRONG_STATE' : 'NOT_FOUND', { field: ['input', 'jobId'] });
    }
    if (asked.state === 'CANCELLED') await unit.run(UNQUEUE_JOB, [jobId]);
    return { jobId, state: asked.state };
  });
}
