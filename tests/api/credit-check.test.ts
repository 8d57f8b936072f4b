import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import {
  type Answer,
  codesOf,
  makeWorld,
  type OfficerName,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ANSWER = `creditCode subjectName field verdict reasonCode reason dataOn validAt
  lists { listCode label kind enteredOn endsOn suspendedUntilOn decisionNumber organName legalBasis
    measures { code label effect mustOrMay legalBasis appliedBy } }`;
const CHECK = `id matter purpose officerName checkedAt answer { ${ANSWER} }
  feedback { decision measureCodes departs reason recordedAt }`;
const CHECK_CREDIT = `mutation ($input: CheckCreditInput!) {
  checkCredit(input: $input) { replayed userErrors { code field message } check { ${CHECK} } } }`;
const PREVIEW = `query ($creditCode: CreditCode!, $field: String!) {
  previewCredit(creditCode: $creditCode, field: $field) { ${ANSWER} } }`;
const FEEDBACK = `mutation ($input: RecordCheckFeedbackInput!) {
  recordCheckFeedback(input: $input) { replayed userErrors { code field } check { ${CHECK} } } }`;

interface Verdict {
  readonly verdict: string;
  readonly reasonCode: string;
  readonly lists: readonly {
    readonly listCode: string;
    readonly measures: readonly { readonly code: string }[];
  }[];
}

interface Check {
  readonly id: string;
  readonly answer: Verdict;
}

interface Checked {
  readonly checkCredit: {
    readonly replayed: boolean;
    readonly userErrors: readonly UserError[];
    readonly check: Check | null;
  };
}

function ask(
  creditCode: string,
  changes: Record<string, unknown> = {},
  officer: OfficerName = 'approver',
): Promise<Answer<Checked>> {
  return world.ask(officer, CHECK_CREDIT, {
    input: {
      idempotencyKey: world.key(),
      creditCode,
      field: 'PROCUREMENT',
      matter: 'HS-CG-2026-001',
      purpose: '政府采购资格审查',
      ...changes,
    },
  });
}

async function check(creditCode: string, changes: Record<string, unknown> = {}): Promise<Check> {
  const { data, errors } = await ask(creditCode, changes);
  if (data.checkCredit.check === null) throw new Error(JSON.stringify(errors ?? data.checkCredit.userErrors));
  return data.checkCredit.check;
}

async function preview(creditCode: string, field = 'PROCUREMENT'): Promise<Verdict> {
  const headers = { 'x-purpose': '政府采购资格审查' };
  const { previewCredit } = await world.data<{ previewCredit: Verdict }>(
    'approver',
    PREVIEW,
    { creditCode, field },
    headers,
  );
  return previewCredit;
}

interface Entry {
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly suspendedUntilOn?: string;
}

/** Puts a subject on a list by an invented decision. */
async function enter(subjectId: string, listCode: string, entry: Entry = {}): Promise<void> {
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, suspended_until_on)
     values ($1, $2, $3, '示例决字〔2026〕1号', '示例机关', $4, $5, $6)`,
    [
      uuidv7(),
      subjectId,
      listCode,
      entry.validFrom ?? '2026-01-01',
      entry.validTo ?? null,
      entry.suspendedUntilOn ?? null,
    ],
  );
}

async function enterpriseOn(
  listCode: string,
  entry: Entry = {},
): Promise<{ id: string; creditCode: string }> {
  const enterprise = await world.enterprise();
  await enter(enterprise.id, listCode, entry);
  return enterprise;
}

describe('The verdict of a credit check', () => {
  test('is CLEAR when nothing adverse and nothing to reward is on file', async () => {
    const { creditCode } = await world.enterprise({ name: '鹤山市清白商行' });
    expect(await check(creditCode)).toMatchObject({
      answer: {
        creditCode,
        subjectName: '鹤山市清白商行',
        field: 'PROCUREMENT',
        verdict: 'CLEAR',
        reasonCode: 'NOTHING_ADVERSE',
        reason: 'Nothing adverse.',
        lists: [],
        dataOn: TODAY,
        validAt: TODAY,
      },
    });
  });

  test('is RESTRICTED by a measure that must deny, told with its legal basis down to the article', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    expect((await check(creditCode)).answer).toMatchObject({
      verdict: 'RESTRICTED',
      reasonCode: 'MANDATORY_RESTRICTION',
      lists: [
        {
          listCode: 'JUDGMENT_DEFAULTER',
          label: 'Judgment defaulters',
          kind: 'BLACK',
          enteredOn: '2026-01-01',
          endsOn: null,
          suspendedUntilOn: null,
          decisionNumber: '示例决字〔2026〕1号',
          organName: '示例机关',
          legalBasis: expect.stringContaining('第一条'),
          measures: [
            {
              code: 'DEFAULTER_NO_PROCUREMENT',
              effect: 'DENY',
              mustOrMay: 'MUST',
              legalBasis: expect.stringMatching(/第.+条/),
              appliedBy: expect.any(String),
            },
          ],
        },
      ],
    });
  });

  test('is CAUTION when a measure may restrict: the officer decides', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    expect((await check(creditCode, { field: 'TENDERING' })).answer).toMatchObject({
      verdict: 'CAUTION',
      reasonCode: 'ADVERSE_MEASURE',
      lists: [{ measures: [{ code: 'DEFAULTER_TENDERING', mustOrMay: 'MAY', effect: 'RESTRICT' }] }],
    });
  });

  test('is CAUTION on an adverse list without a measure for the field: nothing may be restricted then', async () => {
    const { creditCode } = await enterpriseOn('CONSTRUCTION_FOCUS');
    expect((await check(creditCode, { field: 'SUBSIDY' })).answer).toMatchObject({
      verdict: 'CAUTION',
      reasonCode: 'ON_ADVERSE_LIST',
      lists: [{ listCode: 'CONSTRUCTION_FOCUS', kind: 'FOCUS', measures: [] }],
    });
  });

  test('is FAST_TRACK on a red list with a reward for the field', async () => {
    const { creditCode } = await enterpriseOn('HONEST_EXEMPLAR');
    expect((await check(creditCode, { field: 'SUBSIDY' })).answer).toMatchObject({
      verdict: 'FAST_TRACK',
      reasonCode: 'REWARD',
      lists: [{ kind: 'RED', measures: [{ code: 'EXEMPLAR_SUBSIDY', effect: 'PRIORITY' }] }],
    });
  });

  test('is CLEAR on a red list without a reward for the field', async () => {
    const { creditCode } = await enterpriseOn('HONEST_EXEMPLAR');
    expect((await check(creditCode)).answer).toMatchObject({ verdict: 'CLEAR', lists: [{ kind: 'RED' }] });
  });

  test('is not FAST_TRACK when the exemplar also stands on a black list', async () => {
    const { id, creditCode } = await enterpriseOn('HONEST_EXEMPLAR');
    await enter(id, 'WAGE_ARREARS');
    expect((await check(creditCode, { field: 'SUBSIDY' })).answer.verdict).toBe('RESTRICTED');
  });

  test('is SUSPENDED_USE to the last day of a suspension, and RESTRICTED again the day after', async () => {
    const until = await enterpriseOn('JUDGMENT_DEFAULTER', { suspendedUntilOn: TODAY });
    expect((await check(until.creditCode)).answer).toMatchObject({
      verdict: 'SUSPENDED_USE',
      reasonCode: 'PUNISHMENT_SUSPENDED',
      lists: [{ suspendedUntilOn: TODAY }],
    });
    const over = await enterpriseOn('JUDGMENT_DEFAULTER', { suspendedUntilOn: '2026-06-30' });
    expect((await check(over.creditCode)).answer.verdict).toBe('RESTRICTED');
  });

  test('forgets a list on the day its entry ends, and does not know one that begins tomorrow', async () => {
    const ended = await enterpriseOn('JUDGMENT_DEFAULTER', { validTo: TODAY });
    expect((await check(ended.creditCode)).answer).toMatchObject({ verdict: 'CLEAR', lists: [] });
    const lastDay = await enterpriseOn('JUDGMENT_DEFAULTER', { validTo: '2026-07-02' });
    expect((await check(lastDay.creditCode)).answer).toMatchObject({
      verdict: 'RESTRICTED',
      lists: [{ endsOn: '2026-07-02' }],
    });
    const coming = await enterpriseOn('JUDGMENT_DEFAULTER', { validFrom: '2026-07-02' });
    expect((await check(coming.creditCode)).answer).toMatchObject({ verdict: 'CLEAR', lists: [] });
  });

  test('is UNKNOWN, which is neither good nor bad, when there is no file', async () => {
    expect((await check(world.creditCode())).answer).toMatchObject({
      subjectName: null,
      verdict: 'UNKNOWN',
      reasonCode: 'SUBJECT_UNKNOWN',
      lists: [],
    });
  });

  test.each([
    ['DEREGISTERED', 'SUBJECT_DEREGISTERED'],
    ['REVOKED', 'LICENCE_REVOKED'],
  ])('is UNKNOWN when the subject is %s', async (status, reasonCode) => {
    const { creditCode } = await world.enterprise({ status });
    expect((await check(creditCode)).answer).toMatchObject({ verdict: 'UNKNOWN', reasonCode });
  });

  test('is UNKNOWN from the 31st day after the last delivery of data', async () => {
    const { creditCode } = await world.enterprise();
    world.today = '2026-07-31';
    const thirtieth = await check(creditCode);
    world.today = '2026-08-01';
    const next = await check(creditCode);
    world.today = TODAY;
    expect(thirtieth.answer).toMatchObject({ verdict: 'CLEAR', dataOn: TODAY });
    expect(next.answer).toMatchObject({
      verdict: 'UNKNOWN',
      reasonCode: 'DATA_STALE',
      dataOn: TODAY,
      validAt: '2026-08-01',
    });
  });

  test('is UNKNOWN as long as no data have come', async () => {
    const { creditCode } = await world.enterprise();
    world.today = '2026-06-30';
    const answer = await check(creditCode);
    world.today = TODAY;
    expect(answer.answer).toMatchObject({ verdict: 'UNKNOWN', reasonCode: 'NO_DATA', dataOn: null });
  });

  test('never rests on the credit risk class, and neither answer nor record mentions it', async () => {
    const [good, risky] = [await world.enterprise(), await world.enterprise()];
    await world.record(risky.id, 'SERIOUS_DISHONESTY');
    await world.rate(risky.id, 'enterprise-risk');
    const { rows } = await world.owner.query(
      'select grade_code from rating where subject_id = any($1::uuid[]) order by grade_code',
      [[good.id, risky.id]],
    );
    expect(rows).toEqual([{ grade_code: 'A' }, { grade_code: 'D' }]);
    const [first, second] = [await check(good.creditCode), await check(risky.creditCode)];
    expect({ ...second.answer, creditCode: '' }).toEqual({ ...first.answer, creditCode: '' });
    const stored = await world.owner.query<{ answer: object }>(
      'select answer from credit_check where id = $1',
      [uuidOf(second.id)],
    );
    expect(JSON.stringify(stored.rows)).not.toMatch(/risk|grade|score/i);
  });
});

describe('A preview', () => {
  test('answers what a check answers, and records the look-up but no check', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    const [checks, looks] = [await world.count('credit_check'), await world.count('access_log')];
    const answer = await preview(creditCode);
    expect(await world.count('credit_check')).toBe(checks);
    expect(await world.count('access_log')).toBe(looks + 1);
    expect((await check(creditCode)).answer).toEqual(answer);
    const { rows } = await world.owner.query<object>(
      'select officer_id, query, purpose from access_log order by id desc limit 1',
    );
    expect(rows[0]).toEqual({
      officer_id: world.officerIds.approver,
      query: 'previewCredit',
      purpose: '政府采购资格审查',
    });
  });

  test.each<[string, Record<string, string>]>([
    ['without a purpose', {}],
    ['with a blank purpose', { 'x-purpose': '  ' }],
  ])('%s is refused', async (_what, headers) => {
    const { creditCode } = await world.enterprise();
    const looks = await world.count('access_log');
    const answer = await world.ask('approver', PREVIEW, { creditCode, field: 'PROCUREMENT' }, headers);
    expect(codesOf(answer)).toEqual(['PURPOSE_REQUIRED']);
    expect(await world.count('access_log')).toBe(looks);
  });

  test("in an approval field that is not the office's is refused like one that does not exist", async () => {
    const { creditCode } = await world.enterprise();
    const headers = { 'x-purpose': '政府采购资格审查' };
    for (const field of ['LAND_SUPPLY', 'NO_SUCH_FIELD']) {
      const answer = await world.ask('approver', PREVIEW, { creditCode, field }, headers);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'UNKNOWN_CODE', field: ['field'] } }]);
    }
  });
});

describe('A check', () => {
  test('is recorded with officer, office, purpose and matter, and is in the audit', async () => {
    const { id: subjectId, creditCode } = await world.enterprise();
    const { id } = await check(creditCode, { matter: 'HS-CG-2026-077', purpose: '示例用途' });
    const { rows } = await world.owner.query<object>(
      'select officer_id, office_id, matter, purpose, subject_id from credit_check where id = $1',
      [uuidOf(id)],
    );
    const by = { officer_id: world.officerIds.approver, office_id: world.officeIds.approval };
    expect(rows).toEqual([{ ...by, matter: 'HS-CG-2026-077', purpose: '示例用途', subject_id: subjectId }]);
    const audit = await world.owner.query<object>(
      'select officer_id, office_id, verb, matter, purpose from audit_entry where $1 = any(subject_ids)',
      [subjectId],
    );
    expect(audit.rows).toEqual([
      { ...by, verb: 'checkCredit', matter: 'HS-CG-2026-077', purpose: '示例用途' },
    ]);
  });

  test('keeps the answer as it was given, whatever happens to the lists afterwards', async () => {
    const { id: subjectId, creditCode } = await world.enterprise();
    const given = await check(creditCode);
    await enter(subjectId, 'JUDGMENT_DEFAULTER');
    const { node } = await world.data<{ node: Check }>(
      'approver',
      `query ($id: ID!) { node(id: $id) { ... on CreditCheck { ${CHECK} } } }`,
      { id: given.id },
    );
    expect(node).toEqual(given);
    expect((await check(creditCode)).answer.verdict).toBe('RESTRICTED');
  });

  test('stands first in the list of its office', async () => {
    const { creditCode } = await world.enterprise();
    const older = await check(creditCode);
    const newer = await check(creditCode);
    const { creditChecks } = await world.data(
      'approver',
      '{ creditChecks(first: 2) { nodes { id officerName } pageInfo { hasNextPage } } }',
    );
    expect(creditChecks).toEqual({
      nodes: [
        { id: newer.id, officerName: '示例审批员' },
        { id: older.id, officerName: '示例审批员' },
      ],
      pageInfo: { hasNextPage: true },
    });
  });

  test('under the same key is made once and answered again as it was, even after the lists have changed', async () => {
    const { id, creditCode } = await world.enterprise();
    const idempotencyKey = world.key();
    const first = (await ask(creditCode, { idempotencyKey })).data.checkCredit;
    await enter(id, 'JUDGMENT_DEFAULTER');
    const checks = await world.count('credit_check');
    const again = (await ask(creditCode, { idempotencyKey })).data.checkCredit;
    expect(again).toEqual({ ...first, replayed: true });
    expect(await world.count('credit_check')).toBe(checks);
    expect(codesOf(await ask(creditCode, { idempotencyKey, matter: '另一事项' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test.each([
    ['without a purpose', { purpose: ' ' }, 'PURPOSE_REQUIRED', 'purpose'],
    ['without a matter', { matter: '' }, 'INVALID_TEXT', 'matter'],
    ['with a purpose too long', { purpose: '长'.repeat(201) }, 'INVALID_TEXT', 'purpose'],
    ["in a field that is not the office's", { field: 'LAND_SUPPLY' }, 'UNKNOWN_CODE', 'field'],
    ['in a field that does not exist', { field: 'NO_SUCH_FIELD' }, 'UNKNOWN_CODE', 'field'],
  ])('%s is refused and leaves nothing behind', async (_what, changes, code, field) => {
    const { creditCode } = await world.enterprise();
    const before = await world.countAll();
    const { data } = await ask(creditCode, changes);
    expect(data.checkCredit).toMatchObject({
      check: null,
      userErrors: [{ code, field: ['input', field] }],
    });
    expect(await world.countAll()).toEqual(before);
  });
});

describe('Feedback on a check', () => {
  interface FeedbackAnswer {
    readonly recordCheckFeedback: {
      readonly userErrors: readonly UserError[];
      readonly check: object | null;
    };
  }

  async function feedback(
    checkId: string,
    changes: Record<string, unknown>,
    officer: OfficerName = 'approver',
  ) {
    const input = { idempotencyKey: world.key(), checkId, decision: 'GRANTED', measureCodes: [], ...changes };
    return (await world.data<FeedbackAnswer>(officer, FEEDBACK, { input })).recordCheckFeedback;
  }

  test('says what was decided and which measures of the answer were applied', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    const { id } = await check(creditCode);
    const measureCodes = ['DEFAULTER_NO_PROCUREMENT'];
    expect(await feedback(id, { decision: 'REFUSED', measureCodes })).toMatchObject({
      userErrors: [],
      check: { id, feedback: [{ decision: 'REFUSED', measureCodes, departs: false, reason: null }] },
    });
  });

  test('that departs from the answer needs a reason: granting what is restricted', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    const { id } = await check(creditCode);
    const before = await world.countAll();
    const without = await feedback(id, { decision: 'GRANTED', reason: ' ' });
    expect(without).toEqual({
      replayed: false,
      userErrors: [{ code: 'REASON_REQUIRED', field: ['input', 'reason'] }],
      check: null,
    });
    expect(await world.countAll()).toEqual(before);
    expect(await feedback(id, { decision: 'GRANTED', reason: '法院已解除限制' })).toMatchObject({
      check: { feedback: [{ decision: 'GRANTED', departs: true, reason: '法院已解除限制' }] },
    });
  });

  test('that departs from the answer needs a reason: refusing where nothing adverse was found', async () => {
    const { creditCode } = await world.enterprise();
    const { id } = await check(creditCode);
    expect(await feedback(id, { decision: 'REFUSED' })).toMatchObject({
      userErrors: [{ code: 'REASON_REQUIRED' }],
    });
  });

  test.each(['GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN'])(
    'needs no reason for %s where the answer leaves the decision open',
    async (decision) => {
      const { creditCode } = await enterpriseOn('CONSTRUCTION_FOCUS');
      const { id } = await check(creditCode, { field: 'TENDERING' });
      expect(await feedback(id, { decision })).toMatchObject({ userErrors: [] });
    },
  );

  test('cannot name a measure that the answer did not offer, even a published one', async () => {
    const { creditCode } = await enterpriseOn('JUDGMENT_DEFAULTER');
    const { id } = await check(creditCode);
    const measureCodes = ['DEFAULTER_NO_PROCUREMENT', 'DEFAULTER_TENDERING'];
    expect(await feedback(id, { decision: 'REFUSED', measureCodes })).toMatchObject({
      check: null,
      userErrors: [{ code: 'UNKNOWN_CODE', field: ['input', 'measureCodes'] }],
    });
  });

  test('is added to what was said before, never in its place', async () => {
    const { creditCode } = await world.enterprise();
    const { id } = await check(creditCode);
    await feedback(id, { decision: 'GRANTED' });
    expect(await feedback(id, { decision: 'WITHDRAWN' })).toMatchObject({
      check: { feedback: [{ decision: 'GRANTED' }, { decision: 'WITHDRAWN' }] },
    });
  });
});

describe('A check of another office', () => {
  const missing = 'chk_00000000-0000-7000-8000-000000000000';

  test('is not found by its id, exactly like one that does not exist', async () => {
    const { creditCode } = await world.enterprise();
    const { id } = await check(creditCode);
    const query = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    const [foreign, absent] = [
      await world.ask('otherApprover', query, { id }),
      await world.ask('otherApprover', query, { id: missing }),
    ];
    expect(foreign.data).toEqual({ node: null, nodes: [null] });
    expect({ ...foreign, extensions: {} }).toEqual({ ...absent, extensions: {} });
  });

  test('takes no feedback, exactly like one that does not exist', async () => {
    const { creditCode } = await world.enterprise();
    const { id } = await check(creditCode);
    const before = await world.countAll();
    const input = { idempotencyKey: world.key(), decision: 'GRANTED', measureCodes: [] };
    const [foreign, absent] = [
      await world.ask('otherApprover', FEEDBACK, { input: { ...input, checkId: id } }),
      await world.ask('otherApprover', FEEDBACK, { input: { ...input, checkId: missing } }),
    ];
    expect(foreign.data.recordCheckFeedback).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'checkId'] }],
    });
    expect({ ...foreign, extensions: {} }).toEqual({ ...absent, extensions: {} });
    expect(await world.countAll()).toEqual(before);
  });

  test('is not in the list of the other office, nor counted there', async () => {
    const { creditCode } = await world.enterprise();
    await check(creditCode);
    const own = (await ask(creditCode, {}, 'otherApprover')).data.checkCredit.check;
    const { creditChecks } = await world.data(
      'otherApprover',
      '{ creditChecks(first: 100) { totalCount nodes { id } } }',
    );
    expect(creditChecks).toEqual({ totalCount: 1, nodes: [{ id: own?.id }] });
  });
});
