import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { completeCreditCode } from '../../src/domain/credit-code.js';
import { PUBLICITY_COLUMNS, type PublicityTable } from '../../src/domain/double-publicity.js';
import { RequestContext } from '../../src/request-context.js';
import type { Context } from '../../src/usecases/context.js';
import { importRecords, type ImportRecordsInput } from '../../src/usecases/import/import-records.js';
import { runImport } from '../../src/usecases/import/run-import.js';
import { cancelJob } from '../../src/usecases/job/cancel-job.js';
import { findJob, type JobView } from '../../src/usecases/job/find-job.js';
import { listRefusals } from '../../src/usecases/job/list-refusals.js';
import { findActor } from '../../src/usecases/officer/find-actor.js';
import { receiveUpload } from '../../src/usecases/upload/receive-upload.js';
import { makeWorld, type OfficerName, type World } from '../support/world.js';

type Cells = Partial<Record<string, string>>;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.close();
});

async function contextOf(officer: OfficerName): Promise<Context> {
  const shared = world.product.world;
  const actor = await findActor(shared.door, world.officerIds[officer]);
  return new RequestContext(shared, {
    actor,
    purpose: null,
    matter: null,
    locale: 'zh-CN',
    correlationId: 'test',
  });
}

let made = 0;

/** A good row about an organisation nobody else in this world is about. */
function penalty(changes: Cells = {}): Cells {
  made += 1;
  return {
    partyName: '虚构样例有限公司',
    partyKind: '法人及非法人组织',
    creditCode: world.creditCode(),
    documentNumber: `样罚字〔2026〕第${made}号`,
    penaltyKinds: '罚款',
    content: '罚款人民币五千元（样例）',
    fine: '0.5',
    decidedOn: '2026-06-01',
    organName: '样例监督管理局（虚构）',
    procedure: '普通程序',
    ...changes,
  };
}

function permit(changes: Cells = {}): Cells {
  made += 1;
  return {
    partyName: '虚构样例有限公司',
    partyKind: '法人及非法人组织',
    creditCode: world.creditCode(),
    documentNumber: `样许字〔2026〕第${made}号`,
    permitKind: '普通',
    content: '准予（样例）',
    decidedOn: '2026/6/1',
    validFromOn: '2026/6/1',
    organName: '样例监督管理局（虚构）',
    ...changes,
  };
}

function person(changes: Cells = {}): Cells {
  return penalty({
    partyName: '样例甲',
    partyKind: '自然人',
    creditCode: '',
    certificateType: '身份证',
    certificateNumber: world.citizenNumber(),
    ...changes,
  });
}

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function lineOf(row: Cells, table: PublicityTable): string {
  return PUBLICITY_COLUMNS[table].map(({ key }) => quoted(row[key] ?? '')).join(',');
}

function csv(rows: readonly Cells[], table: PublicityTable = 'PENALTY'): string {
  const heading = PUBLICITY_COLUMNS[table].map(({ heading }) => quoted(heading)).join(',');
  return [heading, ...rows.map((row) => lineOf(row, table)), ''].join('\r\n');
}

/** The whole of an import as the job door does it. Order and upload are made by the clerk. */
async function importFile(
  content: string | Buffer,
  changes: Partial<ImportRecordsInput> = {},
): Promise<JobView> {
  const clerk = await contextOf('clerk');
  const jobId = await order(clerk, content, changes);
  return run(clerk, jobId);
}

async function order(
  clerk: Context,
  content: string | Buffer,
  changes: Partial<ImportRecordsInput> = {},
): Promise<string> {
  const { uploadId } = await upload(clerk, content);
  const input: ImportRecordsInput = {
    idempotencyKey: world.key(),
    uploadId,
    table: 'PENALTY',
    encoding: null,
    errorPolicy: 'REJECT_ALL',
    ...changes,
  };
  const { result, refusals } = await importRecords(clerk, input);
  if (result === null) throw new Error(refusals.map(({ code }) => code).join());
  return result.jobId;
}

function upload(clerk: Context, content: string | Buffer) {
  async function* bytes() {
    yield Buffer.from(content);
  }
  return receiveUpload(clerk, { bytes: bytes(), expectedSha256: null });
}

async function run(clerk: Context, jobId: string, signal = new AbortController().signal): Promise<JobView> {
  await runImport(clerk, await jobOf(clerk, jobId), signal);
  return jobOf(clerk, jobId);
}

async function jobOf(context: Context, jobId: string): Promise<JobView> {
  const job = await findJob(context, jobId);
  if (job === null) throw new Error('There is no such job.');
  return job;
}

async function refusalsOf(jobId: string) {
  const { rows } = await listRefusals(await contextOf('clerk'), jobId, {
    limit: 100,
    backward: false,
    from: null,
  });
  return rows.map(({ rowNumber, column, code }) => ({ rowNumber, column, code }));
}

async function deliveriesOf(jobId: string) {
  const { rows } = await world.owner.query<object>(
    'select source, delivered_on::text, may_be_adverse from data_delivery where job_id = $1',
    [jobId],
  );
  return rows;
}

async function recordsOf(creditCode: string | undefined) {
  const { rows } = await world.owner.query<Record<string, unknown>>(
    `select r.*, r.occurred_on::text as occurred_on, s.name, s.kind, s.region_code
     from credit_record r join subject s on s.id = r.subject_id where s.credit_code = $1 order by r.id`,
    [creditCode],
  );
  return rows;
}

describe('importing penalties', () => {
  it('keeps each good row as a record of its party, opening a file in the county of its credit code', async () => {
    const row = penalty({ content: '没收违法所得；\n罚款，限期缴纳', remark: '说明 "样例", 一' });
    const job = await importFile(csv([row, penalty()]));
    expect(job).toMatchObject({
      state: 'SUCCEEDED',
      doneCount: 2,
      totalCount: 2,
      keptCount: 2,
      unchangedCount: 0,
      refusedCount: 0,
      refusalCode: null,
    });
    const [record] = await recordsOf(row.creditCode);
    expect(record).toMatchObject({
      type: 'ADMINISTRATIVE_PENALTY',
      occurred_on: '2026-06-01',
      amount_hundredths: '500000',
      document_number: row.documentNumber,
      content: '没收违法所得；\n罚款，限期缴纳',
      job_id: job.id,
      office_id: world.officeIds.credit,
      name: '虚构样例有限公司',
      kind: 'ENTERPRISE',
      region_code: '440784',
    });
    expect(record?.details).toMatchObject({ remark: '说明 "样例", 一', penaltyKinds: ['FINE'] });
  });

  it('adds to the file of a party that is known, and leaves its name alone', async () => {
    const { creditCode } = await world.enterprise({ name: '已登记样例商行' });
    await importFile(csv([penalty({ creditCode })]));
    expect(await recordsOf(creditCode)).toMatchObject([{ name: '已登记样例商行' }]);
  });

  it('opens the file of a party from a county not on the register in the region of the office', async () => {
    const creditCode = completeCreditCode('91', '659999', 'MA000001');
    await importFile(csv([penalty({ creditCode })]));
    expect(await recordsOf(creditCode)).toMatchObject([{ region_code: '440784' }]);
  });

  it('rates the enterprises anew in the same job', async () => {
    const { id, creditCode } = await world.enterprise();
    const ratingOf = async () =>
      (
        await world.owner.query<{ score_hundredths: number }>(
          `select score_hundredths from rating where subject_id = $1 and sector = 'enterprise-risk'`,
          [id],
        )
      ).rows[0]?.score_hundredths;
    const before = await ratingOf();
    const job = await importFile(csv([penalty({ creditCode })]));
    expect(await ratingOf()).toBeGreaterThan(before ?? Infinity);
    const { rows } = await world.owner.query(
      'select cause from rating_history where subject_id = $1 order by recorded_at desc limit 1',
      [id],
    );
    expect(rows).toEqual([{ cause: `importRecords ${job.id}` }]);
  });

  it('keeps the name of a natural person in his own table only', async () => {
    const row = person({ partyName: '样例秘密姓名' });
    const job = await importFile(csv([row]));
    expect(job).toMatchObject({ state: 'SUCCEEDED', keptCount: 1 });
    const { rows } = await world.owner.query<{ name: string | null; row: string }>(
      `select s.name, r::text as row from credit_record r join subject s on s.id = r.subject_id where r.job_id = $1`,
      [job.id],
    );
    expect(rows).toMatchObject([{ name: null }]);
    expect(rows[0]?.row).not.toMatch(new RegExp(`样例秘密姓名|${row.certificateNumber ?? ''}`));
  });

  it('notes the delivery, by which answers say how fresh the data are', async () => {
    const job = await importFile(csv([penalty()]));
    expect(await deliveriesOf(job.id)).toEqual([
      { source: '双公示·行政处罚', delivered_on: world.today, may_be_adverse: true },
    ]);
  });

  it('notes that permits, which bring nothing adverse, say nothing about how fresh penalties are', async () => {
    const job = await importFile(csv([permit()], 'PERMIT'), { table: 'PERMIT' });
    expect(await deliveriesOf(job.id)).toEqual([
      { source: '双公示·行政许可', delivered_on: world.today, may_be_adverse: false },
    ]);
  });

  it('notes a delivery in which nothing was new, and none where every row was refused', async () => {
    const text = csv([penalty()]);
    await importFile(text);
    const again = await importFile(text);
    expect(again).toMatchObject({ keptCount: 0, unchangedCount: 1 });
    expect(await deliveriesOf(again.id)).toMatchObject([{ may_be_adverse: true }]);
    const refused = await importFile(csv([penalty({ fine: '-1' })]), { errorPolicy: 'SKIP_FAILED' });
    expect(refused).toMatchObject({ state: 'SUCCEEDED', keptCount: 0, unchangedCount: 0 });
    expect(await deliveriesOf(refused.id)).toEqual([]);
  });

  it('imports permits, too', async () => {
    const row = permit();
    const job = await importFile(csv([row], 'PERMIT'), { table: 'PERMIT' });
    expect(job).toMatchObject({ state: 'SUCCEEDED', keptCount: 1 });
    expect(await recordsOf(row.creditCode)).toMatchObject([
      { type: 'ADMINISTRATIVE_PERMIT', amount_hundredths: null, details: { permitKind: 'ORDINARY' } },
    ]);
  });
});

describe('the form of the file', () => {
  it('may be UTF-8 with a byte order mark, LF line ends, and no line end behind the last row', async () => {
    const text = `\uFEFF${csv([penalty(), penalty()])}`.replaceAll('\r\n', '\n').slice(0, -1);
    expect(await importFile(text)).toMatchObject({ state: 'SUCCEEDED', keptCount: 2 });
  });

  it('may be GB18030, found out or said', async () => {
    const rows = [penalty({ partyName: '虚构㐀样例有限公司' }), penalty()];
    const bytes = iconv.encode(csv(rows), 'gb18030');
    expect(await importFile(bytes)).toMatchObject({ state: 'SUCCEEDED', keptCount: 2 });
    expect(await recordsOf(rows[0]?.creditCode)).toMatchObject([{ name: '虚构㐀样例有限公司' }]);
    expect(await importFile(bytes, { encoding: 'GB18030' })).toMatchObject({ unchangedCount: 2 });
  });

  it('may have its columns in any order, and empty rows as spreadsheets export them', async () => {
    const columns = PUBLICITY_COLUMNS.PENALTY.toReversed();
    const row = penalty();
    const text = [
      columns.map(({ heading }) => heading).join(','),
      columns.map(({ key }) => quoted(row[key] ?? '')).join(','),
      '',
      ','.repeat(columns.length - 1),
      '',
    ].join('\r\n');
    expect(await importFile(text)).toMatchObject({ state: 'SUCCEEDED', keptCount: 1, unchangedCount: 0 });
  });

  it('is refused whole when it is in another encoding than said, with the row where that shows', async () => {
    const text = csv([penalty(), penalty({ remark: '乱' })]);
    const bytes = Buffer.from(text);
    bytes[bytes.lastIndexOf(Buffer.from('乱'))] = 0xff;
    const job = await importFile(bytes, { encoding: 'UTF_8', errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ state: 'FAILED', refusalCode: 'WRONG_ENCODING', keptCount: 0 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 3, column: '', code: 'WRONG_ENCODING' }]);
    const gb = await importFile(iconv.encode(text, 'gb18030'), { encoding: 'UTF_8' });
    expect(gb).toMatchObject({ state: 'FAILED', refusalCode: 'WRONG_ENCODING' });
    const utf16 = await importFile(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect(utf16).toMatchObject({ state: 'FAILED', refusalCode: 'WRONG_ENCODING' });
  });

  it.each([
    ['in mid-row', (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf(Buffer.from('样例监督')))],
    ['in mid-character', (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf(Buffer.from('局')) + 1)],
    ['in an open quotation', (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf(Buffer.from('第二行')))],
  ])('is refused whole when it ends %s', async (_where, cut) => {
    const bytes = cut(Buffer.from(csv([penalty(), penalty({ content: '第一行\n第二行' })])));
    const before = await world.count('credit_record');
    const job = await importFile(bytes, { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ state: 'FAILED', refusalCode: 'TRUNCATED_FILE', keptCount: 0 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 3, column: '', code: 'TRUNCATED_FILE' }]);
    expect(await world.count('credit_record')).toBe(before);
  });

  it('is refused at once when a column is missing or unknown, naming each', async () => {
    const text = csv([penalty()]).replace('处罚内容', '处罚内容摘要');
    const job = await importFile(text, { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ state: 'FAILED', keptCount: 0 });
    expect(await refusalsOf(job.id)).toEqual([
      { rowNumber: 1, column: '处罚内容', code: 'MISSING_COLUMN' },
      { rowNumber: 1, column: '处罚内容摘要', code: 'UNKNOWN_COLUMN' },
    ]);
    expect(await importFile('')).toMatchObject({ state: 'FAILED', refusalCode: 'MISSING_COLUMN' });
  });
});

describe('refused rows', () => {
  const bad = () => [
    penalty(),
    penalty({ creditCode: '91440784MA00000A93', decidedOn: '2026-02-30' }),
    person({ procedure: '简易程序' }),
    penalty(),
  ];
  const BAD = [
    { rowNumber: 3, column: '处罚决定日期', code: 'INVALID_DATE' },
    { rowNumber: 3, column: '行政相对人代码_1（统一社会信用代码）', code: 'INVALID_CREDIT_CODE' },
    { rowNumber: 4, column: '处罚程序', code: 'SIMPLE_PROCEDURE_PERSON' },
  ];

  it('refuse the whole file under REJECT_ALL', async () => {
    const before = await world.countAll();
    const job = await importFile(csv(bad()));
    expect(job).toMatchObject({
      state: 'FAILED',
      refusalCode: 'INVALID_CREDIT_CODE',
      keptCount: 0,
      refusedCount: 2,
      unchangedCount: 0,
    });
    expect(await refusalsOf(job.id)).toEqual(expect.arrayContaining(BAD));
    const after = await world.countAll();
    for (const table of ['credit_record', 'subject', 'enterprise', 'person', 'data_delivery', 'rating']) {
      expect({ table, count: after[table] }).toEqual({ table, count: before[table] });
    }
  });

  it('are left out under SKIP_FAILED, and the good ones kept', async () => {
    const rows = bad();
    const job = await importFile(csv(rows), { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ state: 'SUCCEEDED', doneCount: 4, keptCount: 2, refusedCount: 2 });
    expect(await refusalsOf(job.id)).toHaveLength(3);
    expect(await recordsOf(rows[3]?.creditCode)).toHaveLength(1);
  });

  it('are counted as a spreadsheet counts, a row with quoted line ends as one', async () => {
    const rows = [penalty({ content: '一\n二\r\n三' }), penalty({ fine: '-1' })];
    const job = await importFile(csv(rows), { errorPolicy: 'SKIP_FAILED' });
    expect(await refusalsOf(job.id)).toEqual([
      { rowNumber: 3, column: '罚款金额（万元）', code: 'INVALID_AMOUNT' },
    ]);
  });

  it('are those with another number of cells than the heading', async () => {
    const [heading = '', row = '', other = ''] = csv([penalty(), penalty()]).split('\r\n');
    const job = await importFile([heading, `${row},`, other, ''].join('\r\n'), {
      errorPolicy: 'SKIP_FAILED',
    });
    expect(job).toMatchObject({ keptCount: 1, refusedCount: 1 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 2, column: '', code: 'WRONG_COLUMN_COUNT' }]);
  });

  it('are those whose quoted cell goes on behind its quotation mark', async () => {
    const broken = lineOf(penalty({ content: 'X' }), 'PENALTY').replace(',X,', ',"说"明",');
    const text = csv([penalty(), penalty()]).split('\r\n');
    text.splice(2, 0, broken);
    const job = await importFile(text.join('\r\n'), { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ keptCount: 2, refusedCount: 1 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 3, column: '', code: 'INVALID_TEXT' }]);
  });

  it('never repeat what stood in the cell', async () => {
    const job = await importFile(csv([person({ certificateNumber: '440784190001010007' })]));
    const { rows } = await world.owner.query<{ text: string }>(
      `select r::text || j::text as text from import_refusal r join job j on j.id = r.job_id where j.id = $1`,
      [job.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toMatch(/440784190001010007|样例甲/);
  });
});

describe('the same record again', () => {
  it('changes nothing when the same file is imported a second time', async () => {
    const text = csv([penalty(), person(), penalty()]);
    expect(await importFile(text)).toMatchObject({ keptCount: 3 });
    const before = await world.countAll();
    expect(await importFile(text)).toMatchObject({
      state: 'SUCCEEDED',
      keptCount: 0,
      unchangedCount: 3,
      refusedCount: 0,
    });
    const after = await world.countAll();
    for (const table of ['credit_record', 'subject', 'person', 'rating_history']) {
      expect({ table, count: after[table] }).toEqual({ table, count: before[table] });
    }
  });

  it('is recognised whatever brackets the number of its document is written with', async () => {
    const row = penalty();
    await importFile(csv([row]));
    const again = { ...row, documentNumber: row.documentNumber?.replace('〔', '[').replace('〕', ']') };
    expect(await importFile(csv([again]))).toMatchObject({
      state: 'SUCCEEDED',
      keptCount: 0,
      unchangedCount: 1,
    });
  });

  it('counts as unchanged inside one file when it says the same, and is refused when it does not', async () => {
    const row = penalty();
    const other = { ...row, content: '另一内容' };
    const job = await importFile(csv([row, row, other]), { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ keptCount: 1, unchangedCount: 1, refusedCount: 1 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 4, column: '', code: 'DUPLICATE_ROW' }]);
    expect(await importFile(csv([penalty(), row, other]))).toMatchObject({ state: 'FAILED', keptCount: 0 });
  });

  it('is refused when it says something else than the one on file', async () => {
    const row = penalty();
    await importFile(csv([row]));
    const job = await importFile(csv([{ ...row, fine: '0.6' }, penalty()]), { errorPolicy: 'SKIP_FAILED' });
    expect(job).toMatchObject({ keptCount: 1, unchangedCount: 0, refusedCount: 1 });
    expect(await refusalsOf(job.id)).toEqual([{ rowNumber: 2, column: '', code: 'ALREADY_EXISTS' }]);
    expect(await recordsOf(row.creditCode)).toMatchObject([{ amount_hundredths: '500000' }]);
  });
});

describe('an import job', () => {
  it('comes to the same end when it is run again after it was interrupted', async () => {
    const clerk = await contextOf('clerk');
    const jobId = await order(clerk, csv([penalty(), penalty()]));
    const killed = new AbortController();
    killed.abort();
    await expect(run(clerk, jobId, killed.signal)).rejects.toThrow();
    expect(await jobOf(clerk, jobId)).toMatchObject({ state: 'RUNNING', keptCount: 0 });
    expect(await run(clerk, jobId)).toMatchObject({ state: 'SUCCEEDED', keptCount: 2, unchangedCount: 0 });
    expect(await run(clerk, jobId)).toMatchObject({ state: 'SUCCEEDED', keptCount: 2, unchangedCount: 0 });
  });

  it('still rates its subjects when it was interrupted after keeping its rows', async () => {
    const clerk = await contextOf('clerk');
    const row = penalty();
    const jobId = await order(clerk, csv([row]));
    await run(clerk, jobId);
    await world.owner.query(`update job set state = 'RUNNING' where id = $1`, [jobId]);
    await world.owner.query(
      'delete from rating where subject_id = (select id from subject where credit_code = $1)',
      [row.creditCode],
    );
    expect(await run(clerk, jobId)).toMatchObject({ state: 'SUCCEEDED', keptCount: 1, unchangedCount: 0 });
    const { rowCount } = await world.owner.query(
      'select from rating r join subject s on s.id = r.subject_id where s.credit_code = $1',
      [row.creditCode],
    );
    expect(rowCount).toBe(1);
  });

  it('is ordered and done as two entries of the audit of its office', async () => {
    const job = await importFile(csv([penalty()]));
    const { rows } = await world.owner.query<{ verb: string }>(
      'select verb from audit_entry where office_id = $1 order by sequence desc limit 2',
      [world.officeIds.credit],
    );
    expect(rows).toEqual([{ verb: 'runImport' }, { verb: 'importRecords' }]);
    expect(job.requestedBy).toBe(world.officerIds.clerk);
  });

  it('can be cancelled while it waits, and then never runs', async () => {
    const clerk = await contextOf('clerk');
    const jobId = await order(clerk, csv([penalty()]));
    const queued = 'select from graphile_worker.jobs where key = $1';
    expect((await world.owner.query(queued, [jobId])).rowCount).toBe(1);
    const { result } = await cancelJob(clerk, { idempotencyKey: world.key(), jobId });
    expect(result).toEqual({ jobId, state: 'CANCELLED' });
    expect((await world.owner.query(queued, [jobId])).rowCount).toBe(0);
    expect(await run(clerk, jobId)).toMatchObject({ state: 'CANCELLED', keptCount: 0 });
    const { refusals } = await cancelJob(clerk, { idempotencyKey: world.key(), jobId });
    expect(refusals.map(({ code }) => code)).toEqual(['WRONG_STATE']);
  });

  it('keeps nothing when it is cancelled before it has kept its rows', async () => {
    const clerk = await contextOf('clerk');
    const jobId = await order(clerk, csv([penalty()]));
    await world.owner.query(`update job set state = 'RUNNING' where id = $1`, [jobId]);
    const { result } = await cancelJob(clerk, { idempotencyKey: world.key(), jobId });
    expect(result).toEqual({ jobId, state: 'RUNNING' });
    expect(await run(clerk, jobId)).toMatchObject({ state: 'CANCELLED', keptCount: 0 });
  });

  it('is seen by its own office only', async () => {
    const job = await importFile(csv([penalty({ fine: 'x' })]));
    const stranger = await contextOf('regulator');
    expect(await findJob(stranger, job.id)).toBeNull();
    const page = { limit: 100, backward: false, from: null };
    expect((await listRefusals(stranger, job.id, page)).rows).toEqual([]);
    const { refusals } = await cancelJob(stranger, { idempotencyKey: world.key(), jobId: job.id });
    expect(refusals.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });

  it('lists its refusals page by page in the order of the file', async () => {
    const job = await importFile(
      csv(Array.from({ length: 5 }, () => penalty({ fine: 'x', decidedOn: 'y' }))),
    );
    const clerk = await contextOf('clerk');
    const first = await listRefusals(clerk, job.id, { limit: 6, backward: false, from: null });
    expect(first.hasMore).toBe(true);
    const last = first.rows.at(-1);
    const from = [last?.rowNumber ?? 0, last?.column ?? '', last?.code ?? ''];
    const second = await listRefusals(clerk, job.id, { limit: 6, backward: false, from });
    expect(second.hasMore).toBe(false);
    const all = [...first.rows, ...second.rows].map(({ rowNumber }) => rowNumber);
    expect(all).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
    expect(first.rows[0]?.explanation.zh).not.toBe('');
  });
});

describe('an upload', () => {
  it('is kept in pieces and comes with its size and digest', async () => {
    const clerk = await contextOf('clerk');
    const content = Buffer.alloc(2.5 * 1024 * 1024, 'a样');
    const sent = await upload(clerk, content);
    expect(sent).toMatchObject({
      byteCount: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    const { rows } = await world.owner.query(
      'select count(*)::int as n from upload_chunk where upload_id = $1',
      [sent.uploadId],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('leaves nothing behind when its digest is another than announced, or it breaks off', async () => {
    const clerk = await contextOf('clerk');
    const before = await world.count('upload');
    async function* broken() {
      yield Buffer.alloc(2 * 1024 * 1024);
      throw new Error('The sender went away.');
    }
    async function* whole() {
      yield Buffer.from('x');
    }
    await expect(receiveUpload(clerk, { bytes: broken(), expectedSha256: null })).rejects.toThrow(
      'went away',
    );
    await expect(
      receiveUpload(clerk, { bytes: whole(), expectedSha256: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'TRUNCATED_FILE' });
    expect(await world.count('upload')).toBe(before);
    expect(
      (
        await world.owner.query(
          'select from upload_chunk c where not exists (select from upload u where u.id = c.upload_id)',
        )
      ).rowCount,
    ).toBe(0);
  });

  it('is for clerks only, and for imports by their own office', async () => {
    async function* bytes() {
      yield Buffer.from('x');
    }
    const regulator = await contextOf('regulator');
    await expect(receiveUpload(regulator, { bytes: bytes(), expectedSha256: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const { uploadId } = await upload(await contextOf('clerk'), 'x');
    const { refusals } = await importRecords(regulator, {
      idempotencyKey: world.key(),
      uploadId,
      table: 'PENALTY',
      encoding: null,
      errorPolicy: 'REJECT_ALL',
    });
    expect(refusals.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });
});
