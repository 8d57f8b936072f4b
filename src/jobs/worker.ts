import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, run, type JobHelpers, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { civilDateOf } from '../domain/civil-date.js';
import { failJob } from '../usecases/job/fail-job.js';
import { freeJobsOfDeadWorkers } from '../usecases/job/free-jobs-of-dead-workers.js';
import { announceListExits } from '../usecases/list-announcement/announce-list-exits.js';
import { remindOwners } from '../usecases/notice/remind-owners.js';
import { bringRatingsUpToDate } from '../usecases/rating/bring-ratings-up-to-date.js';
import { noteConductOfHouses } from '../usecases/rental-house/note-conduct-of-houses.js';
import { planAllRounds } from '../usecases/round/plan-all-rounds.js';
import { remindOfCorrections } from '../usecases/spot-check/remind-of-corrections.js';
import { runShadowRuns } from '../usecases/draft/run-shadow-runs.js';
import { forgetUpload, type UploadToForget } from '../usecases/upload/forget-upload.js';
import { runInThread, ThreadFailed } from './run-in-thread.js';

type Door = Parameters<typeof failJob>[0];

export interface WorkerLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface WorkerParts {
  readonly door: Door;
  /** PostgreSQL as the application role; the threads that do the work open doors of their own. */
  readonly appUrl: string;
  /** The module that does one job, as a thread. */
  readonly thread: URL;
  readonly log: WorkerLog;
  newId(): string;
}

export interface JobWorker {
  /** Takes no more jobs and stops those under way; the next worker takes them up again. */
  stop(): Promise<void>;
}

/** One for long work, one so that forgetting and the like never waits behind it. */
const JOBS_AT_ONCE = 2;
/** Ten minutes after midnight in China (the queue counts in UTC); a service that slept then does it within a day. */
const EVERY_DAY = '10 16 * * * bring-ratings-up-to-date ?fill=1d';
const POLL_MS = 1_000;
const LOOK_FOR_DEAD_MS = 15_000;
const START_AGAIN_MS = 5_000;

/**
 * Does the jobs of the queue until it is stopped. A job is done at least once: a worker that is killed leaves it to
 * another, so everything done here may be done again. Comes back once it takes jobs.
 */
export async function startWorker(parts: WorkerParts): Promise<JobWorker> {
  const stopping = new AbortController();
  const freeDead = () =>
    freeJobsOfDeadWorkers(parts.door).then(
      (workers) => {
        if (workers > 0) parts.log.warn({ workers }, 'Took over the jobs of workers that are gone');
      },
      // The database is away; the next look is soon enough.
      () => undefined,
    );
  await freeDead();
  const looking = setInterval(() => void freeDead(), LOOK_FOR_DEAD_MS);
  let running = await startRunner(parts);
  const watching = watch();

  async function watch(): Promise<void> {
    for (;;) {
      await running.ended;
      if (stopping.signal.aborted) return;
      parts.log.warn({}, 'The job queue was lost; opening it again');
      running = await reopened(parts, stopping.signal, running);
    }
  }

  return {
    stop: async () => {
      clearInterval(looking);
      stopping.abort();
      await running.stop();
      await watching;
    },
  };
}

interface Running {
  /** Settles when the runner is through, whatever the reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

async function reopened(parts: WorkerParts, signal: AbortSignal, former: Running): Promise<Running> {
  while (!signal.aborted) {
    await pause(START_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    try {
      return await startRunner(parts);
    } catch {
      // The database is still away.
    }
  }
  return former;
}

async function startRunner(parts: WorkerParts): Promise<Running> {
  const { door, appUrl, log } = parts;
  const events = new EventEmitter() as WorkerEvents;
  const names: ReturnType<Door['holdName']>[] = [];
  // Whoever holds the name of a pool is alive, and nobody takes its jobs away.
  events.on('pool:create', ({ workerPool }) => names.push(door.holdName(workerPool.id)));
  const runner: Runner = await run({
    connectionString: appUrl,
    concurrency: JOBS_AT_ONCE,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: loggerOf(log),
    events,
    // Long work cannot be finished in the time a stop may take, so it is stopped at once.
    preset: { worker: { gracefulShutdownAbortTimeout: 0 } },
    taskList: tasksOf(parts),
    crontab: EVERY_DAY,
  });
  const release = async () => void (await Promise.all(names.map((name) => name.release())));
  const ended = runner.promise.catch(() => undefined).finally(release);
  return {
    ended,
    stop: async () => {
      await runner.stop().catch(() => undefined);
      await ended;
    },
  };
}

function tasksOf({ door, appUrl, thread, log, newId }: WorkerParts): TaskList {
  return {
    'run-job': async (payload, helpers) => {
      const { jobId } = payload as { jobId: string };
      try {
        await runInThread(thread, { appUrl, jobId }, helpers.abortSignal);
      } catch (error) {
        const isStopping = helpers.abortSignal.aborted;
        if (!isStopping) log.error({ jobId, failure: failureIn(error) }, 'A job failed');
        if (!isStopping && isLastAttempt(helpers)) await failJob(door, jobId, null);
        throw error;
      }
    },
    'forget-upload': (payload) => forgetUpload(door, payload as UploadToForget),
    'bring-ratings-up-to-date': async (_payload, { abortSignal: signal }) => {
      const on = civilDateOf(new Date());
      await allOf(signal, [
        () => bringRatingsUpToDate(door, on, signal),
        () => noteConductOfHouses({ door, on, signal, newId }),
        () => planAllRounds(door, on, signal),
        () => remindOfCorrections({ door, on, newId }),
        () => remindOwners(door, on),
        () => announceListExits({ door, on, newId }),
        () => runShadowRuns({ door, on, signal, newId }),
      ]);
    },
  };
}

/** One after the other; what fails does not keep the others from their night, and all failures are thrown together. */
async function allOf(signal: AbortSignal, parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) {
    signal.throwIfAborted();
    await part().catch((error: unknown) => failures.push(error));
  }
  signal.throwIfAborted();
  if (failures.length > 0) throw new AggregateError(failures, 'Parts of the night failed.');
}

function failureIn(error: unknown): unknown {
  return error instanceof ThreadFailed ? error.failure : 'unknown';
}

function isLastAttempt({ job }: JobHelpers): boolean {
  return job.attempts >= job.max_attempts;
}

/** The queue's own words hold no data of jobs but their error, which tasks make harmless. */
function loggerOf(log: WorkerLog): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ queue: message }, 'The job queue says');
  });
}
