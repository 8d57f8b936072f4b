import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './jobs/failure.js';
import { STOP, type ThreadOrder, type ThreadReport } from './jobs/run-in-thread.js';
import { RequestContext } from './request-context.js';
import { openDoor, USUAL_LIMITS } from './store/door.js';
import { DRAW_JOB, IMPORT_JOB, type JobRow, RERATE_JOB, SCREEN_JOB, SIMULATE_JOB } from './store/jobs.js';
import { AccessLog } from './usecases/access-log.js';
import type { Context, Role } from './usecases/context.js';
import { runDraw } from './usecases/draw/run-draw.js';
import { runSimulation } from './usecases/draft/run-simulation.js';
import { runImport } from './usecases/import/run-import.js';
import { failJob } from './usecases/job/fail-job.js';
import { readJob } from './usecases/job/read-job.js';
import { findActor } from './usecases/officer/find-actor.js';
import { runRerating } from './usecases/rating/run-rerating.js';
import { runScreening } from './usecases/screening/run-screening.js';

/** A job needs few connections: its reader, its transaction, and one for telling how far it is. */
const LIMITS = { ...USUAL_LIMITS, readers: 1, units: 2 };

interface Work {
  /** Whoever ordered it must still have one of these. */
  readonly roles: readonly Role[];
  run(context: Context, job: JobRow, signal: AbortSignal): Promise<void>;
}

const WORK: Readonly<Record<string, Work>> = {
  [IMPORT_JOB]: { roles: ['CREDIT_CLERK'], run: runImport },
  [RERATE_JOB]: { roles: ['STANDARD_OFFICER', 'MARKET_REGULATOR'], run: runRerating },
  [DRAW_JOB]: { roles: ['MARKET_REGULATOR'], run: runDraw },
  [SCREEN_JOB]: { roles: ['APPROVAL_OFFICER'], run: runScreening },
  [SIMULATE_JOB]: { roles: ['STANDARD_OFFICER'], run: runSimulation },
};

/** Does one job in the name of the officer who ordered it, then lets the thread end. */
async function doJob({ appUrl, jobId }: ThreadOrder, signal: AbortSignal): Promise<void> {
  const door = openDoor(appUrl, LIMITS);
  try {
    const job = await readJob(door, jobId);
    if (job === null) return;
    const actor = await findActor(door, job.requestedBy);
    const work = WORK[job.kind];
    const mayDo = actor?.roles.some((role) => work?.roles.includes(role)) ?? false;
    if (work === undefined || actor?.officeId !== job.officeId || !mayDo) {
      await failJob(door, jobId, 'FORBIDDEN');
      return;
    }
    const world = { door, accessLog: new AccessLog(door), now: () => new Date() };
    const caller = { actor, purpose: null, matter: null, locale: 'zh-CN', correlationId: jobId } as const;
    await work.run(new RequestContext(world, caller), job, signal);
  } finally {
    await door.close();
  }
}

const stopping = new AbortController();
parentPort?.on('message', (message) => {
  if (message === STOP) stopping.abort();
});
try {
  await doJob(workerData as ThreadOrder, stopping.signal);
} catch (error) {
  parentPort?.postMessage({ failure: failureOf(error) } satisfies ThreadReport);
  process.exitCode = 1;
}
parentPort?.unref();
