import { DomainError } from '../../domain/refusal.js';
import { CANCEL_JOB, FIND_JOB, type JobState, UNQUEUE_JOB } from '../../store/jobs.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface CancelJobInput extends ActInput {
  readonly jobId: string;
}

/**
 * Stops a job of the caller's office. One that waits ends at once; a running one ends within about a second, keeping
 * nothing, unless it has kept its rows before it hears of it: then it ends as if nobody had asked.
 * Throws NOT_FOUND, and WRONG_STATE for a job that has ended.
 */
export function cancelJob(
  context: Context,
  input: CancelJobInput,
): Promise<Outcome<{ jobId: string; state: JobState }>> {
  return command(context, 'cancelJob', input, async (unit) => {
    const { jobId } = input;
    const ofOffice = [jobId, actorOf(context).officeId];
    const [asked] = await unit.run(CANCEL_JOB, ofOffice);
    if (asked === undefined) {
      const known = await unit.run(FIND_JOB, ofOffice);
      throw new DomainError(known.length > 0 ? 'WRONG_STATE' : 'NOT_FOUND', { field: ['input', 'jobId'] });
    }
    if (asked.state === 'CANCELLED') await unit.run(UNQUEUE_JOB, [jobId]);
    return { jobId, state: asked.state };
  });
}
