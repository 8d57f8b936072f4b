import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { buildAppSchema } from '../../src/graphql/schema.js';
import { MATTERS } from '../../src/http/matter-example.js';
import { type Matter, MATTER, MatterDesk } from '../support/matters.js';
import { codesOf, type ExtraOfficer, makeWorld, TODAY, type World } from '../support/world.js';

let world: World;
let desk: MatterDesk;
let second: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  desk = new MatterDesk(world);
  second = await world.addOfficer('approval', ['APPROVAL_OFFICER']);
});
afterAll(() => world.close());
beforeEach(() => {
  world.today = TODAY;
});

const REASON = '示例理由';

async function enter(subjectId: string, listCode: string): Promise<void> {
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
     values (gen_random_uuid(), $1, $2, '示例决字〔2026〕1号', '示例机关', '2026-01-01')`,
    [subjectId, listCode],
  );
}

async function recordsOf(subjectId: string): Promise<object[]> {
  const { rows } = await world.owner.query<object>(
    'select type, document_number, content from credit_record where subject_id = $1 order by id',
    [subjectId],
  );
  return rows;
}

describe('The catalogue of items', () => {
  test('tells papers, terms and why some items allow no commitment, with its basis', async () => {
    const { approvalItems } = await world.data<{ approvalItems: { code: string }[] }>(
      'approver',
      `{ approvalItems(field: "APPROVAL") { code label clock needsCheck concernsSafety commitmentKinds noCommitmentReason noCommitmentBasis
        legalBasis validFrom validTo papers { code label isReplaceable mayComeLater } } }`,
    );
    expect(approvalItems.map(({ code }) => code)).toEqual([
      'XK-APP-001',
      'XK-APP-002',
      'XK-APP-003',
      'XK-APP-004',
    ]);
    expect(approvalItems[1]).toMatchObject({
      label: 'Permit to trade in dangerous chemicals',
      concernsSafety: true,
      commitmentKinds: [],
      noCommitmentReason: 'SAFETY',
      noCommitmentBasis: expect.stringContaining('国办发〔2020〕42号') as unknown,
    });
  });

  test('has items in each of the ten approval fields', async () => {
    const { approvalItems, approvalFields } = await world.data<{
      approvalItems: { fieldCode: string }[];
      approvalFields: { code: string }[];
    }>('auditor', '{ approvalItems { fieldCode } approvalFields { code } }');
    const fields = new Set(approvalItems.map(({ fieldCode }) => fieldCode));
    expect([...fields].sort()).toEqual(approvalFields.map(({ code }) => code).sort());
  });

  test('knows nothing of days before it was made, and has a source for every term', async () => {
    const { approvalItems, approvalTerms } = await world.data<{
      approvalItems: unknown[];
      approvalTerms: { code: string; value: number; source: { mark: string } }[];
    }>(
      'approver',
      `{ approvalItems(on: "2023-12-31") { code } approvalTerms { code label value unit validFrom reason source { instrument clause mark } } }`,
    );
    expect(approvalItems).toEqual([]);
    const terms = Object.fromEntries(
      approvalTerms.map(({ code, value, source }) => [code, [value, source.mark]]),
    );
    expect(terms).toMatchObject({
      TELL_WITHIN: [5, 'L'],
      DECIDE_WITHIN: [20, 'L'],
      DECIDE_JOINTLY_WITHIN: [45, 'L'],
      TOLERANCE_WITHIN: [10, 'D'],
      POST_CHECK_WITHIN: [30, 'S'],
    });
  });
});

describe('An application', () => {
  test('is received with five working days to accept it or to tell what is missing', async () => {
    expect(await desk.received()).toMatchObject({
      state: 'RECEIVED',
      receivedOn: TODAY,
      acceptedOn: null,
      dueOn: '2026-07-08',
      clock: { elapsedDays: 0, totalDays: 20, state: 'ON_TIME', isDeemedAccepted: false },
    });
  });

  test('has twenty working days from acceptance, and forty-five where several decide together', async () => {
    const { id: matterId } = await desk.received();
    world.today = '2026-07-03';
    expect(await desk.matter('acceptMatter', { matterId })).toMatchObject({
      state: 'ACCEPTED',
      acceptedOn: '2026-07-03',
      dueOn: '2026-07-31',
      clock: { startsOn: '2026-07-03', elapsedDays: 2, usedDays: 0, dueOn: '2026-07-31' },
    });
    const joint = await desk.accepted({ itemCode: 'XK-APP-003' });
    expect(joint.clock).toMatchObject({ totalDays: 45, dueOn: '2026-09-04' });
  });

  test('counts as accepted on the day of receipt when nobody told in time what is missing', async () => {
    const { id: matterId } = await desk.received();
    world.today = '2026-07-09';
    expect(await desk.refused('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
    expect(await desk.matter('acceptMatter', { matterId })).toMatchObject({
      acceptedOn: TODAY,
      dueOn: '2026-07-29',
      clock: { isDeemedAccepted: true, usedDays: 6 },
    });
  });

  test('stands still while papers are missing, and is accepted with the last of them', async () => {
    const { id: matterId } = await desk.received();
    world.today = '2026-07-03';
    const paperCodes = ['FLOOR_PLAN', 'TEST_REPORT'];
    expect(await desk.matter('askForPapers', { matterId, paperCodes })).toMatchObject({
      state: 'PAPERS_MISSING',
      dueOn: null,
      missingPapers: [{ code: 'FLOOR_PLAN' }, { code: 'TEST_REPORT' }],
      clock: { state: 'STOPPED', dueOn: null },
    });
    world.today = '2026-07-10';
    expect(await desk.matter('receivePapers', { matterId, paperCodes: ['FLOOR_PLAN'] })).toMatchObject({
      state: 'PAPERS_MISSING',
      missingPapers: [{ code: 'TEST_REPORT' }],
      clock: { elapsedDays: 2, stoppedDays: 5 },
    });
    world.today = '2026-07-13';
    expect(await desk.matter('receivePapers', { matterId, paperCodes: ['TEST_REPORT'] })).toMatchObject({
      state: 'ACCEPTED',
      acceptedOn: '2026-07-13',
      dueOn: '2026-08-10',
      missingPapers: [],
      clock: { startsOn: '2026-07-13', elapsedDays: 2, stoppedDays: 6, usedDays: 0 },
    });
  });

  test('is asked for papers once, and only for papers of its item', async () => {
    const { id: matterId } = await desk.received();
    for (const [paperCodes, code] of [
      [[], 'MISSING_VALUE'],
      [['NO_SUCH_PAPER'], 'UNKNOWN_CODE'],
    ] as const) {
      expect(await desk.refused('askForPapers', { matterId, paperCodes })).toEqual([
        { code, field: 'input.paperCodes' },
      ]);
    }
    await desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] });
    expect(await desk.refused('askForPapers', { matterId, paperCodes: ['TEST_REPORT'] })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
    expect(await desk.refused('receivePapers', { matterId, paperCodes: ['TEST_REPORT'] })).toEqual([
      { code: 'UNKNOWN_CODE', field: 'input.paperCodes' },
    ]);
  });

  test.each([
    ['under a number that the office has used', { number: '示例重号' }, 'ALREADY_EXISTS', 'number'],
    [
      'for an item of a field that is not the office’s',
      { itemCode: 'XK-LAN-001' },
      'UNKNOWN_CODE',
      'itemCode',
    ],
    ['for an item that does not exist', { itemCode: 'XK-NONE' }, 'UNKNOWN_CODE', 'itemCode'],
    ['on a day before the item was there', { receivedOn: '2023-06-01' }, 'UNKNOWN_CODE', 'itemCode'],
    ['on a day to come', { receivedOn: '2026-07-02' }, 'DATE_IN_FUTURE', 'receivedOn'],
    ['of nobody on file', { creditCode: '91371082MA00000FX6' }, 'NOT_FOUND', 'creditCode'],
    ['without a number', { number: ' ' }, 'INVALID_TEXT', 'number'],
  ])('%s is refused', async (_what, changes, code, field) => {
    const { creditCode } = await world.enterprise();
    const input = {
      itemCode: 'XK-APP-001',
      receivedOn: TODAY,
      number: desk.number(),
      creditCode,
      ...changes,
    };
    if (code === 'ALREADY_EXISTS') await desk.received({ number: '示例重号' });
    expect(await desk.refused('receiveMatter', input)).toEqual([{ code, field: `input.${field}` }]);
  });
});

describe('A hearing, a test or the like', () => {
  const TEST = { procedure: 'TESTING', noticeNumber: '示例告知〔2026〕1号', neededDays: 5 };
  const wrong = [{ code: 'WRONG_STATE', field: 'input.matterId' }];

  test('stops the clock, of which the applicant is told in writing, until it ends', async () => {
    const { id: matterId } = await desk.accepted();
    world.today = '2026-07-03';
    expect(await desk.matter('stopMatterClock', { matterId, ...TEST })).toMatchObject({
      state: 'ACCEPTED',
      dueOn: null,
      stops: [
        { cause: 'TESTING', from: '2026-07-03', to: null, noticeNumber: TEST.noticeNumber, neededDays: 5 },
      ],
      clock: { state: 'STOPPED', dueOn: null },
    });
    expect(await desk.refused('stopMatterClock', { matterId, ...TEST })).toEqual(wrong);
    world.today = '2026-07-10';
    expect(await desk.matter('resumeMatterClock', { matterId })).toMatchObject({
      dueOn: '2026-08-05',
      stops: [{ to: '2026-07-10' }],
      clock: { elapsedDays: 2, stoppedDays: 5, usedDays: 2, dueOn: '2026-08-05' },
    });
    expect(await desk.refused('resumeMatterClock', { matterId })).toEqual(wrong);
    expect(await desk.matter('stopMatterClock', { matterId, ...TEST, procedure: 'HEARING' })).toMatchObject({
      stops: [{ cause: 'TESTING' }, { cause: 'HEARING' }],
    });
  });

  test('is waited for by the decision, unless the application is taken back', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    await desk.check(creditCode, number);
    await desk.matter('stopMatterClock', { matterId, ...TEST });
    for (const decision of ['GRANTED', 'REFUSED'])
      expect(await desk.refused('decideMatter', { matterId, decision, reason: REASON })).toEqual(wrong);
    expect(await desk.matter('decideMatter', { matterId, decision: 'WITHDRAWN' })).toMatchObject({
      stops: [{ to: TODAY }],
    });
  });

  test('gives way to papers that are missing again', async () => {
    const { id: matterId } = await desk.accepted();
    const promise = { kind: 'TOLERANCE', paperCodes: ['FLOOR_PLAN'], content: '示例承诺：按期补齐。' };
    const { id: commitmentId } = await desk.commitment('giveCommitment', { matterId, ...promise });
    await desk.matter('stopMatterClock', { matterId, ...TEST });
    world.today = '2026-07-06';
    const { matter } = await desk.commitment('withdrawCommitment', { commitmentId });
    expect(matter).toMatchObject({
      state: 'PAPERS_MISSING',
      stops: [
        { cause: 'TESTING', from: TODAY, to: '2026-07-06' },
        { cause: 'COMMITMENT_WITHDRAWN', from: '2026-07-06', to: null },
      ],
    });
    world.today = '2026-07-08';
    const { clock } = await desk.matter('receivePapers', { matterId, paperCodes: ['FLOOR_PLAN'] });
    expect(clock).toMatchObject({ elapsedDays: 0, stoppedDays: 5, state: 'ON_TIME' });
  });

  test.each([
    ['without a notice', { noticeNumber: ' ' }, 'INVALID_TEXT', 'noticeNumber'],
    ['that takes no time', { neededDays: 0 }, 'RULE_OUT_OF_BOUNDS', 'neededDays'],
    ['that takes more than a year', { neededDays: 251 }, 'RULE_OUT_OF_BOUNDS', 'neededDays'],
  ])('%s is refused', async (_what, changes, code, field) => {
    const { id: matterId } = await desk.accepted();
    expect(await desk.refused('stopMatterClock', { matterId, ...TEST, ...changes })).toEqual([
      { code, field: `input.${field}` },
    ]);
  });

  test('stops nothing before acceptance', async () => {
    const { id: matterId } = await desk.received();
    expect(await desk.refused('stopMatterClock', { matterId, ...TEST })).toEqual(wrong);
  });
});

describe('The extension of a term', () => {
  test('is asked for with a reason and approved by another officer, once', async () => {
    const { id: matterId } = await desk.accepted();
    expect(await desk.refused('approveMatterExtension', { matterId })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
    expect(await desk.refused('requestMatterExtension', { matterId, reason: ' ' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    await desk.matter('requestMatterExtension', { matterId, reason: REASON });
    expect(await desk.refused('requestMatterExtension', { matterId, reason: REASON })).toEqual([
      { code: 'ALREADY_RECORDED', field: 'input.matterId' },
    ]);
    expect(await desk.refused('approveMatterExtension', { matterId })).toEqual([
      { code: 'OWN_DRAFT', field: 'input.matterId' },
    ]);
    expect(await desk.matter('approveMatterExtension', { matterId }, second)).toMatchObject({
      extendedOn: TODAY,
      dueOn: '2026-08-12',
      clock: { totalDays: 30, dueOn: '2026-08-12' },
    });
    expect(await desk.refused('approveMatterExtension', { matterId }, second)).toEqual([
      { code: 'ALREADY_RECORDED', field: 'input.matterId' },
    ]);
  });

  test('comes too late once the term has ended', async () => {
    const { id: matterId } = await desk.accepted();
    const { id: asked } = await desk.accepted();
    await desk.matter('requestMatterExtension', { matterId: asked, reason: REASON });
    world.today = '2026-07-30';
    expect(await desk.refused('requestMatterExtension', { matterId, reason: REASON })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
    expect(await desk.refused('approveMatterExtension', { matterId: asked }, second)).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });
});

describe('A decision', () => {
  test('rests on a credit check of the office for this very matter, and stops the clock for good', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    await desk.check(creditCode, '另一申请');
    await desk.check(creditCode, number, 'PROCUREMENT');
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual([
      { code: 'CREDIT_CHECK_REQUIRED', field: 'input.matterId' },
    ]);
    const checkId = await desk.check(creditCode, number);
    world.today = '2026-07-15';
    expect(await desk.matter('decideMatter', { matterId, decision: 'GRANTED' })).toMatchObject({
      state: 'DECIDED',
      decision: 'GRANTED',
      checkId,
      departs: false,
      dueOn: '2026-07-29',
      clock: { elapsedDays: 10, usedDays: 10, remainingDays: 10, state: 'ON_TIME' },
    });
    world.today = '2026-07-20';
    expect(await desk.matter('deliverMatter', { matterId })).toMatchObject({
      state: 'DELIVERED',
      deliveredOn: '2026-07-20',
      dueOn: null,
      clock: { elapsedDays: 10 },
    });
  });

  test('is in the audit with officer, office and the number of the application, and is made once under one key', async () => {
    const { id: matterId, number } = await desk.accepted({ itemCode: 'XK-APP-004' });
    const act = `mutation ($input: DecideMatterInput!) { decideMatter(input: $input) { replayed userErrors { code } matter { decision } } }`;
    const input = { idempotencyKey: world.key(), matterId, decision: 'GRANTED' };
    const first = await world.data<{ decideMatter: object }>('approver', act, { input });
    const again = await world.data<{ decideMatter: object }>('approver', act, { input });
    expect(again.decideMatter).toEqual({ ...first.decideMatter, replayed: true });
    const { rows } = await world.owner.query<object>(
      `select officer_id, office_id, purpose from audit_entry where matter = $1 and verb = 'decideMatter'`,
      [number],
    );
    const [officer_id, office_id] = [world.officerIds.approver, world.officeIds.approval];
    expect(rows).toEqual([{ officer_id, office_id, purpose: '办理审批事项 XK-APP-004' }]);
  });

  test('does not rest on a check that is too old', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    const checkId = await desk.check(creditCode, number);
    world.today = '2026-08-01';
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual([
      { code: 'CREDIT_CHECK_REQUIRED', field: 'input.matterId' },
    ]);
    world.today = '2026-07-31';
    expect(await desk.matter('decideMatter', { matterId, decision: 'GRANTED' })).toMatchObject({ checkId });
  });

  test('needs none where the item needs none, and none to note that the application was taken back', async () => {
    const { id: filing } = await desk.accepted({ itemCode: 'XK-APP-004' });
    expect(await desk.matter('decideMatter', { matterId: filing, decision: 'GRANTED' })).toMatchObject({
      decision: 'GRANTED',
      checkId: null,
    });
    const { id: matterId } = await desk.received();
    expect(await desk.matter('decideMatter', { matterId, decision: 'WITHDRAWN' })).toMatchObject({
      state: 'DECIDED',
      decision: 'WITHDRAWN',
      dueOn: null,
    });
    expect(await desk.refused('deliverMatter', { matterId })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });

  test('that departs from the answer of the check needs a reason', async () => {
    const { id: subjectId, creditCode } = await world.enterprise();
    await enter(subjectId, 'JUDGMENT_DEFAULTER');
    const { id: matterId, number } = await desk.accepted({ creditCode, itemCode: 'XK-PRO-001' });
    await desk.check(creditCode, number, 'PROCUREMENT');
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    const decision = { matterId, decision: 'GRANTED', reason: '法院已解除限制' };
    expect(await desk.matter('decideMatter', decision)).toMatchObject({
      departs: true,
      decisionReason: '法院已解除限制',
    });
  });

  test('of refusal has reasons and names remedies with their terms, or those that the office words', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    await desk.check(creditCode, number);
    expect(await desk.refused('decideMatter', { matterId, decision: 'REFUSED' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    const refusal = await desk.matter('decideMatter', { matterId, decision: 'REFUSED', reason: REASON });
    expect(refusal.remedies).toContain('60日内依法申请行政复议');
    expect(refusal.remedies).toContain('6个月内依法向人民法院提起行政诉讼');
    const other = await desk.accepted({ creditCode });
    await desk.check(creditCode, other.number);
    const worded = { matterId: other.id, decision: 'REFUSED', reason: REASON, remedies: '示例救济途径' };
    expect(await desk.matter('decideMatter', worded)).toMatchObject({ remedies: '示例救济途径' });
  });

  test('needs the conditions of a grant with conditions', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    await desk.check(creditCode, number);
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED_WITH_CONDITIONS' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
  });

  test('is not a grant before acceptance or while papers are missing, but can be a refusal', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.received({ creditCode });
    await desk.check(creditCode, number);
    const wrong = [{ code: 'WRONG_STATE', field: 'input.matterId' }];
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual(wrong);
    await desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] });
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual(wrong);
    world.today = '2026-07-15';
    expect(
      await desk.matter('decideMatter', { matterId, decision: 'REFUSED', reason: REASON }),
    ).toMatchObject({
      state: 'DECIDED',
      missingPapers: [],
      clock: { elapsedDays: 0, stoppedDays: 10, state: 'ON_TIME' },
    });
    expect(await desk.refused('decideMatter', { matterId, decision: 'WITHDRAWN' })).toEqual(wrong);
  });

  test('can be made where nobody accepted in time, because the law has', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.received({ creditCode });
    await desk.check(creditCode, number);
    world.today = '2026-07-09';
    expect(await desk.matter('decideMatter', { matterId, decision: 'GRANTED' })).toMatchObject({
      acceptedOn: TODAY,
      clock: { isDeemedAccepted: true, usedDays: 6 },
    });
  });

  test('because of false material bars, once another officer has confirmed it, from applying again for a year where safety is concerned, and nowhere else', async () => {
    const { creditCode, id: subjectId } = await world.enterprise();
    const refuse = async (itemCode: string): Promise<Matter> => {
      const { id: matterId, number } = await desk.accepted({ creditCode, itemCode });
      await desk.check(creditCode, number);
      const refusal = { matterId, decision: 'REFUSED', reason: REASON, isFalseMaterial: true };
      expect(await desk.matter('decideMatter', refusal)).toMatchObject({ barredUntilOn: null });
      expect(await desk.refused('confirmFalseMaterial', { matterId })).toEqual([
        { code: 'OWN_DRAFT', field: 'input.matterId' },
      ]);
      expect(await desk.received({ creditCode, itemCode })).toMatchObject({ state: 'RECEIVED' });
      const confirmed = await desk.matter('confirmFalseMaterial', { matterId }, second);
      expect(await desk.refused('confirmFalseMaterial', { matterId }, second)).toEqual([
        { code: 'ALREADY_RECORDED', field: 'input.matterId' },
      ]);
      return confirmed;
    };
    expect(await refuse('XK-APP-001')).toMatchObject({ barredUntilOn: null });
    const barred = await refuse('XK-APP-002');
    expect(barred).toMatchObject({ barredUntilOn: '2027-07-01', falseMaterialConfirmedOn: TODAY });
    expect((await recordsOf(subjectId)).at(-1)).toEqual({
      type: 'FALSE_MATERIAL',
      document_number: barred.number,
      content: '申请审批事项 XK-APP-002 时隐瞒有关情况或者提供虚假材料，不予行政许可',
    });
    const again = { itemCode: 'XK-APP-002', creditCode, receivedOn: TODAY, number: desk.number() };
    expect(await desk.refused('receiveMatter', again)).toEqual([
      { code: 'APPLICANT_BARRED', field: 'input.creditCode' },
    ]);
    expect(await desk.received({ creditCode })).toMatchObject({ state: 'RECEIVED' });
    world.today = '2027-07-02';
    expect(await desk.received({ creditCode, itemCode: 'XK-APP-002' })).toMatchObject({
      state: 'RECEIVED',
      clock: { provisional: true },
    });
  });

  test('that was not made because of false material is not confirmed as such', async () => {
    const { id: matterId } = await desk.granted();
    expect(await desk.refused('confirmFalseMaterial', { matterId }, second)).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });

  test('is no grant because of false material', async () => {
    const { id: matterId } = await desk.accepted({ itemCode: 'XK-APP-004' });
    const decision = { matterId, decision: 'GRANTED', isFalseMaterial: true };
    expect(await desk.refused('decideMatter', decision)).toEqual([
      { code: 'WRONG_STATE', field: 'input.isFalseMaterial' },
    ]);
  });
});

describe('The feedback of a check', () => {
  const FEEDBACK = `query ($id: ID!) { node(id: $id) { ... on CreditCheck {
    feedback { decision measureCodes departs reason remedies } reliance { untilOn endedAt } } } }`;
  const look = (id: string | null) => world.data('approver', FEEDBACK, { id });
  const tell = async (checkId: string | null) => {
    const input = { idempotencyKey: world.key(), checkId, decision: 'WITHDRAWN', measureCodes: [] };
    const act = `mutation ($input: RecordCheckFeedbackInput!) { recordCheckFeedback(input: $input) { userErrors { code field } } }`;
    const { recordCheckFeedback } = await world.data<{ recordCheckFeedback: { userErrors: unknown[] } }>(
      'approver',
      act,
      { input },
    );
    return recordCheckFeedback.userErrors;
  };

  test('is the decision that rests on it, with which reliance begins, and a revocation ends it', async () => {
    const { id: matterId, checkId } = await desk.granted();
    const given = { decision: 'GRANTED', measureCodes: [], departs: false, reason: null, remedies: null };
    expect(await look(checkId)).toEqual({
      node: { feedback: [given], reliance: { untilOn: null, endedAt: null } },
    });
    expect(await tell(checkId)).toEqual([{ code: 'WRONG_STATE', field: ['input', 'checkId'] }]);
    const wrong = { matterId, ground: 'GRANTED_AGAINST_THE_LAW', reason: REASON };
    await desk.matter('revokeMatter', wrong, second);
    expect(await look(checkId)).toMatchObject({
      node: { reliance: { endedAt: expect.any(String) as unknown } },
    });
    expect(await tell(checkId)).toEqual([{ code: 'WRONG_STATE', field: ['input', 'checkId'] }]);
  });

  test('tells the measures that were applied, and the remedies in the very words of the refusal', async () => {
    const { id: subjectId, creditCode } = await world.enterprise();
    await enter(subjectId, 'JUDGMENT_DEFAULTER');
    const { id: matterId, number } = await desk.accepted({ creditCode, itemCode: 'XK-PRO-001' });
    const checkId = await desk.check(creditCode, number, 'PROCUREMENT');
    const refusal = { matterId, decision: 'REFUSED', reason: REASON };
    expect(await desk.refused('decideMatter', { ...refusal, measureCodes: ['NO_SUCH_MEASURE'] })).toEqual([
      { code: 'UNKNOWN_CODE', field: 'input.measureCodes' },
    ]);
    expect(await desk.refused('decideMatter', { ...refusal, relyUntilOn: '2027-01-01' })).toEqual([
      { code: 'WRONG_STATE', field: 'input.relyUntilOn' },
    ]);
    const measureCodes = ['DEFAULTER_NO_PROCUREMENT'];
    const { remedies } = await desk.matter('decideMatter', { ...refusal, measureCodes });
    expect(await look(checkId)).toMatchObject({
      node: { feedback: [{ decision: 'REFUSED', measureCodes, reason: REASON, remedies }], reliance: null },
    });
  });

  test('can be given of another check of the same application', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    const earlier = await desk.check(creditCode, number);
    await desk.check(creditCode, number);
    await desk.matter('decideMatter', { matterId, decision: 'GRANTED' });
    expect(await tell(earlier)).toEqual([]);
  });

  test('that waits behind the decision is not given beside it', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.accepted({ creditCode });
    const checkId = await desk.check(creditCode, number);
    const acts: Promise<unknown>[] = [];
    const query = 'select from approval_matter where id = $1 for update';
    await world.whileLocked(query, [matterId.slice('mat_'.length)], async () => {
      acts.push(desk.matter('decideMatter', { matterId, decision: 'GRANTED' }));
      await world.untilBlocked(1);
      acts.push(tell(checkId));
      await world.untilBlocked(2);
    });
    const [, told] = await Promise.all(acts);
    expect(told).toEqual([{ code: 'WRONG_STATE', field: ['input', 'checkId'] }]);
  });

  test('names no measure where the decision rests on no check', async () => {
    const { id: matterId } = await desk.accepted({ itemCode: 'XK-APP-004' });
    const decision = { matterId, decision: 'GRANTED', measureCodes: ['DEFAULTER_NO_PROCUREMENT'] };
    expect(await desk.refused('decideMatter', decision)).toEqual([
      { code: 'UNKNOWN_CODE', field: 'input.measureCodes' },
    ]);
  });
});

describe('A revocation', () => {
  test('because of fraud bars from applying again for three years where safety is concerned', async () => {
    const { id: matterId, number, creditCode } = await desk.granted({ itemCode: 'XK-APP-002' });
    expect(await desk.refused('revokeMatter', { matterId, ground: 'FRAUD', reason: '' }, second)).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    const fraud = { matterId, ground: 'FRAUD', reason: REASON };
    expect(await desk.refused('revokeMatter', fraud)).toEqual([
      { code: 'OWN_DRAFT', field: 'input.matterId' },
    ]);
    expect(await desk.matter('revokeMatter', fraud, second)).toMatchObject({
      state: 'REVOKED',
      revocationGround: 'FRAUD',
      barredUntilOn: '2029-07-01',
      dueOn: null,
    });
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from subject where credit_code = $1',
      [creditCode],
    );
    expect(await recordsOf(rows[0]?.id ?? '')).toEqual([
      {
        type: 'PERMIT_BY_FRAUD',
        document_number: number,
        content: expect.stringContaining('已撤销') as unknown,
      },
    ]);
    const again = { itemCode: 'XK-APP-002', creditCode, receivedOn: TODAY, number: desk.number() };
    expect(await desk.refused('receiveMatter', again)).toMatchObject([{ code: 'APPLICANT_BARRED' }]);
  });

  test('takes back only what was granted, once, and because of a breach only after one was found', async () => {
    const { creditCode } = await world.enterprise();
    const { id: refusedId, number } = await desk.accepted({ creditCode });
    await desk.check(creditCode, number);
    await desk.matter('decideMatter', { matterId: refusedId, decision: 'REFUSED', reason: REASON });
    const input = { ground: 'GRANTED_AGAINST_THE_LAW', reason: REASON };
    const wrong = [{ code: 'WRONG_STATE', field: 'input.matterId' }];
    expect(await desk.refused('revokeMatter', { matterId: refusedId, ...input })).toEqual(wrong);
    const { id: matterId } = await desk.granted();
    expect(
      await desk.refused('revokeMatter', { matterId, ground: 'COMMITMENT_BREACHED', reason: REASON }),
    ).toEqual([{ code: 'WRONG_STATE', field: 'input.ground' }]);
    expect(await desk.refused('revokeMatter', { matterId, ...input })).toEqual([
      { code: 'OWN_DRAFT', field: 'input.matterId' },
    ]);
    await desk.matter('revokeMatter', { matterId, ...input }, second);
    expect(await desk.refused('revokeMatter', { matterId, ...input }, second)).toEqual(wrong);
  });
});

describe('Lists and figures of an office', () => {
  test('have what is due first, whatever has to be done about it, and nothing that stands still', async () => {
    const own = await makeWorld();
    try {
      const due = new MatterDesk(own);
      own.today = '2026-06-15';
      const late = await due.accepted();
      own.today = '2026-06-30';
      const fresh = await due.received();
      const stopped = await due.received();
      await due.matter('askForPapers', { matterId: stopped.id, paperCodes: ['FLOOR_PLAN'] });
      own.today = '2026-07-20';
      const query = `query ($dueBy: Date!) { mattersDue(first: 10, dueBy: $dueBy) { totalCount nodes { id dueOn clock { state } } } }`;
      const { mattersDue } = await own.data('approver', query, { dueBy: '2026-07-31' });
      expect(mattersDue).toEqual({
        totalCount: 2,
        nodes: [
          { id: fresh.id, dueOn: '2026-07-07', clock: { state: 'ON_TIME' } },
          { id: late.id, dueOn: '2026-07-14', clock: { state: 'OVERDUE' } },
        ],
      });
      const page = `query ($after: String) { mattersDue(first: 1, dueBy: "2026-07-31", after: $after) {
        nodes { id } pageInfo { endCursor hasNextPage } } }`;
      const first = await own.data<{ mattersDue: { pageInfo: { endCursor: string } } }>('approver', page);
      const after = first.mattersDue.pageInfo.endCursor;
      expect(await own.data('approver', page, { after })).toMatchObject({
        mattersDue: { nodes: [{ id: late.id }], pageInfo: { hasNextPage: false } },
      });
    } finally {
      await own.close();
    }
  });

  test('say how long decisions took against the statutory term, item by item', async () => {
    const own = await makeWorld();
    try {
      const clerk = new MatterDesk(own);
      for (const [days, itemCode] of [
        ['2026-07-03', 'XK-APP-001'],
        ['2026-07-10', 'XK-APP-001'],
        ['2026-07-30', 'XK-APP-001'],
        ['2026-08-31', 'XK-APP-003'],
      ] as const) {
        own.today = TODAY;
        const { creditCode } = await own.enterprise();
        const { id: matterId, number } = await clerk.accepted({ creditCode, itemCode });
        own.today = days;
        await clerk.check(creditCode, number);
        await clerk.matter('decideMatter', { matterId, decision: 'GRANTED' });
      }
      own.today = TODAY;
      await clerk.accepted();
      const { id: taken } = await clerk.received();
      await clerk.matter('decideMatter', { matterId: taken, decision: 'WITHDRAWN' });
      own.today = '2026-07-31';
      const query = `query ($to: Date!) { matterTimes(from: "2026-07-01", to: $to) {
        itemCode label termDays decidedCount meanDays medianDays longestDays meanStoppedDays lateCount extendedCount openCount openLateCount } }`;
      const { matterTimes } = await own.data('approver', query, { to: '2026-07-31' });
      const figures = {
        itemCode: 'XK-APP-001',
        label: 'Hygiene permit of public premises',
        termDays: 20,
        decidedCount: 3,
        meanDays: 10,
        medianDays: 7,
        longestDays: 21,
        meanStoppedDays: 0,
        lateCount: 1,
        extendedCount: 0,
        openCount: 1,
        openLateCount: 1,
      };
      expect(matterTimes).toEqual([figures]);
      expect(await own.data('auditor', query, { to: '2026-08-31' })).toMatchObject({
        matterTimes: [figures, { itemCode: 'XK-APP-003', termDays: 45, longestDays: 43, lateCount: 0 }],
      });
      expect(await own.data('otherApprover', query, { to: '2026-08-31' })).toEqual({ matterTimes: [] });
      const backward = await own.ask('approver', query, { to: '2026-06-30' });
      expect(codesOf(backward)).toEqual(['BAD_USER_INPUT']);
    } finally {
      await own.close();
    }
  });
});

test('Whatever its clock calls overdue is counted as overdue, accepted or not, and nothing that stands still', async () => {
  const own = await makeWorld();
  try {
    const clerk = new MatterDesk(own);
    own.today = '2026-05-06';
    await clerk.received();
    const { id: asked } = await clerk.received();
    await clerk.matter('askForPapers', { matterId: asked, paperCodes: ['FLOOR_PLAN'] });
    await clerk.accepted();
    const { id: tested } = await clerk.accepted();
    const procedure = { procedure: 'TESTING', noticeNumber: '示例告知〔2026〕2号', neededDays: 5 };
    await clerk.matter('stopMatterClock', { matterId: tested, ...procedure });
    await clerk.received({ itemCode: 'XK-APP-003' });
    const query = `query ($day: Date!) { matterTimes(from: $day, to: $day) { itemCode openCount openLateCount }
      approvalMatters(first: 10) { nodes { item { code } clock { state } } } }`;
    for (const [day, count] of [
      ['2026-06-02', 0],
      ['2026-06-03', 2],
      ['2026-07-09', 3],
    ] as const) {
      own.today = day;
      const { matterTimes, approvalMatters } = await own.data<{
        matterTimes: { itemCode: string; openCount: number; openLateCount: number }[];
        approvalMatters: { nodes: { item: { code: string }; clock: { state: string } }[] };
      }>('approver', query, { day });
      const overdue = approvalMatters.nodes.filter(({ clock }) => clock.state === 'OVERDUE');
      expect(overdue).toHaveLength(count);
      for (const { itemCode, openLateCount } of matterTimes)
        expect(openLateCount).toBe(overdue.filter(({ item }) => item.code === itemCode).length);
    }
  } finally {
    await own.close();
  }
});

describe('An application of another office', () => {
  const missing = 'mat_00000000-0000-7000-8000-000000000000';

  test('is not found, exactly like one that does not exist, and not in its lists', async () => {
    const { id } = await desk.received();
    const query = `query ($id: ID!) { node(id: $id) { id } approvalMatters(first: 10) { totalCount nodes { id } } }`;
    const [foreign, absent] = [
      await world.ask('otherApprover', query, { id }),
      await world.ask('otherApprover', query, { id: missing }),
    ];
    expect(foreign.data).toEqual({ node: null, approvalMatters: { totalCount: 0, nodes: [] } });
    expect({ ...foreign, extensions: {} }).toEqual({ ...absent, extensions: {} });
    for (const matterId of [id, missing]) {
      expect(await desk.refused('acceptMatter', { matterId }, 'otherApprover')).toEqual([
        { code: 'NOT_FOUND', field: 'input.matterId' },
      ]);
    }
  });

  test('is read by oversight of its region, which changes nothing', async () => {
    const { id } = await desk.received();
    const query = `query ($id: ID!) { node(id: $id) { ... on ApprovalMatter { ${MATTER} } }
      approvalMatters(first: 1, state: RECEIVED) { nodes { id } } }`;
    expect(await world.data('auditor', query, { id })).toMatchObject({
      node: { id, state: 'RECEIVED' },
      approvalMatters: { nodes: [{ id }] },
    });
    const act = `mutation ($input: MatterInput!) { acceptMatter(input: $input) { matter { id } } }`;
    const answer = await world.ask('auditor', act, { input: { idempotencyKey: world.key(), matterId: id } });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});

test('The worked example of GraphiQL is made of operations that the schema has', () => {
  expect(validate(buildAppSchema(), parse(MATTERS)).map(({ message }) => message)).toEqual([]);
});

test('Two officers who do different things to the same application at once come one after the other', async () => {
  const { id: matterId } = await desk.received();
  const acts: Promise<Matter>[] = [];
  const query = 'select from approval_matter where id = $1 for update';
  await world.whileLocked(query, [matterId.slice('mat_'.length)], async () => {
    acts.push(desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] }));
    await world.untilBlocked(1);
    acts.push(desk.matter('acceptMatter', { matterId }, second));
    await world.untilBlocked(2);
  });
  const [asked, accepted] = await Promise.allSettled(acts);
  expect(asked).toMatchObject({ status: 'fulfilled', value: { state: 'PAPERS_MISSING' } });
  expect(String((accepted as PromiseRejectedResult).reason)).toContain('WRONG_STATE');
});
