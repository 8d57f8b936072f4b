import type { RefusalCode } from '../../domain/refusal.js';
import type { Door } from '../../store/door.js';
import { END_JOB, READ_JOB } from '../../store/jobs.js';

/**
 * Ends a job that cannot be done: with the refusal that says why, or with none when the fault is ours and is in the log.
 * A job that has ended stays as it is.
 */
export async function failJob(door: Door, jobId: string, code: RefusalCode | null): Promise<void> {
  const [job] = await door.for(null).run(READ_JOB, [jobId]);
  if (job === undefined) return;
  const store = door.for({ officerId: job.requestedBy, officeId: job.officeId });
  await store.act((unit) => unit.run(END_JOB, [jobId, 'FAILED', code]));
}
