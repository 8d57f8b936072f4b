import type { JobRow } from '../../store/jobs.js';
import type { Context } from '../context.js';

/** A job with how fast it goes. */
export interface JobView extends JobRow {
  /** Rows a second since it was started; null while it waits. */
  readonly ratePerSecond: number | null;
  /** When it will be through at this rate (ISO 8601 in UTC); null unless it runs and has got somewhere. */
  readonly expectedEndAt: string | null;
}

/** A job of the caller's office; another office's answers null, as one that does not exist. */
export async function findJob(context: Context, jobId: string): Promise<JobView | null> {
  const job = await context.loaders.job.load(jobId);
  return job === null ? null : { ...job, ...paceOf(job, context.now) };
}

function paceOf(job: JobRow, now: string): Pick<JobView, 'ratePerSecond' | 'expectedEndAt'> {
  if (job.startedAt === null) return { ratePerSecond: null, expectedEndAt: null };
  const nowMs = Date.parse(now);
  const untilMs = job.finishedAt === null ? nowMs : Date.parse(job.finishedAt);
  const seconds = Math.max(0.001, (untilMs - Date.parse(job.startedAt)) / 1000);
  const rate = job.doneCount / seconds;
  const left =
    job.state === 'RUNNING' && rate > 0 && job.totalCount !== null ? job.totalCount - job.doneCount : null;
  return {
    ratePerSecond: Math.round(rate),
    expectedEndAt: left === null ? null : new Date(nowMs + (left / rate) * 1000).toISOString(),
  };
}
