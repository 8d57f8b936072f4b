import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { makeDoublePublicity } from '../../bench/make-double-publicity.js';
import { type JobWorker, startWorker } from '../../src/jobs/worker.js';
import { newId } from '../../src/new-id.js';
import {
  type AnswerError,
  makeWorld,
  type OfficerName,
  type UserError,
  type World,
} from '../support/world.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly kept: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly refusalCode: string | null;
  readonly finishedAt: string | null;
  readonly refusedRows: {
    readonly totalCount: number;
    readonly nodes: readonly { rowNumber: number; column: string; code: string; reason: string }[];
  };
}

interface Sent {
  readonly status: number;
  readonly uploadId: string;
  readonly byteCount: number;
  readonly sha256: string;
  readonly errors: readonly AnswerError[] | undefined;
}

const JOB = `id state done kept unchanged refused refusalCode finishedAt
  refusedRows(first: 20) { totalCount nodes { rowNumber column code reason } }`;
const IMPORT = `mutation ($input: ImportRecordsInput!) {
  importRecords(input: $input) { userErrors { code field message } replayed job { ${JOB} } } }`;

let world: World;
let worker: JobWorker;

beforeAll(async () => {
  world = await makeWorld();
  const silent = () => undefined;
  worker = await startWorker({
    newId,
    door: world.product.world.door,
    appUrl: world.database.appUrl,
    thread: new URL('../../src/job-thread.ts', import.meta.url),
    log: { info: silent, warn: silent, error: silent },
  });
});

afterAll(async () => {
  await worker.stop();
  await world.close();
});

async function send(
  content: string | Buffer,
  headers: Record<string, string> = {},
  officer: OfficerName = 'clerk',
): Promise<Sent> {
  const { status, body } = await supertest(world.address)
    .post('/uploads')
    .set({ authorization: `Bearer ${world.tokenOf(officer)}`, 'content-type': 'text/csv', ...headers })
    .send(content);
  return { status, ...(body as Omit<Sent, 'status'>) };
}

function order(uploadId: string, changes: Record<string, unknown> = {}) {
  return { idempotencyKey: world.key(), uploadId, table: 'PENALTY', errorPolicy: 'REJECT_ALL', ...changes };
}

async function importRecords(input: Record<string, unknown>, officer: OfficerName = 'clerk') {
  const answer = await world.data<{
    importRecords: { userErrors: UserError[]; replayed: boolean; job: Job | null };
  }>(officer, IMPORT, { input });
  return answer.importRecords;
}

async function ended(id: string): Promise<Job> {
  for (let looks = 0; looks < 200; looks += 1) {
    const { job } = await world.data<{ job: Job }>('clerk', `query ($id: ID!) { job(id: $id) { ${JOB} } }`, {
      id,
    });
    if (job.finishedAt !== null) return job;
    await pause(50);
  }
  throw new Error('The job never ended.');
}

const file = (rows = 20) => [...makeDoublePublicity({ table: 'PENALTY', rows, parties: 7 })].join('');
const codes = ({ errors }: Sent) => (errors ?? []).map(({ extensions }) => extensions.code);

describe('A file over HTTP', () => {
  it('is taken in, imported and reported on; sent again, it changes nothing', async () => {
    const content = file();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const sent = await send(content, { 'x-content-sha256': sha256.toUpperCase() });
    expect(sent).toMatchObject({ status: 201, byteCount: Buffer.byteLength(content), sha256 });
    const input = order(sent.uploadId);
    const { job, userErrors } = await importRecords(input);
    expect(userErrors).toEqual([]);
    expect(await ended(job?.id ?? '')).toMatchObject({
      state: 'SUCCEEDED',
      done: 20,
      kept: 20,
      unchanged: 0,
      refused: 0,
    });
    expect(await importRecords(input)).toMatchObject({ replayed: true, job: { id: job?.id } });
    const again = await importRecords(order((await send(content)).uploadId));
    expect(await ended(again.job?.id ?? '')).toMatchObject({ state: 'SUCCEEDED', kept: 0, unchanged: 20 });
  });

  it('comes back with row, column, code and reason of what was refused', async () => {
    const bad = file(3)
      .replace('0.5', 'viel')
      .replace('2026/2/2', '2026/2/30')
      .replaceAll('〔2026〕', '〔2026〕乙');
    const { job } = await importRecords(order((await send(bad)).uploadId));
    const { refusedRows, ...rest } = await ended(job?.id ?? '');
    expect(rest).toMatchObject({ state: 'FAILED', kept: 0, refused: 2, refusalCode: 'INVALID_AMOUNT' });
    expect(refusedRows).toEqual({
      totalCount: 2,
      nodes: [
        {
          rowNumber: 2,
          column: '罚款金额（万元）',
          code: 'INVALID_AMOUNT',
          reason: 'Amounts are in 10,000 CNY, not negative, with at most six places.',
        },
        expect.objectContaining({ rowNumber: 3, column: '处罚决定日期', code: 'INVALID_DATE' }),
      ],
    });
  });

  it('is for clerks, and an office imports what it has sent itself', async () => {
    expect(await send('x', {}, 'regulator')).toMatchObject({ status: 403 });
    expect(await send('x', { authorization: '' })).toMatchObject({ status: 401 });
    const { uploadId } = await send('x');
    const { errors } = await world.ask('regulator', IMPORT, { input: order(uploadId) });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    const unknown = await importRecords(order('upl_00000000-0000-7000-8000-000000000000'));
    expect(unknown.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'uploadId'] }]);
  });

  it('is refused, and nothing of it kept, when it is not what was announced', async () => {
    const before = await world.count('upload');
    const wrong = await send(file(), { 'x-content-sha256': '0'.repeat(64) });
    expect([wrong.status, codes(wrong)]).toEqual([400, ['TRUNCATED_FILE']]);
    expect(codes(await send('x', { 'x-content-sha256': 'abc' }))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await send('x', { 'content-encoding': 'gzip' }))).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
    await cutOff(3 * 1024 * 1024);
    for (let looks = 0; looks < 100 && (await world.count('upload')) > before; looks += 1) await pause(20);
    expect(await world.count('upload')).toBe(before);
    expect(await world.count('upload_chunk')).toBe(await chunksOfCompleteUploads());
  });

  it('is refused when it is too large, announced or not', async () => {
    const before = await world.count('upload');
    expect(await silent({ 'content-length': String(65 * 1_048_576) })).toContain('BODY_TOO_LARGE');
    const chunk = Buffer.alloc(1_048_576);
    expect(
      await silent(
        { 'transfer-encoding': 'chunked' },
        Array.from({ length: 65 }, () => chunk),
      ),
    ).toContain('BODY_TOO_LARGE');
    expect(await world.count('upload')).toBe(before);
  });

  it('is cut off when nothing comes for a while', async () => {
    const before = performance.now();
    expect(await silent({ 'content-length': '1000' }, [Buffer.from('begun')])).toContain('TOO_SLOW');
    expect(performance.now() - before).toBeLessThan(15_000);
  });
});

async function chunksOfCompleteUploads(): Promise<number> {
  const { rowCount } = await world.owner.query(
    `select from upload_chunk c join upload u on u.id = c.upload_id where u.state = 'COMPLETE'`,
  );
  return rowCount ?? 0;
}

function begin(headers: Record<string, string>) {
  const sending = httpRequest(`${world.address}/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.tokenOf('clerk')}`, ...headers },
  });
  sending.on('error', () => undefined);
  return sending;
}

/** Sends half of what it announces and goes away. */
async function cutOff(bytes: number): Promise<void> {
  const sending = begin({ 'content-length': String(bytes) });
  sending.write(Buffer.alloc(bytes / 2));
  await pause(200);
  sending.destroy();
}

/** Sends these pieces and then waits, without ending the file, for the answer. */
async function silent(headers: Record<string, string>, pieces: readonly Buffer[] = []): Promise<string> {
  const sending = begin(headers);
  const answered = new Promise<string>((resolve) => {
    sending.on('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve(text));
      response.on('error', () => resolve(text));
    });
  });
  sending.flushHeaders();
  for (const piece of pieces) if (!sending.write(piece)) await Promise.race([answered, drained(sending)]);
  const answer = await answered;
  sending.destroy();
  return answer;
}

function drained(sending: ReturnType<typeof begin>): Promise<unknown> {
  return new Promise((resolve) => sending.once('drain', resolve));
}
