import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { addDays, civilDateOf } from '../../src/domain/civil-date.js';
import { type JobWorker, startWorker } from '../../src/jobs/worker.js';
import { newId } from '../../src/new-id.js';
import { rerateSubjects } from '../../src/usecases/steps/rerate-subjects.js';
import { runJob } from '../support/jobs.js';
import { codesOf, makeWorld, type UserError, uuidOf, type World } from '../support/world.js';

const LOADER = new URL('../../scripts/native-typescript.mjs', import.meta.url).href;
const PROCESS = new URL('../support/run-worker.ts', import.meta.url).pathname;
const THREAD = new URL('../../src/job-thread.ts', import.meta.url);
const SECTOR = 'property-service';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let world: World;
const workers: JobWorker[] = [];
const processes: ChildProcess[] = [];

beforeAll(async () => {
  world = await makeWorld();
  // The threads and processes of workers have the real clock.
  world.today = civilDateOf(new Date());
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});
afterAll(() => world.close());

interface Job {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly ratePerSecond: number | null;
}

async function order(officer: 'drafter' | 'riskDrafter' | 'regulator' = 'drafter', sector = SECTOR) {
  const { rerateSector } = await world.data<{ rerateSector: { userErrors: UserError[]; job: Job | null } }>(
    officer,
    `mutation ($input: RerateSectorInput!) { rerateSector(input: $input) { userErrors { code field } job { id state } } }`,
    { input: { idempotencyKey: world.key(), sector } },
  );
  return rerateSector;
}

async function jobOf(id: string): Promise<Job> {
  const { node } = await world.data<{ node: Job }>(
    'drafter',
    'query ($id: ID!) { node(id: $id) { ... on Job { id state done total ratePerSecond } } }',
    { id },
  );
  return node;
}

async function until(id: string, isSo: (job: Job) => boolean): Promise<Job> {
  for (let looks = 0; looks < 1_200; looks += 1) {
    const job = await jobOf(id);
    if (isSo(job)) return job;
    await pause(20);
  }
  throw new Error(`It never came to this: ${JSON.stringify(await jobOf(id))}`);
}

/** So many enterprises of the sector with three records each, rated by nothing yet. */
async function fill(count: number): Promise<void> {
  await world.owner.query(
    `with made as (
       insert into subject (id, kind, region_code, opened_on)
       select gen_random_uuid(), 'ENTERPRISE', '440784', '2024-01-01' from generate_series(1, $1) returning id
     ), rated as (
       insert into rating (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, since_on, rated_on)
       select made.id, 'property-service', s.id, 'RATED', 1, 'C', 'C', '2024-01-01', '2024-01-01'
       from made, standard s where s.sector = 'property-service'
     )
     insert into credit_record (id, subject_id, type, occurred_on, amount_hundredths, source_key)
     select gen_random_uuid(), id, (array['PROPERTY_CREDIT_JOINED', 'PROPERTY_GOOD_CONDUCT', 'PROPERTY_BAD_CONDUCT'])[n],
       date '2025-06-01' + (hashtext(id::text || n) & 255), 100 + (hashtext(id::text) & 1023), sha256(convert_to(id::text || n, 'UTF8'))
     from made, generate_series(1, 3) n`,
    [count],
  );
  await world.owner.query('analyze');
}

const STATE = `
  select subject_id, score_hundredths, grade_code, indicated_grade_code, basis, since_on::text, next_change_on::text,
    (select count(*) from rating_history h where h.subject_id = r.subject_id and h.sector = r.sector) as changes
  from rating r where sector = 'property-service' order by subject_id`;

/** What one uninterrupted statement over everybody comes to; nothing of it stays. */
async function expectedState(): Promise<unknown[]> {
  await world.owner.query('begin');
  const { rows } = await world.owner.query<{ id: string }>(
    `select subject_id as id from rating where sector = 'property-service'`,
  );
  const subjectIds = rows.map(({ id }) => id);
  await rerateSubjects(queryableOf(world.owner), { sector: SECTOR, subjectIds, on: world.today, cause: 'x' });
  const state = await world.owner.query(STATE);
  await world.owner.query('rollback');
  return state.rows;
}

async function work(): Promise<void> {
  const parts = { newId, door: world.product.world.door, appUrl: world.database.appUrl, thread: THREAD, log };
  workers.push(await startWorker(parts));
}

describe('Rating a whole sector anew', () => {
  test('after a kill in the middle goes on where it was and ends like an uninterrupted run, with progress', async () => {
    await fill(12_000);
    const expected = await expectedState();
    const { job } = await order();
    const id = job?.id ?? '';
    const child = spawn(process.execPath, ['--import', LOADER, PROCESS, world.database.appUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    const midway = await until(id, ({ done }) => done >= 5_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(midway.total).toBe(expected.length);
    const killed = await jobOf(id);
    expect(killed.state).toBe('RUNNING');
    expect(killed.done).toBeLessThan(expected.length);
    await work();
    const ended = await until(id, ({ state }) => state !== 'RUNNING');
    expect(ended).toMatchObject({ state: 'SUCCEEDED', done: expected.length, total: expected.length });
    expect(ended.ratePerSecond).toBeGreaterThan(0);
    expect((await world.owner.query(STATE)).rows).toEqual(expected);
  }, 120_000);

  test('can be cancelled, and what has been rated until then stays right', async () => {
    const { job } = await order();
    const id = uuidOf(job?.id ?? '');
    await world.owner.query(`update job set state = 'RUNNING', cancel_requested = true where id = $1`, [id]);
    await runJob(world, 'drafter', job?.id ?? '');
    expect(await jobOf(job?.id ?? '')).toMatchObject({ state: 'CANCELLED', done: 5_000 });
  });

  test('does not keep readers waiting: they see the former rating until a stretch is done', async () => {
    const { id } = await world.enterprise();
    await world.record(id, 'PROPERTY_CREDIT_JOINED');
    await world.rate(id, SECTOR);
    await world.record(id, 'PROPERTY_GOOD_CONDUCT');
    await world.whileLocked(
      `with locked as (select id from subject where id = $1 for no key update)
       update rating set score_hundredths = 0 where subject_id in (select id from locked)`,
      [id],
      async () => {
        const { node } = await world.data<{ node: any }>(
          'auditor',
          'query ($id: ID!) { node(id: $id) { ... on Enterprise { ratings { sector score } } } }',
          { id: `ent_${id}` },
        );
        expect(node.ratings).toContainEqual({ sector: SECTOR, score: '80.00' });
      },
    );
  });

  test('beside officers who add records leaves every rating equal to its records', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      `select subject_id as id from rating where sector = 'property-service' order by subject_id limit 12`,
    );
    const { job } = await order();
    const adding = rows.map(async ({ id }) =>
      world.data<{ addRecord: { userErrors: UserError[] } }>(
        'clerk',
        'mutation ($input: AddRecordInput!) { addRecord(input: $input) { userErrors { code message } } }',
        {
          input: {
            idempotencyKey: world.key(),
            subjectId: `ent_${id}`,
            type: 'PROPERTY_BAD_CONDUCT',
            occurredOn: '2026-06-30',
            amount: '7.00',
          },
        },
      ),
    );
    await Promise.all([runJob(world, 'drafter', job?.id ?? ''), ...adding]);
    for (const added of adding) expect((await added).addRecord.userErrors).toEqual([]);
    expect(await expectedState()).toEqual((await world.owner.query(STATE)).rows);
  }, 60_000);

  test('that waited over night puts nobody back to the day on which it was ordered', async () => {
    const { id } = await world.enterprise();
    await world.record(id, 'PROPERTY_CREDIT_JOINED', { occurredOn: '2026-01-01' });
    await world.rate(id, SECTOR);
    const { job } = await order();
    const ordered = world.today;
    world.today = addDays(ordered, 1);
    const recordId = await world.record(id, 'PROPERTY_BAD_CONDUCT', { occurredOn: world.today });
    await world.owner.query('update credit_record set amount_hundredths = 3000 where id = $1', [recordId]);
    await world.rate(id, SECTOR);
    await runJob(world, 'drafter', job?.id ?? '');
    const { rows } = await world.owner.query<{ grade_code: string }>(
      `select grade_code from rating where subject_id = $1 and sector = 'property-service'`,
      [id],
    );
    expect(rows).toEqual([{ grade_code: 'C' }]);
    world.today = ordered;
  });

  test('is for the offices in charge of the sector: others do not find it', async () => {
    expect((await order('riskDrafter')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await order('drafter', 'enterprise-risk')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await order('regulator', 'enterprise-risk')).userErrors).toEqual([]);
    expect((await order('drafter', 'no-such-sector')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const asked = await world.ask(
      'clerk',
      'mutation ($input: RerateSectorInput!) { rerateSector(input: $input) { replayed } }',
      { input: { idempotencyKey: world.key(), sector: SECTOR } },
    );
    expect(codesOf(asked)).toEqual(['FORBIDDEN']);
  });
});
