import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDoublePublicity } from '../../bench/make-double-publicity.js';
import { type JobWorker, startWorker } from '../../src/jobs/worker.js';
import { RequestContext } from '../../src/request-context.js';
import type { Actor, Context } from '../../src/usecases/context.js';
import { importRecords } from '../../src/usecases/import/import-records.js';
import { cancelJob } from '../../src/usecases/job/cancel-job.js';
import { findJob, type JobView } from '../../src/usecases/job/find-job.js';
import { findActor } from '../../src/usecases/officer/find-actor.js';
import { receiveUpload } from '../../src/usecases/upload/receive-upload.js';
import { newId } from '../../src/new-id.js';
import { makeWorld, type World } from '../support/world.js';

const THREAD = new URL('../../src/job-thread.ts', import.meta.url);
const PROCESS = fileURLToPath(new URL('../support/run-worker.ts', import.meta.url));
const LOADER = new URL('../../scripts/native-typescript.mjs', import.meta.url).href;

let world: World;
let actor: Actor | null;
const said: object[] = [];
const note = (facts: object, message: string) => void said.push({ ...facts, message });
const log = { info: note, warn: note, error: note };
const workers: JobWorker[] = [];
const processes: ChildProcess[] = [];

beforeAll(async () => {
  world = await makeWorld();
  actor = await findActor(world.product.world.door, world.officerIds.clerk);
});

/** The clerk at this moment: the threads of a worker have the real clock, and the invented decisions are dated by it. */
function clerk(): Context {
  const { door, accessLog } = world.product.world;
  const caller = { actor, purpose: null, matter: null, locale: 'zh-CN', correlationId: 'test' } as const;
  return new RequestContext({ door, accessLog, now: () => new Date() }, caller);
}

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await world.close();
});

async function work(): Promise<JobWorker> {
  const worker = await startWorker({
    newId,
    door: world.product.world.door,
    appUrl: world.database.appUrl,
    thread: THREAD,
    log,
  });
  workers.push(worker);
  return worker;
}

async function workInProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', LOADER, PROCESS, world.database.appUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  await once(child.stdout, 'data');
  return child;
}

/** Numbers differ from file to file, so that every file is about new records. */
let files = 0;

async function order(rows: number): Promise<string> {
  files += 1;
  const number = files;
  async function* bytes() {
    for (const line of makeDoublePublicity({ table: 'PENALTY', rows, parties: 500, personEvery: 50 })) {
      yield Buffer.from(line.replace('〔2026〕', `〔2026〕${number}-`));
    }
  }
  const { uploadId } = await receiveUpload(clerk(), { bytes: bytes(), expectedSha256: null });
  const { result } = await importRecords(clerk(), {
    idempotencyKey: world.key(),
    uploadId,
    table: 'PENALTY',
    encoding: null,
    errorPolicy: 'REJECT_ALL',
  });
  if (result === null) throw new Error('The order was refused.');
  return result.jobId;
}

async function until(jobId: string, isSo: (job: JobView) => boolean): Promise<JobView> {
  for (let looks = 0; looks < 600; looks += 1) {
    const job = await findJob(clerk(), jobId);
    if (job !== null && isSo(job)) return job;
    await pause(50);
  }
  throw new Error(
    `It never came to this: ${JSON.stringify(await findJob(clerk(), jobId))} ${JSON.stringify(said)}`,
  );
}

const hasEnded = ({ finishedAt }: JobView) => finishedAt !== null;

async function recordsOf(jobId: string): Promise<number> {
  const { rowCount } = await world.owner.query('select from credit_record where job_id = $1', [jobId]);
  return rowCount ?? 0;
}

/** The queue lets go of a job a moment after the job itself has said that it is done. */
async function queueEmpties(): Promise<boolean> {
  const query = `select from graphile_worker.jobs where task_identifier = 'run-job'`;
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await world.owner.query(query)).rowCount === 0) return true;
    await pause(50);
  }
  return false;
}

describe('The worker', () => {
  it('does a job that was ordered before it started and one that is ordered while it works', async () => {
    const before = await order(200);
    await work();
    const meanwhile = await order(200);
    for (const jobId of [before, meanwhile]) {
      expect(await until(jobId, hasEnded)).toMatchObject({
        state: 'SUCCEEDED',
        keptCount: 200,
        refusedCount: 0,
      });
    }
    expect(await queueEmpties()).toBe(true);
  });

  it('takes up the job of a worker that was killed in the middle, and comes to the same end', async () => {
    const jobId = await order(40_000);
    const child = await workInProcess();
    await until(jobId, ({ state }) => state === 'RUNNING');
    await pause(300);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await findJob(clerk(), jobId)).toMatchObject({ state: 'RUNNING', keptCount: 0 });
    await work();
    expect(await until(jobId, hasEnded)).toMatchObject({
      state: 'SUCCEEDED',
      keptCount: 40_000,
      unchangedCount: 0,
    });
    expect(await recordsOf(jobId)).toBe(40_000);
    expect(said).toContainEqual(expect.objectContaining({ workers: 1 }));
  }, 60_000);

  it('leaves a job that it cannot finish before it is stopped to the next one', async () => {
    const jobId = await order(40_000);
    const worker = await work();
    await until(jobId, ({ state }) => state === 'RUNNING');
    await worker.stop();
    workers.pop();
    expect(await findJob(clerk(), jobId)).toMatchObject({ state: 'RUNNING', keptCount: 0 });
    expect(await recordsOf(jobId)).toBe(0);
    await work();
    expect(await until(jobId, hasEnded)).toMatchObject({ state: 'SUCCEEDED', keptCount: 40_000 });
  }, 60_000);

  it('stops a job that is cancelled while it runs, keeping nothing', async () => {
    const jobId = await order(60_000);
    await work();
    await until(jobId, ({ doneCount, state }) => state === 'RUNNING' && doneCount > 0);
    await cancelJob(clerk(), { idempotencyKey: world.key(), jobId });
    const job = await until(jobId, hasEnded);
    expect(job).toMatchObject({ state: 'CANCELLED', keptCount: 0, cancelRequested: true });
    expect(await recordsOf(jobId)).toBe(0);
  }, 60_000);

  it('shows how far a job is and when it will be through', async () => {
    const jobId = await order(60_000);
    await work();
    const job = await until(jobId, ({ doneCount, state }) => state === 'RUNNING' && doneCount > 0);
    expect(job.doneCount).toBeLessThan(60_000);
    expect(job.totalCount).toBeGreaterThan(40_000);
    expect(job.totalCount).toBeLessThan(80_000);
    expect(job.ratePerSecond).toBeGreaterThan(0);
    expect(Date.parse(job.expectedEndAt ?? '')).toBeGreaterThan(Date.parse(job.startedAt ?? ''));
    await until(jobId, hasEnded);
  }, 60_000);

  it('refuses the work of an officer who has lost his office meanwhile', async () => {
    const jobId = await order(10);
    await world.owner.query('update officer set active = false where id = $1', [world.officerIds.clerk]);
    await work();
    expect(await until(jobId, hasEnded)).toMatchObject({
      state: 'FAILED',
      refusalCode: 'FORBIDDEN',
      keptCount: 0,
    });
    await world.owner.query('update officer set active = true where id = $1', [world.officerIds.clerk]);
  });

  it('forgets an uploaded file when its time is over', async () => {
    await order(10);
    await world.owner.query(`update graphile_worker._private_jobs set run_at = now() where is_available`);
    await work();
    for (let looks = 0; looks < 200 && (await world.count('upload')) > 0; looks += 1) await pause(50);
    expect(await world.count('upload')).toBe(0);
    expect(await world.count('upload_chunk')).toBe(0);
  });
});
