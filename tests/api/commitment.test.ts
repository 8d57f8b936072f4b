import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Commitment, COMMITMENT, MatterDesk } from '../support/matters.js';
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

const WRONG_STATE = [{ code: 'WRONG_STATE', field: 'input.commitmentId' }];
const REASON = '示例理由';
const PROMISE = { content: '示例承诺：所承诺事项属实，并按期补齐材料。' };
const TOLERANCE = { kind: 'TOLERANCE', paperCodes: ['FLOOR_PLAN'], ...PROMISE };
const REPLACE = { kind: 'REPLACE_PAPERS', paperCodes: ['TEST_REPORT'], ...PROMISE };

/** A commitment in an accepted application of an enterprise; the application is checked. */
async function given(
  promise: Record<string, unknown> = TOLERANCE,
  changes: Record<string, unknown> = {},
): Promise<Commitment & { readonly creditCode: string; readonly subjectId: string }> {
  const { creditCode, id: subjectId } = await world.enterprise();
  const { id: matterId, number } = await desk.accepted({ creditCode, ...changes });
  await desk.check(creditCode, number);
  return { ...(await desk.commitment('giveCommitment', { matterId, ...promise })), creditCode, subjectId };
}

async function grantedOn(promise: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  const commitment = await given(promise, changes);
  const matter = await desk.matter('decideMatter', { matterId: commitment.matter.id, decision: 'GRANTED' });
  return { ...commitment, matter };
}

interface FiledRecord {
  readonly type: string;
  readonly occurred_on: string;
  readonly ended_on: string | null;
  readonly document_number: string;
  readonly organ_name: string;
  readonly content: string;
}

async function recordsOf(subjectId: string): Promise<FiledRecord[]> {
  const { rows } = await world.owner.query<FiledRecord>(
    `select type, occurred_on::text, ended_on::text, document_number, organ_name, content from credit_record
     where subject_id = $1 order by id`,
    [subjectId],
  );
  return rows;
}

interface Offer {
  readonly subjectName: string | null;
  readonly kinds: readonly {
    readonly kind: string;
    readonly isOpen: boolean;
    readonly obstacles: readonly { readonly code: string; readonly basis: string | null }[];
  }[];
}

const OFFER = `query ($creditCode: CreditCode!, $itemCode: String!) {
  commitmentOffer(creditCode: $creditCode, itemCode: $itemCode) { subjectName kinds { kind isOpen obstacles { code basis } } } }`;

async function offer(creditCode: string, itemCode = 'XK-APP-001'): Promise<Offer> {
  const headers = { 'x-purpose': '示例用途' };
  const { commitmentOffer } = await world.data<{ commitmentOffer: Offer }>(
    'approver',
    OFFER,
    { creditCode, itemCode },
    headers,
  );
  return commitmentOffer;
}

async function enter(subjectId: string, listCode: string, suspendedUntilOn: string | null): Promise<void> {
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, suspended_until_on)
     values (gen_random_uuid(), $1, $2, '示例决字〔2026〕1号', '示例机关', '2026-01-01', $3)`,
    [subjectId, listCode, suspendedUntilOn],
  );
}

describe('The offer of commitments', () => {
  test('tells which kinds an item opens to an applicant, and the look is logged with its purpose', async () => {
    const { creditCode, id } = await world.enterprise({ name: '鹤山市守诺商行' });
    const looks = await world.count('access_log');
    expect(await offer(creditCode)).toEqual({
      subjectName: '鹤山市守诺商行',
      kinds: [
        { kind: 'REPLACE_PAPERS', isOpen: true, obstacles: [] },
        { kind: 'TOLERANCE', isOpen: true, obstacles: [] },
        { kind: 'FILING', isOpen: false, obstacles: [{ code: 'NOT_OF_THIS_ITEM', basis: null }] },
      ],
    });
    expect(await world.count('access_log')).toBe(looks + 1);
    const { rows } = await world.owner.query<object>(
      'select query, purpose, subject_ids from access_log order by id desc limit 1',
    );
    expect(rows).toEqual([{ query: 'commitmentOffer', purpose: '示例用途', subject_ids: [id] }]);
  });

  test('is empty where the law forbids it, with the article', async () => {
    const { creditCode } = await world.enterprise();
    const { kinds } = await offer(creditCode, 'XK-APP-002');
    expect(kinds.map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
    expect(kinds[0]?.obstacles).toEqual([
      { code: 'SAFETY', basis: expect.stringContaining('国办发〔2020〕42号') as unknown },
    ]);
  });

  test('is empty while a list in use carries the measure that takes it away, but not on days of suspension', async () => {
    const [inUse, suspended] = [await world.enterprise(), await world.enterprise()];
    await enter(inUse.id, 'SERIOUS_DISHONESTY', null);
    await enter(suspended.id, 'SERIOUS_DISHONESTY', '2026-07-01');
    const [first] = (await offer(inUse.creditCode)).kinds;
    expect(first).toMatchObject({ isOpen: false, obstacles: [{ code: 'MEASURE' }] });
    expect(first?.obstacles[0]?.basis).toMatch(/条/);
    expect((await offer(suspended.creditCode)).kinds[0]).toMatchObject({ isOpen: true });
    world.today = '2026-07-02';
    expect((await offer(suspended.creditCode)).kinds[0]).toMatchObject({ isOpen: false });
  });

  test('is empty for nobody on file and for whoever has left the register', async () => {
    const gone = await world.enterprise({ status: 'DEREGISTERED' });
    expect((await offer(gone.creditCode)).kinds[0]?.obstacles).toEqual([
      { code: 'SUBJECT_NOT_ACTIVE', basis: null },
    ]);
    expect(await offer(world.creditCode())).toMatchObject({
      subjectName: null,
      kinds: [{ obstacles: [{ code: 'SUBJECT_UNKNOWN' }] }, {}, {}],
    });
  });

  test('needs a purpose and an item of the office', async () => {
    const { creditCode } = await world.enterprise();
    const without = await world.ask('approver', OFFER, { creditCode, itemCode: 'XK-APP-001' });
    expect(codesOf(without)).toEqual(['PURPOSE_REQUIRED']);
    for (const itemCode of ['XK-LAN-001', 'XK-NONE']) {
      const answer = await world.ask(
        'approver',
        OFFER,
        { creditCode, itemCode },
        { 'x-purpose': '示例用途' },
      );
      expect(codesOf(answer)).toEqual(['UNKNOWN_CODE']);
    }
  });
});

describe('A commitment', () => {
  test('stands for papers that were missing, so that the application is accepted and its clock goes on', async () => {
    const { id: matterId } = await desk.received();
    await desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN', 'TEST_REPORT'] });
    world.today = '2026-07-03';
    const first = await desk.commitment('giveCommitment', { matterId, ...TOLERANCE });
    expect(first).toMatchObject({
      state: 'GIVEN',
      paperCodes: ['FLOOR_PLAN'],
      dueOn: '2026-07-17',
      nextDueOn: '2026-07-17',
      isOverdue: false,
      matter: { state: 'PAPERS_MISSING', missingPapers: [{ code: 'TEST_REPORT' }] },
    });
    const { matter } = await desk.commitment('giveCommitment', { matterId, ...REPLACE });
    expect(matter).toMatchObject({
      state: 'ACCEPTED',
      acceptedOn: '2026-07-03',
      missingPapers: [],
      clock: { stoppedDays: 2, dueOn: '2026-07-31' },
      commitments: [{ state: 'GIVEN' }, { state: 'GIVEN' }],
    });
  });

  test('given with the application stands for papers that are then not asked for', async () => {
    const { id: matterId } = await desk.received();
    await desk.commitment('giveCommitment', { matterId, ...TOLERANCE });
    expect(await desk.refused('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] })).toEqual([
      { code: 'UNKNOWN_CODE', field: 'input.paperCodes' },
    ]);
  });

  test('may have a shorter term than the usual one, and no longer one', async () => {
    expect(await given({ ...TOLERANCE, termDays: 5 })).toMatchObject({ dueOn: '2026-07-08' });
    const { id: matterId } = await desk.received();
    for (const termDays of [0, 11]) {
      expect(await desk.refused('giveCommitment', { matterId, ...TOLERANCE, termDays })).toEqual([
        { code: 'RULE_OUT_OF_BOUNDS', field: 'input.termDays' },
      ]);
    }
  });

  test.each([
    [
      'of a kind that the item does not offer',
      { kind: 'FILING', paperCodes: [] },
      'COMMITMENT_NOT_OPEN',
      'kind',
    ],
    ['for a paper that it cannot stand for', { paperCodes: ['TEST_REPORT'] }, 'UNKNOWN_CODE', 'paperCodes'],
    ['for a paper of another item', { paperCodes: ['TAX_PROOF'] }, 'UNKNOWN_CODE', 'paperCodes'],
    ['for nothing', { paperCodes: [] }, 'MISSING_VALUE', 'paperCodes'],
    ['that promises nothing', { content: ' ' }, 'INVALID_TEXT', 'content'],
    ['with the number of a person', { content: '电话13800000000' }, 'PERSONAL_NUMBER', 'content'],
  ])('%s is refused', async (_what, changes, code, field) => {
    const { id: matterId } = await desk.received();
    expect(await desk.refused('giveCommitment', { matterId, ...TOLERANCE, ...changes })).toEqual([
      { code, field: `input.${field}` },
    ]);
  });

  test('is not taken where the law forbids it, twice for the same paper, or after the decision', async () => {
    const { id: dangerous } = await desk.received({ itemCode: 'XK-APP-002' });
    const paperCodes = ['BUSINESS_LICENCE'];
    expect(await desk.refused('giveCommitment', { matterId: dangerous, ...REPLACE, paperCodes })).toEqual([
      { code: 'COMMITMENT_NOT_OPEN', field: 'input.kind' },
    ]);
    const { matter } = await given();
    expect(await desk.refused('giveCommitment', { matterId: matter.id, ...TOLERANCE })).toEqual([
      { code: 'UNKNOWN_CODE', field: 'input.paperCodes' },
    ]);
    const { id: matterId } = await desk.granted();
    expect(await desk.refused('giveCommitment', { matterId, ...TOLERANCE })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });

  test('is extended once, by as much as its term, with a reason and before it is due', async () => {
    const { id: commitmentId } = await given();
    expect(await desk.refused('extendCommitment', { commitmentId, reason: '' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    world.today = '2026-07-15';
    expect(await desk.commitment('extendCommitment', { commitmentId, reason: REASON })).toMatchObject({
      dueOn: '2026-07-29',
      extendedOn: '2026-07-15',
    });
    expect(await desk.refused('extendCommitment', { commitmentId, reason: REASON })).toEqual([
      { code: 'ALREADY_RECORDED', field: 'input.commitmentId' },
    ]);
    world.today = TODAY;
    const late = await given();
    world.today = '2026-07-16';
    expect(await desk.refused('extendCommitment', { commitmentId: late.id, reason: REASON })).toEqual(
      WRONG_STATE,
    );
  });

  test('can be taken back before the decision: nothing is held against anybody, and the papers have to come', async () => {
    const { id: commitmentId, subjectId, matter } = await given();
    world.today = '2026-07-06';
    const withdrawn = await desk.commitment('withdrawCommitment', { commitmentId });
    expect(withdrawn).toMatchObject({
      state: 'WITHDRAWN',
      nextDueOn: null,
      matter: { state: 'PAPERS_MISSING', missingPapers: [{ code: 'FLOOR_PLAN' }], dueOn: null },
    });
    expect(await recordsOf(subjectId)).toEqual([]);
    world.today = '2026-07-13';
    const { clock } = await desk.matter('receivePapers', { matterId: matter.id, paperCodes: ['FLOOR_PLAN'] });
    expect(clock).toMatchObject({ startsOn: TODAY, elapsedDays: 3, stoppedDays: 5, dueOn: '2026-08-05' });
    expect(await desk.refused('withdrawCommitment', { commitmentId })).toEqual(WRONG_STATE);
  });

  test('taken back after the law has accepted the application leaves its papers missing all the same', async () => {
    const { creditCode } = await world.enterprise();
    const { id: matterId, number } = await desk.received({ creditCode });
    await desk.check(creditCode, number);
    const { id: commitmentId } = await desk.commitment('giveCommitment', { matterId, ...TOLERANCE });
    world.today = '2026-07-09';
    expect(await desk.commitment('withdrawCommitment', { commitmentId })).toMatchObject({
      matter: {
        state: 'PAPERS_MISSING',
        acceptedOn: TODAY,
        missingPapers: [{ code: 'FLOOR_PLAN' }],
        clock: { isDeemedAccepted: true, state: 'STOPPED' },
      },
    });
    expect(await desk.refused('decideMatter', { matterId, decision: 'GRANTED' })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });

  test('taken back while it can still be told what is missing leaves that to be told', async () => {
    const { id: matterId } = await desk.received();
    const { id: commitmentId } = await desk.commitment('giveCommitment', { matterId, ...TOLERANCE });
    world.today = '2026-07-08';
    const { matter } = await desk.commitment('withdrawCommitment', { commitmentId });
    expect(matter).toMatchObject({ state: 'RECEIVED', missingPapers: [] });
    expect(await desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN'] })).toMatchObject({
      state: 'PAPERS_MISSING',
    });
  });

  test('that is refused for what is on file leaves the look in the log, with its purpose and application', async () => {
    const { creditCode, id: subjectId } = await world.enterprise();
    await world.record(subjectId, 'COMMITMENT_BREACHED', { occurredOn: '2026-05-01' });
    const { id: matterId, number } = await desk.received({ creditCode });
    expect(await desk.refused('giveCommitment', { matterId, ...TOLERANCE })).toEqual([
      { code: 'COMMITMENT_NOT_OPEN', field: 'input.kind' },
    ]);
    const { rows } = await world.owner.query<object>(
      `select query, purpose, matter, officer_id from access_log where $1 = any(subject_ids)`,
      [subjectId],
    );
    const look = { query: 'giveCommitment', purpose: '办理审批事项 XK-APP-001', matter: number };
    expect(rows).toEqual([{ ...look, officer_id: world.officerIds.approver }]);
  });

  test('cannot be taken back once it is past due', async () => {
    const { id: commitmentId } = await given();
    world.today = '2026-07-16';
    expect(await desk.refused('withdrawCommitment', { commitmentId })).toEqual(WRONG_STATE);
  });

  test('cannot be taken back once something is granted on it', async () => {
    const { id: commitmentId } = await grantedOn(REPLACE);
    expect(await desk.refused('withdrawCommitment', { commitmentId })).toEqual(WRONG_STATE);
  });

  test('ends with an application that is refused or taken back, neither kept nor breached', async () => {
    const { matter, subjectId } = await given();
    const decision = { matterId: matter.id, decision: 'WITHDRAWN' };
    expect(await desk.matter('decideMatter', decision)).toMatchObject({ commitments: [{ state: 'LAPSED' }] });
    expect(await recordsOf(subjectId)).toEqual([]);
  });
});

describe('Papers that were to come later', () => {
  test('are a commitment kept when they come in time, on record under the number of the application', async () => {
    const { id: commitmentId, subjectId, matter } = await given();
    world.today = '2026-07-15';
    expect(await desk.commitment('fulfilCommitment', { commitmentId, note: '示例备注' })).toMatchObject({
      state: 'FULFILLED',
      closedOn: '2026-07-15',
      nextDueOn: null,
      recordId: expect.stringMatching(/^rec_/) as unknown,
    });
    expect(await recordsOf(subjectId)).toEqual([
      {
        type: 'COMMITMENT_KEPT',
        occurred_on: '2026-07-15',
        ended_on: null,
        document_number: matter.number,
        organ_name: expect.any(String) as unknown,
        content: '履行信用承诺：容缺材料按期补齐',
      },
    ]);
  });

  test('come before the permit is handed over', async () => {
    const { id: commitmentId, matter } = await grantedOn(TOLERANCE);
    const matterId = matter.id;
    expect(await desk.refused('deliverMatter', { matterId })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
    await desk.commitment('fulfilCommitment', { commitmentId });
    expect(await desk.matter('deliverMatter', { matterId })).toMatchObject({ state: 'DELIVERED' });
  });

  test('are shown as overdue after their day, and nothing more happens by itself', async () => {
    const { id, subjectId } = await given();
    world.today = '2026-07-16';
    const query = `query ($id: ID!) { node(id: $id) { ... on Commitment { state isOverdue nextDueOn } } }`;
    expect(await world.data('approver', query, { id })).toEqual({
      node: { state: 'GIVEN', isOverdue: true, nextDueOn: '2026-07-15' },
    });
    expect(await recordsOf(subjectId)).toEqual([]);
  });

  test('are kept when they came in time, on whichever day that is noted', async () => {
    const { id: commitmentId, subjectId } = await given();
    world.today = '2026-07-20';
    for (const [cameOn, code, field] of [
      ['2026-07-21', 'DATE_IN_FUTURE', 'cameOn'],
      ['2026-06-30', 'INVALID_DATE', 'cameOn'],
      ['2026-07-16', 'WRONG_STATE', 'commitmentId'],
    ])
      expect(await desk.refused('fulfilCommitment', { commitmentId, cameOn })).toEqual([
        { code, field: `input.${field}` },
      ]);
    await desk.commitment('fulfilCommitment', { commitmentId, cameOn: '2026-07-15' });
    expect(await recordsOf(subjectId)).toMatchObject([
      { type: 'COMMITMENT_KEPT', occurred_on: '2026-07-15' },
    ]);
  });

  test('that come too late were not brought as promised: the breach is recorded first', async () => {
    const { id: commitmentId } = await given();
    world.today = '2026-07-16';
    expect(await desk.refused('fulfilCommitment', { commitmentId })).toEqual(WRONG_STATE);
  });
});

describe('A breach', () => {
  test('of a commitment to bring papers is found only after its day, and always recorded', async () => {
    const { id: commitmentId, subjectId, matter } = await given();
    world.today = '2026-07-15';
    expect(await desk.refused('recordBreach', { commitmentId, finding: REASON })).toEqual(WRONG_STATE);
    world.today = '2026-07-16';
    expect(await desk.refused('recordBreach', { commitmentId, finding: '' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.finding' },
    ]);
    expect(await desk.refused('recordBreach', { commitmentId, finding: '电话13800000000' })).toEqual([
      { code: 'PERSONAL_NUMBER', field: 'input.finding' },
    ]);
    expect(await desk.commitment('recordBreach', { commitmentId, finding: '逾期未补齐' })).toMatchObject({
      state: 'CORRECTING',
      breachFinding: '逾期未补齐',
      correctUntilOn: '2026-07-30',
      nextDueOn: '2026-07-30',
      matter: { isSuspended: true },
    });
    expect(await recordsOf(subjectId)).toMatchObject([
      {
        type: 'COMMITMENT_BREACHED',
        occurred_on: '2026-07-16',
        document_number: matter.number,
        content: '违反信用承诺：逾期未补齐',
      },
    ]);
    expect(await desk.refused('decideMatter', { matterId: matter.id, decision: 'GRANTED' })).toEqual([
      { code: 'WRONG_STATE', field: 'input.matterId' },
    ]);
  });

  test('closes commitments to the applicant everywhere until it is repaired, which another officer confirms', async () => {
    const { id: commitmentId, creditCode, subjectId, matter } = await grantedOn(REPLACE);
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: '检测报告不实' });
    const [closed] = (await offer(creditCode)).kinds;
    expect(closed?.obstacles).toEqual([
      { code: 'BREACH_NOT_REPAIRED', basis: `${matter.number}（2026-07-01）` },
      { code: 'MEASURE', basis: expect.stringContaining('国办发〔2020〕42号') as unknown },
    ]);
    const { id: matterId } = await desk.received({ creditCode });
    expect(await desk.refused('giveCommitment', { matterId, ...TOLERANCE })).toEqual([
      { code: 'COMMITMENT_NOT_OPEN', field: 'input.kind' },
    ]);
    world.today = '2026-07-06';
    const repair = { commitmentId, doneOn: '2026-07-03', note: '已补交真实检测报告' };
    expect(await desk.refused('repairCommitment', repair)).toEqual([
      { code: 'OWN_DRAFT', field: 'input.commitmentId' },
    ]);
    expect(await desk.refused('repairCommitment', { ...repair, doneOn: '2026-07-07' }, second)).toEqual([
      { code: 'DATE_IN_FUTURE', field: 'input.doneOn' },
    ]);
    expect(await desk.refused('repairCommitment', { ...repair, doneOn: '2026-06-30' }, second)).toEqual([
      { code: 'INVALID_DATE', field: 'input.doneOn' },
    ]);
    expect(await desk.refused('repairCommitment', { ...repair, note: '' }, second)).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.note' },
    ]);
    expect(await desk.commitment('repairCommitment', repair, second)).toMatchObject({
      state: 'FULFILLED_LATE',
      matter: { isSuspended: false },
    });
    expect(await recordsOf(subjectId)).toMatchObject([
      { type: 'COMMITMENT_BREACHED', ended_on: '2026-07-03' },
    ]);
    expect((await offer(creditCode)).kinds[0]).toMatchObject({ isOpen: true });
    expect(await desk.commitment('giveCommitment', { matterId, ...TOLERANCE })).toMatchObject({
      state: 'GIVEN',
    });
  });

  test('leaves the worklist with an application that is refused, and can still be repaired', async () => {
    const { id: commitmentId, subjectId, matter } = await given();
    world.today = '2026-07-16';
    await desk.commitment('recordBreach', { commitmentId, finding: '逾期未补齐' });
    await desk.matter('decideMatter', { matterId: matter.id, decision: 'REFUSED', reason: REASON });
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Commitment { state nextDueOn matter { isSuspended } } } }';
    expect(await world.data('approver', query, { id: commitmentId })).toEqual({
      node: { state: 'LAPSED', nextDueOn: null, matter: { isSuspended: false } },
    });
    const repair = { commitmentId, doneOn: '2026-07-16', note: REASON };
    expect(await desk.commitment('repairCommitment', repair, second)).toMatchObject({
      state: 'FULFILLED_LATE',
    });
    expect(await recordsOf(subjectId)).toMatchObject([{ ended_on: '2026-07-16' }]);
    const kept = await given();
    await desk.matter('decideMatter', { matterId: kept.matter.id, decision: 'WITHDRAWN' });
    expect(await desk.refused('repairCommitment', { ...repair, commitmentId: kept.id }, second)).toEqual(
      WRONG_STATE,
    );
  });

  test('is known to the next office from the credit file, whoever found it', async () => {
    const { creditCode, id: subjectId } = await world.enterprise();
    await world.record(subjectId, 'COMMITMENT_BREACHED', { occurredOn: '2026-05-01' });
    expect((await offer(creditCode)).kinds[0]?.obstacles[0]).toEqual({
      code: 'BREACH_NOT_REPAIRED',
      basis: '2026-05-01',
    });
  });

  test('that is not corrected in its term leads to revocation, by another officer than the one who found it', async () => {
    const { id: commitmentId, matter } = await grantedOn(REPLACE);
    const matterId = matter.id;
    await desk.matter('deliverMatter', { matterId });
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: '检测报告不实' });
    const revocation = { matterId, ground: 'COMMITMENT_BREACHED', reason: '逾期未改正' };
    world.today = '2026-07-15';
    expect(await desk.refused('revokeMatter', revocation, second)).toEqual([
      { code: 'WRONG_STATE', field: 'input.ground' },
    ]);
    world.today = '2026-07-16';
    expect(await desk.refused('revokeMatter', revocation)).toEqual([
      { code: 'OWN_DRAFT', field: 'input.matterId' },
    ]);
    expect(await desk.matter('revokeMatter', revocation, second)).toMatchObject({
      state: 'REVOKED',
      revocationGround: 'COMMITMENT_BREACHED',
      isSuspended: false,
      commitments: [{ state: 'REVOKED' }],
    });
    expect(
      await desk.refused('repairCommitment', { commitmentId, doneOn: TODAY, note: REASON }, second),
    ).toEqual(WRONG_STATE);
  });
});

describe('The finding of a breach that was none', () => {
  const withdrawnOf = async (subjectId: string) =>
    (
      await world.owner.query<{ withdrawn: boolean }>(
        'select withdrawn_at is not null as withdrawn from credit_record where subject_id = $1 order by id',
        [subjectId],
      )
    ).rows.map(({ withdrawn }) => withdrawn);

  test('is taken back by another officer: its record is withdrawn, and everything stands as before', async () => {
    const { id: commitmentId, creditCode, subjectId } = await grantedOn(REPLACE);
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: '检测报告不实' });
    const taken = { commitmentId, reason: '复核：检测报告属实' };
    expect(await desk.refused('withdrawBreach', taken)).toEqual([
      { code: 'OWN_DRAFT', field: 'input.commitmentId' },
    ]);
    expect(await desk.refused('withdrawBreach', { ...taken, reason: '' }, second)).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    expect(await desk.commitment('withdrawBreach', taken, second)).toMatchObject({
      state: 'GIVEN',
      breachFinding: null,
      postCheckedOn: null,
      recordId: null,
      nextDueOn: '2026-08-12',
      matter: { isSuspended: false },
    });
    expect(await withdrawnOf(subjectId)).toEqual([true]);
    expect((await offer(creditCode)).kinds[0]).toMatchObject({ isOpen: true });
    expect(await desk.refused('withdrawBreach', taken, second)).toEqual(WRONG_STATE);
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: '再次检测不合格' });
    expect(await withdrawnOf(subjectId)).toEqual([true, false]);
  });

  test('suspends, holds up and revokes nothing once its record is withdrawn from the file', async () => {
    const { id: commitmentId, subjectId, matter } = await grantedOn(REPLACE);
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: '检测报告不实' });
    await world.owner.query('update credit_record set withdrawn_at = now() where subject_id = $1', [
      subjectId,
    ]);
    const query = 'query ($id: ID!) { node(id: $id) { ... on ApprovalMatter { isSuspended } } }';
    expect(await world.data('approver', query, { id: matter.id })).toEqual({ node: { isSuspended: false } });
    expect(await desk.matter('deliverMatter', { matterId: matter.id })).toMatchObject({ state: 'DELIVERED' });
    world.today = '2026-07-16';
    const revocation = { matterId: matter.id, ground: 'COMMITMENT_BREACHED', reason: '逾期未改正' };
    expect(await desk.refused('revokeMatter', revocation, second)).toEqual([
      { code: 'WRONG_STATE', field: 'input.ground' },
    ]);
    expect(await desk.commitment('withdrawBreach', { commitmentId, reason: REASON }, second)).toMatchObject({
      state: 'GIVEN',
    });
  });

  test('is taken back of a commitment that has ended with its application, which stays ended', async () => {
    const { id: commitmentId, subjectId, matter } = await given();
    world.today = '2026-07-16';
    await desk.commitment('recordBreach', { commitmentId, finding: '逾期未补齐' });
    await desk.matter('decideMatter', { matterId: matter.id, decision: 'REFUSED', reason: REASON });
    expect(await desk.commitment('withdrawBreach', { commitmentId, reason: REASON }, second)).toMatchObject({
      state: 'LAPSED',
      breachFinding: null,
    });
    expect(await withdrawnOf(subjectId)).toEqual([true]);
  });

  test('is there only where something was found', async () => {
    const { id: commitmentId, matter } = await given();
    expect(await desk.refused('withdrawBreach', { commitmentId, reason: REASON }, second)).toEqual(
      WRONG_STATE,
    );
    await desk.matter('decideMatter', { matterId: matter.id, decision: 'WITHDRAWN' });
    expect(await desk.refused('withdrawBreach', { commitmentId, reason: REASON }, second)).toEqual(
      WRONG_STATE,
    );
  });
});

describe('The later check', () => {
  test('is due thirty working days after the grant, and a commitment that proves true is on record as kept', async () => {
    const { id: commitmentId, subjectId, matter } = await given(REPLACE);
    expect(await desk.refused('recordPostCheck', { commitmentId, isKept: true })).toEqual(WRONG_STATE);
    world.today = '2026-07-10';
    await desk.matter('decideMatter', { matterId: matter.id, decision: 'GRANTED' });
    const query = `query ($id: ID!) { node(id: $id) { ... on Commitment { ${COMMITMENT} } } }`;
    expect(await world.data('approver', query, { id: commitmentId })).toMatchObject({
      node: { dueOn: '2026-08-12', postCheckDueOn: '2026-08-21', nextDueOn: '2026-08-12' },
    });
    world.today = '2026-08-11';
    expect(await desk.commitment('recordPostCheck', { commitmentId, isKept: true })).toMatchObject({
      state: 'FULFILLED',
      postCheckedOn: '2026-08-11',
    });
    expect(await recordsOf(subjectId)).toMatchObject([
      { type: 'COMMITMENT_KEPT', content: '履行信用承诺：告知承诺事项经核查属实' },
    ]);
    expect(await desk.refused('recordPostCheck', { commitmentId, isKept: false, finding: REASON })).toEqual(
      WRONG_STATE,
    );
  });

  test('covers filings, and not papers that come later', async () => {
    const { id: matterId } = await desk.accepted({ itemCode: 'XK-APP-004' });
    const filing = { matterId, kind: 'FILING', paperCodes: [], ...PROMISE };
    const { id: commitmentId } = await desk.commitment('giveCommitment', filing);
    expect(await desk.refused('fulfilCommitment', { commitmentId })).toEqual(WRONG_STATE);
    await desk.matter('decideMatter', { matterId, decision: 'GRANTED' });
    expect(await desk.refused('recordPostCheck', { commitmentId, isKept: false })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.finding' },
    ]);
    expect(await desk.commitment('recordPostCheck', { commitmentId, isKept: true })).toMatchObject({
      state: 'FULFILLED',
    });
    const later = await grantedOn(TOLERANCE);
    expect(await desk.refused('recordPostCheck', { commitmentId: later.id, isKept: true })).toEqual(
      WRONG_STATE,
    );
  });
});

describe('The credit file', () => {
  test('has ratings that follow a breach and its repair at once, while no act tells the internal class', async () => {
    const { id: commitmentId, subjectId } = await grantedOn(REPLACE);
    const scores = async () =>
      (
        await world.owner.query<{ score_hundredths: number }>(
          `select score_hundredths from rating where subject_id = $1 and sector = 'enterprise-risk'`,
          [subjectId],
        )
      ).rows[0]?.score_hundredths;
    const before = await scores();
    await desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: REASON });
    expect(await scores()).not.toBe(before);
    await desk.commitment('repairCommitment', { commitmentId, doneOn: TODAY, note: REASON }, second);
    expect(await scores()).toBe(before);
  });

  test('gets the record of an applicant who is registered elsewhere, too', async () => {
    const { creditCode, id: subjectId } = await world.enterprise({ regionCode: '371082' });
    const { id: matterId } = await desk.accepted({ creditCode });
    const { id: commitmentId } = await desk.commitment('giveCommitment', { matterId, ...TOLERANCE });
    await desk.commitment('fulfilCommitment', { commitmentId });
    expect(await recordsOf(subjectId)).toMatchObject([{ type: 'COMMITMENT_KEPT' }]);
  });
});

describe('The worklist of commitments', () => {
  test('has what is to be fulfilled, checked or corrected, longest overdue first, for the office and its oversight', async () => {
    const own = await makeWorld();
    try {
      const clerk = new MatterDesk(own);
      const give = async (promise: Record<string, unknown>) => {
        const { id: matterId } = await clerk.accepted();
        return (await clerk.commitment('giveCommitment', { matterId, ...promise })).id;
      };
      own.today = '2026-06-01';
      const breached = await give(TOLERANCE);
      own.today = '2026-06-16';
      await clerk.commitment('recordBreach', { commitmentId: breached, finding: REASON });
      const replaced = await give(REPLACE);
      own.today = TODAY;
      const later = await give(TOLERANCE);
      const kept = await give(TOLERANCE);
      await clerk.commitment('fulfilCommitment', { commitmentId: kept });
      const query = `query ($dueBy: Date!) { commitmentsDue(first: 10, dueBy: $dueBy) {
        totalCount nodes { id nextDueOn isOverdue matter { number } } } }`;
      own.today = '2026-07-10';
      const expected = {
        commitmentsDue: {
          totalCount: 2,
          nodes: [
            { id: breached, nextDueOn: '2026-07-01', isOverdue: true },
            { id: later, nextDueOn: '2026-07-15', isOverdue: false },
          ],
        },
      };
      for (const reader of ['approver', 'auditor'] as const)
        expect(await own.data(reader, query, { dueBy: '2026-07-20' })).toMatchObject(expected);
      const all = await own.data<{ commitmentsDue: { nodes: { id: string }[] } }>('approver', query, {
        dueBy: '2026-12-31',
      });
      expect(all.commitmentsDue.nodes.map(({ id }) => id)).toEqual([breached, later, replaced]);
      expect(await own.data('otherApprover', query, { dueBy: '2026-12-31' })).toMatchObject({
        commitmentsDue: { totalCount: 0, nodes: [] },
      });
    } finally {
      await own.close();
    }
  });
});

describe('A commitment of another office', () => {
  test('is not found, exactly like one that does not exist', async () => {
    const { id } = await given();
    const missing = 'cmt_00000000-0000-7000-8000-000000000000';
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    const [foreign, absent] = [
      await world.ask('otherApprover', query, { id }),
      await world.ask('otherApprover', query, { id: missing }),
    ];
    expect({ ...foreign, extensions: {} }).toEqual({ ...absent, extensions: {} });
    for (const commitmentId of [id, missing]) {
      expect(await desk.refused('fulfilCommitment', { commitmentId }, 'otherApprover')).toEqual([
        { code: 'NOT_FOUND', field: 'input.commitmentId' },
      ]);
    }
  });
});

test('A commitment that waits behind the finding of a breach is not taken beside it', async () => {
  const { id: commitmentId, creditCode, subjectId } = await grantedOn(REPLACE);
  const { id: matterId } = await desk.received({ creditCode });
  const acts: Promise<unknown>[] = [];
  const query = 'select from subject where id = $1 for update';
  await world.whileLocked(query, [subjectId], async () => {
    acts.push(desk.commitment('recordPostCheck', { commitmentId, isKept: false, finding: REASON }));
    await world.untilBlocked(1);
    acts.push(desk.commitment('giveCommitment', { matterId, ...TOLERANCE }));
    await world.untilBlocked(2);
  });
  const [breach, give] = await Promise.allSettled(acts);
  expect(breach).toMatchObject({ status: 'fulfilled', value: { state: 'CORRECTING' } });
  expect(String((give as PromiseRejectedResult).reason)).toContain('COMMITMENT_NOT_OPEN');
});
