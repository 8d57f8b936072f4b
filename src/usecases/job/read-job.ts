import type { Door } from '../../store/door.js';
import { type JobRow, READ_JOB } from '../../store/jobs.js';

/** A job by its id, for whoever does its work: nobody's view of it, so nobody's office narrows it. */
export async function readJob(door: Door, jobId: string): Promise<JobRow | null> {
  const [job] = await door.for(null).run(READ_JOB, [jobId]);
  return job ?? null;
}
