import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { codeSvg } from '../../src/http/code-svg.js';
import { reportBody } from '../../src/http/credit-report-page.js';
import type { CreditReport } from '../../src/usecases/receipt/read-credit-report.js';
import { exampleReceipt, verifyOffline } from '../support/receipts.js';
import { styleHashIn } from '../support/style-hash.js';
import { type Caller, makeWorld, PUBLIC_URL, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const CHECK = `mutation ($input: CheckCreditInput!) { checkCredit(input: $input) {
  userErrors { code field } check { id answer { verdict } receipt { jws hash keyId reportPath verificationUrl } } } }`;

interface Made {
  readonly id: string;
  readonly receipt: Readonly<Record<'jws' | 'hash' | 'keyId' | 'reportPath' | 'verificationUrl', string>>;
}

async function check(creditCode: string, changes: Record<string, unknown> = {}): Promise<Made> {
  const { checkCredit } = await world.data<any>('approver', CHECK, {
    input: {
      idempotencyKey: world.key(),
      creditCode,
      field: 'PROCUREMENT',
      matter: '鹤采〔2026〕1号',
      purpose: '政府采购供应商资格审查',
      ...changes,
    },
  });
  if (checkCredit.check === null) throw new Error(JSON.stringify(checkCredit.userErrors));
  return checkCredit.check;
}

async function open(path: string, caller: Caller = 'approver', headers: Record<string, string> = {}) {
  const token = caller === null ? {} : { authorization: `Bearer ${world.tokenOf(caller)}` };
  const answer = await fetch(`${world.address}${path}`, { headers: { ...token, ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const reportOf = async (creditCode: string, changes: Record<string, unknown> = {}) =>
  (await open((await check(creditCode, changes)).receipt.reportPath)).text;

/** What somebody reads on the paper. */
const wordsOf = (html: string) =>
  html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

async function enter(
  subjectId: string,
  listCode: string,
  decisionNumber = '示例决字〔2026〕1号',
): Promise<string> {
  const id = uuidv7();
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, suspended_until_on)
     values ($1, $2, $3, $4, '示例认定机关', '2026-01-05', '2029-01-05', '2026-06-30')`,
    [id, subjectId, listCode, decisionNumber],
  );
  return id;
}

describe('The report of a check', () => {
  test('says on one page all that the receipt says', async () => {
    const { id, creditCode } = await world.enterprise({ name: '鹤山市报告商行' });
    await enter(id, 'JUDGMENT_DEFAULTER');
    const made = await check(creditCode);
    const { status, headers, text } = await open(made.receipt.reportPath);
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    const words = wordsOf(text);
    for (const said of [
      '信用核查报告',
      `20260701-${made.id.slice(-8).toUpperCase()}`,
      '示例机构 approval',
      '鹤山市报告商行',
      creditCode,
      '政府采购',
      '鹤采〔2026〕1号',
      '政府采购供应商资格审查',
      world.officerId('approver'),
      '2026-07-01 12:00:00（北京时间）',
      '有效期至 2026-07-31',
      `数据截止 ${TODAY}`,
      '结论规则 2',
      '依法限制',
      '依法应当对本事项采取限制措施。',
      '名单及措施（共 1 条）',
      '严重失信主体名单（黑名单）',
      '示例认定机关',
      '示例决字〔2026〕1号',
      '2026-01-05 起 2029-01-05 届满',
      '暂停使用至 2026-06-30',
      '【应当·不予批准】',
      '实施：',
      '信用信息及措施：无',
      '未修复的违反信用承诺：无',
      '名单的异议和信用修复，尚未办结：无',
      '办理机关依法作出决定；对信用信息有异议的，可向作出认定的机关或者信用主管部门提出异议。',
      uuidOf(made.id),
      made.receipt.hash,
      made.receipt.keyId,
      made.receipt.verificationUrl,
    ])
      expect(words).toContain(said);
    expect(text).toContain(await codeSvg(made.receipt.verificationUrl));
  });

  test('shows records with the measures that they lead to, and broken commitments apart', async () => {
    const { id, creditCode } = await world.enterprise();
    await world.owner.query(
      `insert into record_type (code, label_zh, label_en, source)
       select 'EXAMPLE_PENALTY', '示例处罚', 'Example of a penalty', source from record_type limit 1`,
    );
    await world.owner.query(
      `insert into measure (id, code, record_type, field_code, label_zh, label_en, effect, must_or_may, legal_basis, applied_by, valid_from, source)
       values ($1, 'EXAMPLE', 'EXAMPLE_PENALTY', 'TENDERING', '示例审查', 'x', 'KEY_REVIEW', 'MAY', '示例办法第三条', '示例实施机关', '2026-01-01', '{}')`,
      [uuidv7()],
    );
    await world.record(id, 'EXAMPLE_PENALTY', { occurredOn: '2026-03-04' });
    await world.record(id, 'COMMITMENT_BREACHED', { occurredOn: '2026-05-06' });
    const words = wordsOf(await reportOf(creditCode, { field: 'TENDERING' }));
    expect(words).toMatch(
      /信用信息及措施（共 1 条）.*示例处罚.*2026-03-04.*【可以·重点审查】示例审查；依据：示例办法第三条；实施：示例实施机关.*未修复的违反信用承诺（共 1 条）.*2026-05-06/,
    );
  });

  test('says from the day after its last that its term is over, and on which day it was printed', async () => {
    const { creditCode } = await world.enterprise();
    const { reportPath } = (await check(creditCode)).receipt;
    const printedOn = async (day: string) => {
      world.today = day;
      const { text } = await open(reportPath);
      world.today = TODAY;
      return wordsOf(text);
    };
    expect(await printedOn('2026-07-31')).not.toContain('已过有效期');
    const words = await printedOn('2026-08-01');
    expect(words).toContain('已过有效期（有效期至 2026-07-31，打印日期 2026-08-01），应当重新核查。');
  });

  test('tells which objections and repairs are open', async () => {
    const { id, creditCode } = await world.enterprise();
    const entry = await enter(id, 'JUDGMENT_DEFAULTER');
    const filed = [uuidv7(), entry, world.officeIds.credit, world.officerIds.clerk];
    await world.owner.query(
      `insert into list_objection (id, entry_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional, recorded_at)
       values ($1, $2, $3, 'SUBJECT', '示例', '2026-06-01', $4, '2026-07-20', false, '2026-06-01')`,
      filed,
    );
    await world.owner.query(
      `insert into list_repair (id, entry_id, office_id, corrected_on, evidence, applied_on, recorded_by, decide_until_on, decide_is_provisional, recorded_at)
       values ($1, $2, $3, '2026-05-01', '示例', '2026-06-02', $4, '2026-07-20', false, '2026-06-02')`,
      filed,
    );
    expect(wordsOf(await reportOf(creditCode))).toMatch(
      /名单的异议和信用修复，尚未办结（共 2 条）.*异议处理中（2026-06-01 起）.*信用修复申请中（2026-06-02 起）/,
    );
  });

  test('has no code as long as the service has not been told its public address', () => {
    const receipt = exampleReceipt();
    const check = {
      id: receipt.checkId,
      receipt,
      receiptHash: 'ab',
      keyId: 'k',
      signature: Buffer.alloc(64),
    };
    const report = { check, field: { code: 'PROCUREMENT', labelZh: '政府采购', labelEn: 'Procurement' } };
    const { html } = reportBody(report as unknown as CreditReport, { link: null, today: '2026-07-31' });
    expect(wordsOf(html)).toContain('鹤山市示例商行');
    expect(html).not.toMatch(/<svg|二维码|null|undefined/);
  });

  test('of a subject without a file says so', async () => {
    const words = wordsOf(await reportOf(world.creditCode()));
    expect(words).toContain('（无信用档案）');
    expect(words).toContain('信息不明');
  });

  test('names the officer by number, and neither risk class nor points', async () => {
    const { id, creditCode } = await world.enterprise();
    await world.record(id, 'SERIOUS_DISHONESTY');
    await world.rate(id, 'enterprise-risk');
    const text = await reportOf(creditCode);
    expect(text).not.toMatch(/示例审批员|风险|risk|grade|score|积分|评分/i);
  });

  test('holds the receipt, so that the saved file is verified offline', async () => {
    const { creditCode } = await world.enterprise();
    const { receipt } = await check(creditCode);
    const { text } = await open(receipt.reportPath);
    const keys = JSON.parse((await open('/.well-known/receipt-keys.json', null)).text) as unknown;
    const told = await verifyOffline(text, keys, ['--on', TODAY, '--subject', creditCode]);
    expect(told).toEqual({ exitCode: 0, text: expect.stringContaining(receipt.hash) });
  });

  test('shows hostile names, matters and purposes as text', async () => {
    const hostile = `<script>alert("1")</script>&'"><img src=x onerror=alert(1)></title></style><data id="receipt" value="x">`;
    const { id, creditCode } = await world.enterprise({ name: hostile });
    await enter(id, 'JUDGMENT_DEFAULTER', hostile);
    const changes = { matter: hostile, purpose: hostile };
    const { receipt } = await check(creditCode, changes);
    const { text } = await open(receipt.reportPath);
    expect(
      text.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&amp;&#39;&quot;&gt;&lt;img/g),
    ).toHaveLength(4);
    expect(text).not.toMatch(/<script|<img|<link|javascript:/i);
    expect(text.match(/<data /g)).toHaveLength(1);
    const keys = JSON.parse((await open('/.well-known/receipt-keys.json', null)).text) as unknown;
    expect(await verifyOffline(text, keys, ['--on', TODAY])).toMatchObject({ exitCode: 0 });
  });

  test('loads and runs nothing: its policy lets only its own style in, and nobody may keep a copy on the way', async () => {
    const { creditCode } = await world.enterprise();
    const { headers, text } = await open((await check(creditCode)).receipt.reportPath);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none';style-src 'sha256-[A-Za-z0-9+/=]+';base-uri 'none';form-action 'none';frame-ancestors 'none'$/,
    );
    expect(headers.get('content-security-policy')).toContain(styleHashIn(text));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/\sstyle=|\bsrc=|\bhref=|url\(/);
  });

  test('is set for A4, smaller with many rows, and says how many there are, with headings on each page', async () => {
    const { id, creditCode } = await world.enterprise();
    const few = await reportOf(creditCode);
    expect(few).toContain('@page{size:A4;');
    expect(few).toContain('<div class="usual">');
    for (let count = 1; count <= 30; count += 1)
      await enter(id, 'JUDGMENT_DEFAULTER', `示例决字〔2026〕${count}号`);
    const many = await reportOf(creditCode);
    expect(many).toContain('<div class="dense">');
    expect(many).toContain('thead{display:table-header-group}tr{break-inside:avoid}');
    expect(wordsOf(many)).toContain('名单及措施（共 30 条）');
    expect(many.match(/<tr>\s*<td>/g)).toHaveLength(30);
  });
});

describe('A report is read', () => {
  test('by the approval officers of the office that asked, and by nobody else', async () => {
    const { creditCode } = await world.enterprise();
    const { reportPath } = (await check(creditCode)).receipt;
    const colleague = await world.addOfficer('approval', ['APPROVAL_OFFICER']);
    for (const [caller, status] of [
      ['approver', 200],
      [colleague, 200],
      [null, 401],
      ['zhongshan', 403],
      ['integrator', 403],
      ['auditor', 403],
      ['otherApprover', 404],
    ] as const)
      expect([caller, (await open(reportPath, caller)).status]).toEqual([caller, status]);
  });

  test('in another office exactly as if it did not exist', async () => {
    const { creditCode } = await world.enterprise();
    const { reportPath } = (await check(creditCode)).receipt;
    const paths = [
      reportPath,
      '/checks/chk_00000000-0000-7000-8000-000000000000/report.html',
      '/checks/ent_00000000-0000-7000-8000-000000000000/report.html',
      '/checks/x/report.html',
    ];
    const answers = await Promise.all(paths.map((path) => open(path, 'otherApprover')));
    const bare = answers.map(
      ({ status, text }) => `${status} ${text.replace(/"correlationId":"[^"]*"/, '')}`,
    );
    expect(new Set(bare).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  test('with an entry in the access log: under the purpose of the check, or under the one that is stated', async () => {
    const { id, creditCode } = await world.enterprise();
    const made = await check(creditCode);
    const before = await world.count('access_log');
    await open(made.receipt.reportPath);
    await open(made.receipt.reportPath, 'approver', { 'x-purpose': 'archive', 'x-matter': 'A-1' });
    await open(made.receipt.reportPath, 'otherApprover');
    const { rows } = await world.owner.query<object>(
      'select officer_id, query, purpose, matter, subject_ids from access_log order by id desc limit $1',
      [(await world.count('access_log')) - before],
    );
    const look = {
      officer_id: world.officerIds.approver,
      query: `creditReport ${uuidOf(made.id)}`,
      subject_ids: [id],
    };
    expect(rows).toEqual([
      { ...look, purpose: 'archive', matter: 'A-1' },
      { ...look, purpose: '政府采购供应商资格审查', matter: '鹤采〔2026〕1号' },
    ]);
  });

  test('and is not there for a check from before receipts were signed', async () => {
    const id = uuidv7();
    await world.owner.query(
      `insert into credit_check (id, office_id, officer_id, credit_code, field_code, matter, purpose, verdict, reason_code, answer)
       values ($1, $2, $3, '91440784MA0000103T', 'PROCUREMENT', '示例', '示例', 'UNKNOWN', 'SUBJECT_UNKNOWN', '{"lists": []}')`,
      [id, world.officeIds.approval, world.officerIds.approver],
    );
    expect((await open(`/checks/chk_${id}/report.html`)).status).toBe(404);
  });
});

test('The address that the code says leads to the page of the same receipt', async () => {
  const { creditCode } = await world.enterprise();
  const { receipt } = await check(creditCode);
  const { status, text } = await open(receipt.verificationUrl.slice(PUBLIC_URL.length), null);
  expect(status).toBe(200);
  expect(text).toContain(receipt.hash);
});
