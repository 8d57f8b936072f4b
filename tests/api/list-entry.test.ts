import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { announceListExits } from '../../src/usecases/list-announcement/announce-list-exits.js';
import { addDrawStaff } from '../support/draws.js';
import { act, done, proposal, refused } from '../support/list-cases.js';
import { arriveAt, drawFrom, recordResult } from '../support/visits.js';
import { type Caller, makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
let second: Caller;
let clerk: Caller;
beforeAll(async () => {
  world = await makeWorld();
  second = await world.addOfficer('market', ['MARKET_REGULATOR']);
  clerk = await world.addOfficer('credit', ['CREDIT_CLERK']);
});
beforeEach(() => {
  world.today = TODAY;
});
afterAll(() => world.close());

const ENTERED_ON = '2026-07-09';

/** Now, and nothing that follows falls in the same millisecond. */
async function thisMoment(): Promise<string> {
  const moment = new Date().toISOString();
  await pause(5);
  return moment;
}

interface Entered {
  readonly id: string;
  readonly creditCode: string;
  readonly caseId: string;
  readonly entryId: string;
}

/** Proposed by the first, confirmed by the second of the office that keeps the list. */
async function enter(
  listCode = 'SERIOUS_DISHONESTY',
  changes: Record<string, unknown> = {},
): Promise<Entered> {
  const enterprise = await world.enterprise();
  const [proposer, confirmer] =
    listCode === 'SERIOUS_DISHONESTY' || listCode === 'ABNORMAL_OPERATION'
      ? (['regulator', second] as const)
      : ([clerk, 'clerk'] as const);
  world.today = TODAY;
  const proposed = proposal(enterprise.id, { listCode, ...changes });
  const { id: caseId } = await done(world, proposer, 'proposeListEntry', proposed);
  if (changes.court === undefined)
    await done(world, proposer, 'serveListNotice', { caseId, deliveredOn: TODAY, method: 'POST' });
  world.today = ENTERED_ON;
  const decided = { caseId, decisionNumber: `示例列〔2026〕${world.key()}号` };
  const { entry } = await done(world, confirmer, 'confirmListEntry', decided);
  return { ...enterprise, caseId, entryId: entry?.id ?? '' };
}

const enterArrears = () => enter('WAGE_ARREARS', { measureCodes: ['ARREARS_PROCUREMENT'] });
const enterDefaulter = () =>
  enter('JUDGMENT_DEFAULTER', {
    measureCodes: ['DEFAULTER_NO_PROCUREMENT'],
    court: { name: '示例人民法院', documentNumber: '（2026）示例执2号' },
  });

/** What an approval office would be answered. */
async function preview(creditCode: string): Promise<{ verdict: string; measures: string[] }> {
  const { previewCredit } = await world.data<any>(
    'approver',
    `query ($creditCode: CreditCode!) { previewCredit(creditCode: $creditCode, field: "PROCUREMENT") {
      verdict lists { measures { code } } } }`,
    { creditCode },
    { 'x-purpose': '资格审查' },
  );
  const { verdict, lists } = previewCredit;
  return { verdict, measures: lists.flatMap(({ measures }: any) => measures.map(({ code }: any) => code)) };
}

/** The lists of an answer, today or as of a day and a moment of knowledge. */
async function listsOf(creditCode: string, moment: object = {}): Promise<any[]> {
  const { previewCredit } = await world.data<any>(
    'approver',
    `query ($creditCode: CreditCode!, $validAt: Date, $knownAt: DateTime) {
      previewCredit(creditCode: $creditCode, field: "PROCUREMENT", validAt: $validAt, knownAt: $knownAt) {
        lists { endsOn suspendedUntilOn objectedOn repairAppliedOn } } }`,
    { creditCode, ...moment },
    { 'x-purpose': '资格审查' },
  );
  return previewCredit.lists;
}

/** What stands in the announcements of an enterprise, newest first. */
async function announced(creditCode: string): Promise<any[]> {
  const { listAnnouncements } = await world.data<any>(
    null,
    `query ($code: CreditCode!) { listAnnouncements(first: 9, filter: { creditCode: $code }) {
      nodes { kind exitKind channel holdsFromOn holdsUntilOn announcedOn documentNumber } } }`,
    { code: creditCode },
  );
  return listAnnouncements.nodes;
}

async function recordOf(subjectId: string) {
  const { rows } = await world.owner.query<{ ended: string | null; withdrawn: boolean }>(
    `select ended_on::text as ended, withdrawn_at is not null as withdrawn from credit_record where subject_id = $1`,
    [subjectId],
  );
  return rows;
}

async function classOf(subjectId: string): Promise<string | undefined> {
  const { rows } = await world.owner.query<{ code: string }>(
    `select grade_code as code from rating where subject_id = $1 and sector = 'enterprise-risk'`,
    [subjectId],
  );
  return rows[0]?.code;
}

const repair = (entryId: string, changes: Record<string, unknown> = {}) => ({
  ...{ entryId, correctedOn: ENTERED_ON, evidence: '示例：已足额支付' },
  ...changes,
});

describe('Repair', () => {
  test('ends the entry that very day: its measures, its record, its weight in the class, announced on the channel of the entry', async () => {
    const { id, creditCode, entryId } = await enter();
    expect(await preview(creditCode)).toEqual({ verdict: 'RESTRICTED', measures: ['DISHONEST_PROCUREMENT'] });
    expect(await classOf(id)).toBe('D');
    world.today = '2027-07-09';
    const applied = await done<any>(world, 'regulator', 'applyForListRepair', repair(entryId));
    expect(applied).toMatchObject({ state: 'APPLIED', isOverdue: false });
    expect(await listsOf(creditCode)).toMatchObject([{ objectedOn: null, repairAppliedOn: '2027-07-09' }]);
    const decision = { repairId: applied.id, isGranted: true, reasons: '示例：符合条件' };
    expect(await refused(world, 'regulator', 'decideListRepair', decision)).toEqual([
      ['OWN_DRAFT', 'repairId'],
    ]);
    expect(await done(world, second, 'decideListRepair', decision)).toMatchObject({ state: 'GRANTED' });
    expect((await preview(creditCode)).measures).toEqual([]);
    expect(await recordOf(id)).toEqual([{ ended: '2027-07-09', withdrawn: false }]);
    expect(await classOf(id)).not.toBe('D');
    expect(await announced(creditCode)).toMatchObject([
      {
        ...{ kind: 'EXIT', exitKind: 'REPAIR', announcedOn: '2027-07-09' },
        ...{ holdsFromOn: ENTERED_ON, holdsUntilOn: '2027-07-08' },
        channel: 'National Enterprise Credit Information Publicity System',
      },
    ]);
    world.today = '2027-08-07';
    expect(await announced(creditCode)).toHaveLength(1);
    world.today = '2027-08-08';
    expect(await announced(creditCode)).toEqual([]);
    expect(await refused(world, second, 'decideListRepair', decision)).toEqual([['WRONG_STATE', 'repairId']]);
  });

  test('waits for the least months from the entry, or from the correction, as the list has it', async () => {
    const market = await enter();
    world.today = '2027-07-08';
    const early = await act(world, 'regulator', 'applyForListRepair', repair(market.entryId));
    expect(early.userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('from 2027-07-09') },
    ]);
    const arrears = await enterArrears();
    const corrected = repair(arrears.entryId, { correctedOn: '2026-08-31' });
    const before = repair(arrears.entryId, { correctedOn: '2026-01-01' });
    expect(await refused(world, clerk, 'applyForListRepair', before)).toEqual([['WRONG_STATE', 'entryId']]);
    world.today = '2026-09-01';
    expect(await refused(world, clerk, 'applyForListRepair', corrected)).toEqual([
      ['WRONG_STATE', 'entryId'],
    ]);
    world.today = '2027-02-28';
    await done(world, clerk, 'applyForListRepair', corrected);
  });

  test('is refused from lists without it, in advance, twice, and leaves everything as it is when it is rejected', async () => {
    const { entryId } = await enterDefaulter();
    expect(await refused(world, clerk, 'applyForListRepair', repair(entryId))).toEqual([
      ['WRONG_STATE', 'entryId'],
    ]);
    const arrears = await enterArrears();
    expect(
      await refused(
        world,
        clerk,
        'applyForListRepair',
        repair(arrears.entryId, { correctedOn: '2026-07-10' }),
      ),
    ).toEqual([['DATE_IN_FUTURE', 'correctedOn']]);
    world.today = '2027-01-09';
    const applied = await done<any>(world, clerk, 'applyForListRepair', repair(arrears.entryId));
    expect(await refused(world, clerk, 'applyForListRepair', repair(arrears.entryId))).toEqual([
      ['ALREADY_EXISTS', 'entryId'],
    ]);
    const decision = { repairId: applied.id, isGranted: false, reasons: '示例：仍有欠薪' };
    await done(world, 'clerk', 'decideListRepair', decision);
    expect((await preview(arrears.creditCode)).measures).toEqual(['ARREARS_PROCUREMENT']);
  });
});

describe('Revocation', () => {
  test('by another officer: as is known now the entry held on no day, as was known before it did', async () => {
    const { id, creditCode, entryId } = await enter();
    const knownAt = await thisMoment();
    world.today = '2026-08-03';
    const input = { entryId, documentNumber: '示例撤〔2026〕1号', reason: '示例：行政复议撤销' };
    expect(await refused(world, second, 'revokeListEntry', input)).toEqual([['OWN_DRAFT', 'entryId']]);
    const revoked = await done<any>(world, 'regulator', 'revokeListEntry', input);
    expect(revoked.exit).toEqual({
      ...{ kind: 'REVOCATION', exitedOn: '2026-08-03' },
      ...{ reason: '示例：行政复议撤销', documentNumber: '示例撤〔2026〕1号' },
    });
    expect(await preview(creditCode)).toMatchObject({ measures: [] });
    expect(await recordOf(id)).toEqual([{ ended: null, withdrawn: true }]);
    expect(await classOf(id)).not.toBe('D');
    expect(await announced(creditCode)).toMatchObject([
      { kind: 'EXIT', exitKind: 'REVOCATION', holdsUntilOn: null },
    ]);
    const query = `query ($id: ID!, $validAt: Date, $knownAt: DateTime) { node(id: $id) { ... on Enterprise {
      listEntries(validAt: $validAt, knownAt: $knownAt) { listCode endsOn } } } }`;
    const asOf = async (moment: object) =>
      (await world.data<any>('approver', query, { id: `ent_${id}`, validAt: ENTERED_ON, ...moment })).node
        .listEntries;
    expect(await asOf({})).toEqual([]);
    expect(await asOf({ knownAt })).toEqual([{ listCode: 'SERIOUS_DISHONESTY', endsOn: '2029-07-09' }]);
    expect(await listsOf(creditCode, { validAt: ENTERED_ON })).toEqual([]);
    expect(await listsOf(creditCode, { validAt: ENTERED_ON, knownAt })).toMatchObject([
      { endsOn: '2029-07-09' },
    ]);
    expect(await refused(world, 'regulator', 'revokeListEntry', input)).toEqual([['WRONG_STATE', 'entryId']]);
  });
});

test('An exit leaves what was known before of a suspension that another organ had delivered', async () => {
  const { creditCode, entryId } = await enter();
  await world.owner.query(`update list_entry set suspended_until_on = '2026-07-31' where id = $1`, [
    uuidOf(entryId),
  ]);
  const moment = { validAt: ENTERED_ON, knownAt: await thisMoment() };
  world.today = '2026-08-03';
  const input = { entryId, documentNumber: '示例撤〔2026〕2号', reason: '示例：行政复议撤销' };
  const revoked = await done<any>(world, 'regulator', 'revokeListEntry', input);
  expect(revoked).toMatchObject({ suspendedUntilOn: null });
  expect(await listsOf(creditCode, moment)).toMatchObject([{ suspendedUntilOn: '2026-07-31' }]);
});

describe('An objection to an entry', () => {
  const objection = (againstId: string, changes: Record<string, unknown> = {}) => ({
    ...{ againstId, filedAs: 'SUBJECT', grounds: '示例：事实有误', filedOn: ENTERED_ON },
    ...changes,
  });

  test('ends it at once when another officer than who confirmed it upholds it', async () => {
    const { creditCode, entryId } = await enter();
    const filed = await done<any>(world, second, 'objectToListEntry', objection(entryId));
    expect(await listsOf(creditCode)).toMatchObject([{ objectedOn: ENTERED_ON, repairAppliedOn: null }]);
    const decision = { objectionId: filed.id, outcome: 'UPHELD', reasons: '示例：属实' };
    expect(await refused(world, second, 'decideListObjection', decision)).toEqual([
      ['OWN_DRAFT', 'objectionId'],
    ]);
    await done(world, 'regulator', 'decideListObjection', decision);
    expect((await preview(creditCode)).measures).toEqual([]);
    expect(await announced(creditCode)).toMatchObject([
      { kind: 'EXIT', exitKind: 'OBJECTION', holdsUntilOn: null },
    ]);
  });

  test('is not decided by the officer who has recorded it', async () => {
    const { entryId } = await enter();
    const filed = await done<any>(world, 'regulator', 'objectToListEntry', objection(entryId));
    for (const outcome of ['UPHELD', 'REJECTED']) {
      const decision = { objectionId: filed.id, outcome, reasons: '示例' };
      expect(await refused(world, 'regulator', 'decideListObjection', decision)).toEqual([
        ['OWN_DRAFT', 'objectionId'],
      ]);
    }
  });

  test('leaves it as it is when it is rejected, and is refused before the entry began', async () => {
    const { creditCode, entryId } = await enter();
    expect(await refused(world, second, 'objectToListEntry', objection(entryId, { filedOn: TODAY }))).toEqual(
      [['INVALID_DATE', 'filedOn']],
    );
    const filed = await done<any>(world, second, 'objectToListEntry', objection(entryId));
    const decision = { objectionId: filed.id, outcome: 'REJECTED', reasons: '示例：事实清楚' };
    await done(world, 'regulator', 'decideListObjection', decision);
    expect((await preview(creditCode)).measures).toEqual(['DISHONEST_PROCUREMENT']);
  });
});

describe('What an entry has left open at its end', () => {
  const night = (on: string) => announceListExits({ door: world.product.world.door, on, newId: uuidv7 });
  const objection = (againstId: string, filedOn: string) => ({
    ...{ againstId, filedAs: 'SUBJECT', grounds: '示例：事实有误', filedOn },
  });

  test('is still decided: an objection that is right takes away every day of it, a repair none', async () => {
    const { id, creditCode, entryId } = await enter();
    world.today = '2029-07-08';
    const applied = await done<any>(world, 'regulator', 'applyForListRepair', repair(entryId));
    const filed = await done<any>(world, second, 'objectToListEntry', objection(entryId, world.today));
    world.today = '2029-07-09';
    await night(world.today);
    await done(world, second, 'decideListRepair', { repairId: applied.id, isGranted: true, reasons: '示例' });
    const entry = `query ($id: ID!) { node(id: $id) { ... on ListEntry { endsOn exit { kind } } } }`;
    expect(await world.data('approver', entry, { id: entryId })).toEqual({
      node: { endsOn: '2029-07-09', exit: { kind: 'TERM' } },
    });
    expect(await recordOf(id)).toEqual([{ ended: '2029-07-09', withdrawn: false }]);
    const decision = { objectionId: filed.id, outcome: 'UPHELD', reasons: '示例：属实' };
    await done(world, 'regulator', 'decideListObjection', decision);
    expect(await world.data('approver', entry, { id: entryId })).toEqual({
      node: { endsOn: ENTERED_ON, exit: { kind: 'OBJECTION' } },
    });
    expect(await recordOf(id)).toEqual([{ ended: '2029-07-09', withdrawn: true }]);
    expect(await announced(creditCode)).toMatchObject([{ exitKind: 'OBJECTION' }]);
    expect(await refused(world, second, 'objectToListEntry', objection(entryId, world.today))).toEqual([
      ['WRONG_STATE', 'entryId'],
    ]);
  });

  test('is annulled later: every moment keeps what it knew', async () => {
    const { id, creditCode, entryId } = await enter();
    const entered = await thisMoment();
    world.today = '2027-07-09';
    const { id: repairId } = await done<any>(world, 'regulator', 'applyForListRepair', repair(entryId));
    await done(world, second, 'decideListRepair', { repairId, isGranted: true, reasons: '示例' });
    const repaired = await thisMoment();
    world.today = '2027-08-02';
    const revocation = { entryId, documentNumber: '示例撤3号', reason: '示例：判决撤销' };
    expect(await done<any>(world, 'regulator', 'revokeListEntry', revocation)).toMatchObject({
      exit: { kind: 'REVOCATION', exitedOn: '2027-08-02' },
    });
    expect(await refused(world, 'regulator', 'revokeListEntry', revocation)).toEqual([
      ['WRONG_STATE', 'entryId'],
    ]);
    expect(await recordOf(id)).toEqual([{ ended: '2027-07-09', withdrawn: true }]);
    const query = `query ($id: ID!, $validAt: Date, $knownAt: DateTime) { node(id: $id) { ... on Enterprise {
      listEntries(validAt: $validAt, knownAt: $knownAt) { endsOn } } } }`;
    const asOf = async (validAt: string, knownAt?: string) => {
      const { node } = await world.data<any>('approver', query, { id: `ent_${id}`, validAt, knownAt });
      expect(await listsOf(creditCode, { validAt, knownAt })).toMatchObject(node.listEntries);
      return node.listEntries;
    };
    expect(await asOf(ENTERED_ON)).toEqual([]);
    expect(await asOf('2027-07-08', repaired)).toEqual([{ endsOn: '2027-07-09' }]);
    expect(await asOf('2027-07-09', repaired)).toEqual([]);
    expect(await asOf('2027-07-09', entered)).toEqual([{ endsOn: '2029-07-09' }]);
  });

  test('is closed where the entry ends otherwise', async () => {
    const { entryId } = await enter();
    world.today = '2027-07-09';
    await done(world, 'regulator', 'applyForListRepair', repair(entryId));
    await done(world, second, 'objectToListEntry', objection(entryId, world.today));
    const revocation = { entryId, documentNumber: '示例撤4号', reason: '示例：判决撤销' };
    expect(await done<any>(world, 'regulator', 'revokeListEntry', revocation)).toMatchObject({
      repairs: [{ state: 'CLOSED' }],
      objections: [{ state: 'CLOSED' }],
    });
  });
});

describe('The term of an entry', () => {
  test('ends it by itself, and the night announces it once, ends its record and rates anew', async () => {
    const { id, creditCode, entryId } = await enter();
    const { door } = world.product.world;
    const night = (on: string) => announceListExits({ door, on, newId: uuidv7 });
    const query = `query ($id: ID!) { node(id: $id) { ... on ListEntry { endsOn exit { kind exitedOn } } } }`;
    world.today = '2029-07-08';
    await night(world.today);
    expect(await world.data('approver', query, { id: entryId })).toEqual({
      node: { endsOn: '2029-07-09', exit: null },
    });
    expect(await announced(creditCode)).toHaveLength(1);
    world.today = '2029-07-09';
    expect(await announced(creditCode)).toEqual([]);
    expect((await preview(creditCode)).measures).toEqual([]);
    expect(await world.data('approver', query, { id: entryId })).toEqual({
      node: { endsOn: '2029-07-09', exit: { kind: 'TERM', exitedOn: '2029-07-09' } },
    });
    await night(world.today);
    expect(await night(world.today)).toBe(0);
    expect(await announced(creditCode)).toMatchObject([
      { kind: 'EXIT', exitKind: 'TERM', holdsUntilOn: '2029-07-08', announcedOn: '2029-07-09' },
    ]);
    expect(await recordOf(id)).toEqual([{ ended: '2029-07-09', withdrawn: false }]);
    expect(await classOf(id)).not.toBe('D');
  });
});

describe('A court', () => {
  test('removes from its list by its document, through another officer than who confirmed', async () => {
    const { creditCode, entryId } = await enterDefaulter();
    const input = { entryId, courtDocument: '（2026）示例执恢1号', reason: '示例：已履行完毕' };
    expect(await refused(world, 'clerk', 'recordCourtRemoval', input)).toEqual([['OWN_DRAFT', 'entryId']]);
    expect(await done<any>(world, clerk, 'recordCourtRemoval', input)).toMatchObject({
      exit: { kind: 'COURT', documentNumber: '（2026）示例执恢1号' },
    });
    expect(await announced(creditCode)).toMatchObject([
      { kind: 'EXIT', exitKind: 'COURT', holdsFromOn: ENTERED_ON, holdsUntilOn: null },
    ]);
    expect((await preview(creditCode)).measures).toEqual([]);
    const arrears = await enterArrears();
    expect(await refused(world, clerk, 'recordCourtRemoval', { ...input, entryId: arrears.entryId })).toEqual(
      [['WRONG_STATE', 'entryId']],
    );
  });

  test('suspends the use of an entry, which holds again by itself, or at once on breach', async () => {
    const { creditCode, entryId } = await enterDefaulter();
    const input = {
      entryId,
      untilOn: '2026-10-08',
      courtDocument: '（2026）示例执3号',
      reason: '示例：达成和解',
    };
    expect(await refused(world, clerk, 'suspendListUse', { ...input, untilOn: '2026-10-09' })).toEqual([
      ['RULE_OUT_OF_BOUNDS', 'untilOn'],
    ]);
    expect(await refused(world, clerk, 'suspendListUse', { ...input, untilOn: '2026-07-08' })).toEqual([
      ['DATE_IN_PAST', 'untilOn'],
    ]);
    expect(await refused(world, clerk, 'endSuspension', { entryId, reason: '示例' })).toEqual([
      ['WRONG_STATE', 'entryId'],
    ]);
    await done(world, clerk, 'suspendListUse', input);
    expect((await preview(creditCode)).verdict).toBe('SUSPENDED_USE');
    expect(await refused(world, clerk, 'suspendListUse', input)).toEqual([['WRONG_STATE', 'entryId']]);
    const breach = { entryId, reason: '示例：未按和解履行' };
    expect(await refused(world, clerk, 'endSuspension', breach)).toEqual([['OWN_DRAFT', 'entryId']]);
    expect(await done<any>(world, 'clerk', 'endSuspension', breach)).toMatchObject({
      suspendedUntilOn: null,
      suspensions: [
        { fromOn: ENTERED_ON, untilOn: '2026-10-08', endedOn: ENTERED_ON, endReason: breach.reason },
      ],
    });
    expect((await preview(creditCode)).verdict).toBe('RESTRICTED');
    await done(world, clerk, 'suspendListUse', { ...input, untilOn: '2026-07-10' });
    world.today = '2026-07-11';
    await world.owner.query(`insert into data_delivery (id, source, delivered_on) values ($1, '示例', $2)`, [
      uuidv7(),
      world.today,
    ]);
    expect((await preview(creditCode)).verdict).toBe('RESTRICTED');
  });

  test('suspends no entry for longer by suspending it again, whatever the document', async () => {
    const { entryId } = await enterDefaulter();
    const input = { entryId, courtDocument: '（2026）示例执4号', reason: '示例：达成和解' };
    await done(world, clerk, 'suspendListUse', { ...input, untilOn: '2026-09-08' });
    world.today = '2026-09-09';
    const again = { ...input, courtDocument: '（2026）示例执5号' };
    expect(await refused(world, clerk, 'suspendListUse', { ...again, untilOn: '2026-10-09' })).toEqual([
      ['RULE_OUT_OF_BOUNDS', 'untilOn'],
    ]);
    await done(world, clerk, 'suspendListUse', { ...again, untilOn: '2026-10-08' });
    world.today = '2026-10-09';
    expect(await refused(world, clerk, 'suspendListUse', { ...again, untilOn: world.today })).toEqual([
      ['RULE_OUT_OF_BOUNDS', 'untilOn'],
    ]);
  });

  test('suspends nothing on lists that do not know it', async () => {
    const { entryId } = await enter();
    const input = { entryId, untilOn: '2026-08-01', courtDocument: '示例', reason: '示例' };
    expect(await refused(world, 'regulator', 'suspendListUse', input)).toEqual([['WRONG_STATE', 'entryId']]);
  });
});

describe('An entry', () => {
  test('is not there for acts of offices that do not keep its list, and shows them nothing but what is public', async () => {
    const { entryId } = await enter();
    world.today = '2027-07-09';
    const { id: repairId } = await done<any>(world, 'regulator', 'applyForListRepair', repair(entryId));
    const acts: [string, Record<string, unknown>, string][] = [
      ['applyForListRepair', repair(entryId), 'entryId'],
      ['decideListRepair', { repairId, isGranted: true, reasons: '示例' }, 'repairId'],
      ['revokeListEntry', { entryId, documentNumber: '1', reason: '示例' }, 'entryId'],
      ['recordCourtRemoval', { entryId, courtDocument: '1', reason: '示例' }, 'entryId'],
      ['suspendListUse', { entryId, untilOn: '2027-08-01', courtDocument: '1', reason: '示例' }, 'entryId'],
      ['endSuspension', { entryId, reason: '示例' }, 'entryId'],
    ];
    const elsewhere = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    const beside = await world.addOfficer('risk-standards', ['MARKET_REGULATOR']);
    for (const caller of [clerk, elsewhere, beside])
      for (const [verb, input, field] of acts)
        expect(await refused(world, caller, verb, input)).toEqual([['NOT_FOUND', field]]);
    const query = `query ($id: ID!) { node(id: $id) { ... on ListEntry { listCode repairs { state } objections { state } } } }`;
    const seen = async (caller: Caller) =>
      (await world.data<any>(caller, query, { id: entryId })).node.repairs;
    expect(await seen('approver')).toEqual([]);
    expect(await seen(clerk)).toEqual([]);
    expect(await seen(beside)).toEqual([]);
    expect(await seen('regulator')).toEqual([{ state: 'APPLIED' }]);
    expect(await seen('auditor')).toEqual([{ state: 'APPLIED' }]);
  });

  test('that another organ has delivered ends by a document only through two officers', async () => {
    const deliver = async (listCode: string) => {
      const { id, creditCode } = await world.enterprise();
      const entryId = uuidv7();
      await world.owner.query(
        `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
         values ($1, $2, $3, '示例1号', '示例机关', $4)`,
        [entryId, id, listCode, TODAY],
      );
      return { creditCode, entryId: `len_${entryId}` };
    };
    const removed = await deliver('JUDGMENT_DEFAULTER');
    const removal = {
      entryId: removed.entryId,
      courtDocument: '（2026）示例执恢9号',
      reason: '示例：已履行',
    };
    expect(await done<any>(world, clerk, 'recordCourtRemoval', removal)).toMatchObject({
      exit: null,
      exitRequests: [{ kind: 'COURT', documentNumber: removal.courtDocument, requestedOn: TODAY }],
    });
    expect((await preview(removed.creditCode)).verdict).toBe('RESTRICTED');
    expect(await refused(world, clerk, 'recordCourtRemoval', removal)).toEqual([['OWN_DRAFT', 'entryId']]);
    expect(
      await done<any>(world, 'clerk', 'recordCourtRemoval', { ...removal, courtDocument: '另一文书' }),
    ).toMatchObject({ exit: null });
    expect(await done<any>(world, 'clerk', 'recordCourtRemoval', removal)).toMatchObject({
      exit: { kind: 'COURT' },
    });
    expect((await preview(removed.creditCode)).measures).toEqual([]);
    const revoked = await deliver('SERIOUS_DISHONESTY');
    const revocation = { entryId: revoked.entryId, documentNumber: '示例撤2号', reason: '示例：撤销' };
    expect(await done<any>(world, 'regulator', 'revokeListEntry', revocation)).toMatchObject({ exit: null });
    expect(await done<any>(world, second, 'revokeListEntry', revocation)).toMatchObject({
      exit: { kind: 'REVOCATION' },
    });
  });

  test('is made once, however many confirm it at the same moment', async () => {
    const { id } = await world.enterprise();
    const { id: caseId } = await done(world, 'regulator', 'proposeListEntry', proposal(id));
    await done(world, 'regulator', 'serveListNotice', { caseId, deliveredOn: TODAY, method: 'POST' });
    world.today = ENTERED_ON;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        act(world, second, 'confirmListEntry', { caseId, decisionNumber: `示例${at}` }),
      ),
    );
    expect(answers.filter(({ shown }) => shown !== null)).toHaveLength(1);
    const { rowCount } = await world.owner.query('select from list_entry where subject_id = $1', [id]);
    expect(rowCount).toBe(1);
  });

  test('may follow from an accepted proposal of a random inspection, once', async () => {
    const staff = await addDrawStaff(world);
    const drawn = await drawFrom(world, '6210', { staff });
    await arriveAt(world, drawn, 0);
    await recordResult(world, drawn, { findings: [], resultCodes: ['UNREACHABLE'], note: '示例：人去楼空' });
    const { listProposals } = await world.data<any>(
      'regulator',
      '{ listProposals(first: 1) { nodes { id enterprise { id } } } }',
    );
    const [{ id: listProposalId, enterprise }] = listProposals.nodes;
    const input = proposal(uuidOf(enterprise.id), {
      ...{ listCode: 'ABNORMAL_OPERATION', measureCodes: ['ABNORMAL_PROCUREMENT'], listProposalId },
    });
    expect(await refused(world, 'regulator', 'proposeListEntry', input)).toEqual([
      ['WRONG_STATE', 'listProposalId'],
    ]);
    const { decideListProposal } = await world.data<any>(
      staff.witness,
      'mutation ($input: DecideListProposalInput!) { decideListProposal(input: $input) { userErrors { code } } }',
      {
        input: { idempotencyKey: world.key(), proposalId: listProposalId, isAccepted: true, reason: '示例' },
      },
    );
    expect(decideListProposal.userErrors).toEqual([]);
    const other = { ...input, listCode: 'SERIOUS_DISHONESTY', measureCodes: ['DISHONEST_AWARD'] };
    expect(await refused(world, 'regulator', 'proposeListEntry', other)).toEqual([
      ['NOT_FOUND', 'listProposalId'],
    ]);
    const { id } = await done(world, 'regulator', 'proposeListEntry', input);
    expect(
      await world.data(
        'regulator',
        `query ($id: ID!) { node(id: $id) { ... on ListCase { groundKind proposal { id } } } }`,
        { id },
      ),
    ).toEqual({ node: { groundKind: 'LIST_PROPOSAL', proposal: { id: listProposalId } } });
    expect(await refused(world, 'regulator', 'proposeListEntry', input)).toEqual([
      ['ALREADY_EXISTS', 'subjectId'],
    ]);
  });
});

describe('What the public reads of lists', () => {
  test('comes as a file, too, without facts and without natural persons', async () => {
    const person = { name: '钱示例', citizenNumber: world.citizenNumber() };
    const { creditCode } = await enter('WAGE_ARREARS', {
      measureCodes: ['ARREARS_PROCUREMENT'],
      facts: '示例事实不公开',
      responsiblePersons: [{ role: 'DIRECTLY_RESPONSIBLE', person }],
    });
    const answer = await supertest(world.address)
      .get(
        `/public/list-announcements.csv?creditCode=${creditCode}&listCode=WAGE_ARREARS&from=${TODAY}&to=${ENTERED_ON}`,
      )
      .set({ 'accept-language': 'zh' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^列入,拖欠农民工工资失信联合惩戒对象名单,鹤山市示例商行,/);
    for (const secret of [person.name, person.citizenNumber, '示例事实不公开'])
      expect(answer.text).not.toContain(secret);
    expect(
      (await supertest(world.address).get('/public/list-announcements.csv?from=2026-02-30')).status,
    ).toBe(400);
  });
});

describe('The lists', () => {
  test('are told with their rules and published measures, each with its legal basis', async () => {
    const { creditLists } = await world.data<any>(
      'approver',
      '{ creditLists { code kind notice keptBy objectionWorkingDays termMonths leastMonths leastFrom measures { code legalBasis target isPublic } } }',
    );
    expect(creditLists.find(({ code }: any) => code === 'WAGE_ARREARS')).toMatchObject({
      ...{ kind: 'BLACK', notice: 'PRIOR_NOTICE', keptBy: ['CREDIT_OFFICE'], objectionWorkingDays: 5 },
      ...{ termMonths: 36, leastMonths: 6, leastFrom: 'CORRECTION' },
      measures: expect.arrayContaining([
        expect.objectContaining({
          code: 'ARREARS_MARKET_ENTRY_PERSON',
          target: 'RESPONSIBLE_PERSON',
          isPublic: true,
        }),
      ]),
    });
    for (const { measures } of creditLists)
      for (const { legalBasis } of measures) expect(legalBasis).not.toBe('');
  });
});
