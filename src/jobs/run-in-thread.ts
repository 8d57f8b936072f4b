import { Worker } from 'node:worker_threads';
import { type Failure, failureOf } from './failure.js';

/** What a thread is started with. */
export interface ThreadOrder {
  readonly appUrl: string;
  readonly jobId: string;
}

/** What a thread says before it ends: nothing when the work is done. */
export interface ThreadReport {
  readonly failure: Failure;
}

/** The one thing a thread is told. */
export const STOP = 'stop';

/** A thread that does not stop by itself within this time is ended; the database then undoes what it had begun. */
const STOP_WITHIN_MS = 5_000;
/** Young objects of a whole batch fit, so that they die young; far more than the largest file needs in all. */
const MEMORY = { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 1_024 };

/** The work of a thread came to nothing. Carries what may be logged of the reason. */
export class ThreadFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`The job failed: ${failure.error} ${failure.code ?? ''}`.trim());
    this.name = 'ThreadFailed';
    this.failure = failure;
  }
}

/**
 * Does a job in a thread of its own, so that requests are answered meanwhile as on any other day. Rejects with
 * ThreadFailed when the work fails or `signal` stops it.
 */
export async function runInThread(thread: URL, order: ThreadOrder, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const worker = new Worker(thread, {
    workerData: order,
    resourceLimits: MEMORY,
    execArgv: isSource(thread) ? ['--import', sourceLoader] : [],
  });
  let failure: Failure | undefined;
  let cut: NodeJS.Timeout | undefined;
  const stop = () => {
    worker.postMessage(STOP);
    cut = setTimeout(() => void worker.terminate(), STOP_WITHIN_MS);
  };
  signal.addEventListener('abort', stop);
  const exitCode = await new Promise<number>((resolve) => {
    worker.on('message', (report: ThreadReport) => (failure = report.failure));
    worker.on('error', (error) => (failure ??= failureOf(error)));
    worker.on('exit', resolve);
  });
  signal.removeEventListener('abort', stop);
  clearTimeout(cut);
  if (failure === undefined && exitCode === 0) return;
  throw new ThreadFailed(failure ?? { error: `exit ${exitCode}`, code: null, constraint: null, frames: [] });
}

/** Tests run the sources themselves, which Node can do by itself once it knows how they name each other. */
const sourceLoader = new URL('../../scripts/native-typescript.mjs', import.meta.url).href;

function isSource(thread: URL): boolean {
  return thread.pathname.endsWith('.ts');
}
