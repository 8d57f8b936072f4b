import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { LISTS } from '../../src/http/list-example.js';
import { act, type CaseShown, done, proposal, refused } from '../support/list-cases.js';
import { type Caller, codesOf, makeWorld, TODAY, type World } from '../support/world.js';

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

/** Five working days after 1 July 2026. */
const LAST_DAY = '2026-07-08';
const AFTER = '2026-07-09';

async function propose(changes: Record<string, unknown> = {}, caller: Caller = 'regulator') {
  const enterprise = await world.enterprise();
  const shown = await done(world, caller, 'proposeListEntry', proposal(enterprise.id, changes));
  return { ...enterprise, caseId: shown.id, shown };
}

async function serve(changes: Record<string, unknown> = {}) {
  const proposed = await propose(changes);
  const told = { caseId: proposed.caseId, deliveredOn: TODAY, method: 'IN_PERSON' };
  const shown = await done(world, 'regulator', 'serveListNotice', told);
  return { ...proposed, shown };
}

const confirm = (caseId: string, caller: Caller = second) =>
  act(world, caller, 'confirmListEntry', { caseId, decisionNumber: '示例列〔2026〕1号' });

const objection = (againstId: string, changes: Record<string, unknown> = {}) => ({
  ...{ againstId, filedAs: 'SUBJECT', grounds: '示例：事实有误', filedOn: TODAY },
  ...changes,
});

async function measuresOf(creditCode: string, field = 'PROCUREMENT'): Promise<string[]> {
  const { previewCredit } = await world.data<any>(
    'approver',
    `query ($creditCode: CreditCode!, $field: String!) {
      previewCredit(creditCode: $creditCode, field: $field) { verdict lists { measures { code } } } }`,
    { creditCode, field },
    { 'x-purpose': '资格审查' },
  );
  return previewCredit.lists.flatMap(({ measures }: any) => measures.map(({ code }: any) => code));
}

describe('An entry on a list', () => {
  test('is proposed, told word for word, and confirmed by another officer when the term to object is over', async () => {
    const proposed = await propose();
    expect(proposed.shown).toMatchObject({ state: 'PROPOSED', nextStep: 'SERVE_NOTICE', entry: null });
    const told = await done(world, 'regulator', 'serveListNotice', {
      ...{ caseId: proposed.caseId, deliveredOn: TODAY, method: 'POST' },
    });
    expect(told).toMatchObject({
      ...{ state: 'NOTICED', nextStep: 'WAIT_FOR_OBJECTIONS', noticedOn: TODAY },
      ...{ objectionUntilOn: LAST_DAY, isProvisional: false },
    });
    for (const words of [
      '多次销售不合格产品',
      '市场监督管理严重违法失信名单管理办法',
      '5 个工作日',
      '36 个月',
    ])
      expect(told.notice).toContain(words);
    expect(await measuresOf(proposed.creditCode)).toEqual([]);
    world.today = AFTER;
    const { shown } = await confirm(proposed.caseId);
    expect(shown).toMatchObject({
      ...{ state: 'CONFIRMED', nextStep: null, decisionNumber: '示例列〔2026〕1号' },
      entry: { enteredOn: AFTER, endsOn: '2029-07-09' },
    });
    expect(await measuresOf(proposed.creditCode)).toEqual(['DISHONEST_PROCUREMENT']);
  });

  test('brings the measures that the notice told of, and no others', async () => {
    const told = await serve({ measureCodes: ['DISHONEST_AWARD'] });
    const all = await serve({ measureCodes: undefined });
    expect(all.shown.notice).toContain('6. ');
    world.today = AFTER;
    await confirm(told.caseId);
    await confirm(all.caseId);
    expect(await measuresOf(told.creditCode)).toEqual([]);
    expect(await measuresOf(all.creditCode)).toEqual(['DISHONEST_PROCUREMENT']);
  });

  test('leaves its record in the credit file, by which the risk class follows, and is announced', async () => {
    const { caseId, id, creditCode } = await serve();
    world.today = AFTER;
    await confirm(caseId);
    const { rows } = await world.owner.query(
      `select type, occurred_on::text, document_number, content from credit_record where subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([
      {
        ...{ type: 'SERIOUS_DISHONESTY', occurred_on: AFTER, document_number: '示例列〔2026〕1号' },
        content: '列入市场监督管理严重违法失信名单',
      },
    ]);
    const { rows: ratings } = await world.owner.query<{ grade_code: string }>(
      `select grade_code from rating where subject_id = $1 and sector = 'enterprise-risk'`,
      [id],
    );
    expect(ratings).toEqual([{ grade_code: 'D' }]);
    const { listAnnouncements } = await world.data<any>(
      null,
      `query ($code: CreditCode!) { listAnnouncements(first: 5, filter: { creditCode: $code }) {
        totalCount nodes { kind listCode holdsFromOn holdsUntilOn documentNumber channel announcedOn exitKind } } }`,
      { code: creditCode },
    );
    expect(listAnnouncements).toEqual({
      totalCount: 1,
      nodes: [
        {
          ...{
            kind: 'ENTRY',
            listCode: 'SERIOUS_DISHONESTY',
            holdsFromOn: AFTER,
            holdsUntilOn: '2029-07-08',
          },
          ...{ documentNumber: '示例列〔2026〕1号', announcedOn: AFTER, exitKind: null },
          channel: 'National Enterprise Credit Information Publicity System',
        },
      ],
    });
  });

  test('is refused without notice, and on every day of the term to object', async () => {
    const before = await world.count('list_entry');
    const { caseId } = await propose();
    world.today = AFTER;
    expect((await confirm(caseId)).userErrors).toMatchObject([
      {
        code: 'WRONG_STATE',
        field: ['input', 'caseId'],
        message: expect.stringContaining('Nobody was told yet'),
      },
    ]);
    world.today = TODAY;
    const told = await serve();
    for (const day of [TODAY, LAST_DAY]) {
      world.today = day;
      expect((await confirm(told.caseId)).userErrors).toMatchObject([
        { code: 'WRONG_STATE', message: expect.stringContaining('term to object has not ended') },
      ]);
    }
    expect(await world.count('list_entry')).toBe(before);
  });

  test('is refused when whoever proposed it confirms it', async () => {
    const { caseId } = await serve();
    world.today = AFTER;
    expect((await confirm(caseId, 'regulator')).userErrors).toMatchObject([{ code: 'OWN_DRAFT' }]);
  });

  test('is not made twice', async () => {
    const { caseId, id } = await serve();
    expect(await refused(world, 'regulator', 'proposeListEntry', proposal(id))).toEqual([
      ['ALREADY_EXISTS', 'subjectId'],
    ]);
    world.today = AFTER;
    await confirm(caseId);
    expect((await confirm(caseId)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await refused(world, 'regulator', 'proposeListEntry', proposal(id))).toEqual([
      ['ALREADY_EXISTS', 'subjectId'],
    ]);
  });

  test('has a provisional term where the holidays of the year are not published yet', async () => {
    world.today = '2026-12-30';
    const proposed = await propose();
    const told = { caseId: proposed.caseId, deliveredOn: '2026-12-30', method: 'ELECTRONIC' };
    const objectionUntilOn = '2027-01-06';
    expect(await done(world, 'regulator', 'serveListNotice', told)).toMatchObject({
      ...{ isProvisional: true, objectionUntilOn },
    });
    world.today = '2027-01-07';
    expect((await confirm(proposed.caseId)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('holidays are not published') },
    ]);
    await world.owner.query(
      `insert into calendar_year (year, holidays, make_up_workdays, source) values (2027, '{2027-01-01,2027-01-04}', '{}', '{}')`,
    );
    try {
      expect((await confirm(proposed.caseId)).userErrors).toMatchObject([
        { code: 'WRONG_STATE', message: expect.stringContaining('term to object has not ended') },
      ]);
      await done(
        world,
        'regulator',
        'objectToListEntry',
        objection(proposed.caseId, { filedOn: '2027-01-07' }),
      );
      const { node } = await world.data<any>(
        'regulator',
        'query ($id: ID!) { node(id: $id) { ... on ListCase { objectionUntilOn isProvisional objections { id } } } }',
        { id: proposed.caseId },
      );
      expect(node).toMatchObject({ objectionUntilOn: '2027-01-08', isProvisional: false });
      const decision = { objectionId: node.objections[0].id, outcome: 'REJECTED', reasons: '示例' };
      await done(world, second, 'decideListObjection', decision);
      world.today = '2027-01-09';
      expect((await confirm(proposed.caseId)).shown).toMatchObject({ state: 'CONFIRMED' });
    } finally {
      await world.owner.query('delete from calendar_year where year = 2027');
    }
  });
});

describe('A proposal', () => {
  test.each([
    ['a list that the office does not keep', { listCode: 'WAGE_ARREARS' }, ['UNKNOWN_CODE', 'listCode']],
    ['an unknown list', { listCode: 'NO_SUCH_LIST' }, ['UNKNOWN_CODE', 'listCode']],
    [
      'a measure of another list',
      { measureCodes: ['DISHONEST_AWARD', 'ARREARS_AWARD'] },
      ['UNKNOWN_CODE', 'measureCodes.1'],
    ],
    [
      'a measure that nobody has published',
      { measureCodes: ['NO_SUCH_MEASURE'] },
      ['UNKNOWN_CODE', 'measureCodes.0'],
    ],
    ['no measure', { measureCodes: [] }, ['MISSING_VALUE', 'measureCodes']],
    ['no legal basis', { legalBasis: ' ' }, ['BURDEN_WITHOUT_BASIS', 'legalBasis']],
    ['no facts', { facts: '' }, ['INVALID_TEXT', 'facts']],
    ['a number of a person in the facts', { facts: '电话 13800000000' }, ['PERSONAL_NUMBER', 'facts']],
    [
      'a court that does not refer to this list',
      { court: { name: '示例法院', documentNumber: '1' } },
      ['WRONG_STATE', 'court'],
    ],
    ['a proposal that is not there', { listProposalId: 'lpr_1' }, ['NOT_FOUND', 'listProposalId']],
  ])('is refused with %s', async (_what, changes, refusal) => {
    const { id } = await world.enterprise();
    expect(await refused(world, 'regulator', 'proposeListEntry', proposal(id, changes))).toEqual([refusal]);
  });

  test('is refused for a list that no published measure follows from', async () => {
    const { id } = await world.enterprise();
    const input = proposal(id, { listCode: 'PROCUREMENT_DISHONESTY', measureCodes: null });
    const end = (on: string | null) =>
      world.owner.query(`update measure set valid_to = $1 where list_code = 'PROCUREMENT_DISHONESTY'`, [on]);
    await end(TODAY);
    expect(await refused(world, clerk, 'proposeListEntry', input)).toEqual([
      ['MISSING_VALUE', 'measureCodes'],
    ]);
    await end(null);
  });

  test('is refused for somebody who is no enterprise of the jurisdiction', async () => {
    const elsewhere = await world.enterprise({ regionCode: '371082' });
    const house = await world.registerHouse();
    for (const subjectId of [`ent_${elsewhere.id}`, house, 'ent_1']) {
      expect(await refused(world, 'regulator', 'proposeListEntry', proposal('', { subjectId }))).toEqual([
        ['NOT_FOUND', 'subjectId'],
      ]);
    }
  });

  test('is for officers of offices that keep lists', async () => {
    const { id } = await world.enterprise();
    const query = `mutation ($input: ProposeListEntryInput!) { proposeListEntry(input: $input) { userErrors { code } } }`;
    const input = { idempotencyKey: world.key(), ...proposal(id) };
    for (const caller of ['approver', 'auditor', 'zhongshan'] as const)
      expect(codesOf(await world.ask(caller, query, { input }))).toEqual(['FORBIDDEN']);
  });
});

describe('A notice', () => {
  test('is refused in the future, before the proposal, and a second time', async () => {
    const { caseId } = await propose();
    const told = (deliveredOn: string) => ({ caseId, deliveredOn, method: 'IN_PERSON' });
    expect(await refused(world, 'regulator', 'serveListNotice', told('2026-07-02'))).toEqual([
      ['DATE_IN_FUTURE', 'deliveredOn'],
    ]);
    expect(await refused(world, 'regulator', 'serveListNotice', told('2026-06-30'))).toEqual([
      ['INVALID_DATE', 'deliveredOn'],
    ]);
    await done(world, 'regulator', 'serveListNotice', told(TODAY));
    expect(await refused(world, 'regulator', 'serveListNotice', told(TODAY))).toEqual([
      ['WRONG_STATE', 'caseId'],
    ]);
    expect(await refused(world, 'regulator', 'beginListPublicity', { caseId })).toEqual([
      ['WRONG_STATE', 'caseId'],
    ]);
  });
});

describe('An objection to a proposed entry', () => {
  test('keeps the entry from being made until another officer has rejected it', async () => {
    const { caseId } = await serve();
    world.today = LAST_DAY;
    const filed = await done<any>(
      world,
      'regulator',
      'objectToListEntry',
      objection(caseId, { filedOn: LAST_DAY }),
    );
    expect(filed).toMatchObject({
      state: 'FILED',
      filedOn: LAST_DAY,
      isOverdue: false,
      decideUntilOn: '2026-08-05',
    });
    world.today = AFTER;
    expect((await confirm(caseId)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('objection is not decided') },
    ]);
    const decision = { objectionId: filed.id, outcome: 'REJECTED', reasons: '示例：事实清楚' };
    expect(await refused(world, 'regulator', 'decideListObjection', decision)).toEqual([
      ['OWN_DRAFT', 'objectionId'],
    ]);
    expect(await done(world, second, 'decideListObjection', decision)).toMatchObject({ state: 'REJECTED' });
    expect(await refused(world, second, 'decideListObjection', decision)).toEqual([
      ['WRONG_STATE', 'objectionId'],
    ]);
    expect((await confirm(caseId)).shown).toMatchObject({ state: 'CONFIRMED' });
  });

  test('ends the case when it is upheld', async () => {
    const { caseId } = await serve();
    const filed = await done<any>(world, 'regulator', 'objectToListEntry', objection(caseId));
    await done(world, 'regulator', 'objectToListEntry', objection(caseId, { filedAs: 'RESPONSIBLE_PERSON' }));
    const decision = { objectionId: filed.id, outcome: 'UPHELD', reasons: '示例：认定有误' };
    await done(world, second, 'decideListObjection', decision);
    const { node } = await world.data<any>('regulator', caseQuery, { id: caseId });
    expect(node).toMatchObject({ state: 'DROPPED', nextStep: null, reason: '示例：认定有误' });
    expect(node.objections.map(({ state }: any) => state)).toEqual(['UPHELD', 'CLOSED']);
    world.today = AFTER;
    expect((await confirm(caseId)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('is refused before the notice, after its term, from the public, and twice from the same', async () => {
    const proposed = await propose();
    expect(await refused(world, 'regulator', 'objectToListEntry', objection(proposed.caseId))).toEqual([
      ['WRONG_STATE', 'filedOn'],
    ]);
    const { caseId } = await serve();
    const object = (changes: Record<string, unknown>) =>
      refused(world, 'regulator', 'objectToListEntry', objection(caseId, changes));
    expect(await object({ filedAs: 'PUBLIC' })).toEqual([['WRONG_STATE', 'filedAs']]);
    expect(await object({ filedOn: '2026-06-30' })).toEqual([['INVALID_DATE', 'filedOn']]);
    expect(await object({ filedOn: '2026-07-02' })).toEqual([['DATE_IN_FUTURE', 'filedOn']]);
    expect(await object({ grounds: '证件 440784190001010006' })).toEqual([['PERSONAL_NUMBER', 'grounds']]);
    await done(world, 'regulator', 'objectToListEntry', objection(caseId));
    expect(await object({})).toEqual([['ALREADY_EXISTS', 'filedAs']]);
    world.today = AFTER;
    expect(await object({ filedAs: 'RESPONSIBLE_PERSON', filedOn: AFTER })).toEqual([
      ['WRONG_STATE', 'filedOn'],
    ]);
  });
});

const caseQuery = `query ($id: ID!) { node(id: $id) { ... on ListCase {
  state nextStep reason groundKind courtName courtDocument organName measureCodes
  proposal { id } subject { id }
  objections { state } responsiblePersons { role person { name phone citizenNumber masked } } } } }`;

describe('A case', () => {
  test('can be dropped, with a reason, and then leads nowhere', async () => {
    const { caseId } = await serve();
    expect(await refused(world, 'regulator', 'dropListCase', { caseId, reason: ' ' })).toEqual([
      ['REASON_REQUIRED', 'reason'],
    ]);
    expect(
      await done(world, 'regulator', 'dropListCase', { caseId, reason: '示例：证据不足' }),
    ).toMatchObject({
      state: 'DROPPED',
      reason: '示例：证据不足',
    });
    expect(await refused(world, 'regulator', 'dropListCase', { caseId, reason: '再次' })).toEqual([
      ['WRONG_STATE', 'caseId'],
    ]);
  });

  test('of another office is not there, whatever is done with it', async () => {
    const { caseId } = await serve();
    const other = await world.addOfficer('other-market', ['MARKET_REGULATOR']);
    for (const caller of [other, 'clerk' as const]) {
      expect(await world.data(caller, caseQuery, { id: caseId })).toEqual({ node: null });
      const acts: [string, Record<string, unknown>][] = [
        ['serveListNotice', { caseId, deliveredOn: TODAY, method: 'POST' }],
        ['confirmListEntry', { caseId, decisionNumber: '1' }],
        ['dropListCase', { caseId, reason: '示例' }],
        ['objectToListEntry', objection(caseId)],
      ];
      for (const [verb, input] of acts)
        expect(await refused(world, caller, verb, input)).toEqual([['NOT_FOUND', 'caseId']]);
    }
    expect(await world.data<any>('auditor', caseQuery, { id: caseId })).toMatchObject({
      node: { state: 'NOTICED' },
    });
    expect(await world.data('approver', caseQuery, { id: caseId })).toEqual({ node: null });
  });

  test('is listed for its office and for oversight, by state and list, and with its subject', async () => {
    const office = await world.addOfficer('risk-standards', ['MARKET_REGULATOR']);
    const { id } = await propose({}, office);
    const query = `query ($filter: ListCaseFilter) { listCases(first: 10, filter: $filter) { totalCount nodes { state listCode list } } }`;
    const count = async (caller: Caller, filter: object) =>
      (await world.data<any>(caller, query, { filter })).listCases.totalCount;
    expect(await world.data(office, query)).toEqual({
      listCases: {
        totalCount: 1,
        nodes: [
          {
            state: 'PROPOSED',
            listCode: 'SERIOUS_DISHONESTY',
            list: 'Seriously dishonest in market regulation',
          },
        ],
      },
    });
    expect(await count(office, { state: 'NOTICED' })).toBe(0);
    expect(await count(office, { listCode: 'ABNORMAL_OPERATION' })).toBe(0);
    expect(await count('clerk', {})).toBe(0);
    expect(await count('auditor', {})).toBe(await world.count('list_case'));
    const subject = `query ($id: ID!) { node(id: $id) { ... on Enterprise { listCases { state } } } }`;
    const casesOf = async (caller: Caller) =>
      (await world.data<any>(caller, subject, { id: `ent_${id}` })).node.listCases;
    expect(await casesOf(office)).toEqual([{ state: 'PROPOSED' }]);
    expect(await casesOf('regulator')).toEqual([]);
    expect(codesOf(await world.ask('approver', subject, { id: `ent_${id}` }))).toEqual(['FORBIDDEN']);
  });

  test('records responsible persons with the entity: masked, shown in clear for a purpose, and then logged', async () => {
    const { id } = await world.enterprise();
    const citizenNumber = world.citizenNumber();
    const person = { name: '赵示例', phone: '10000000002', citizenNumber };
    const responsiblePersons = [{ role: 'LEGAL_REPRESENTATIVE', person }];
    const input = proposal(id, {
      ...{ listCode: 'WAGE_ARREARS', measureCodes: ['ARREARS_AWARD', 'ARREARS_MARKET_ENTRY_PERSON'] },
      responsiblePersons,
    });
    const twice = [...responsiblePersons, { role: 'DIRECTLY_RESPONSIBLE', person }];
    expect(await refused(world, clerk, 'proposeListEntry', { ...input, responsiblePersons: twice })).toEqual([
      ['ALREADY_EXISTS', 'responsiblePersons'],
    ]);
    const wrong = [{ role: 'LEGAL_REPRESENTATIVE', person: { ...person, citizenNumber: '1' } }];
    expect(await refused(world, clerk, 'proposeListEntry', { ...input, responsiblePersons: wrong })).toEqual([
      ['INVALID_CITIZEN_NUMBER', 'responsiblePersons.0.person.citizenNumber'],
    ]);
    const { id: caseId } = await done(world, clerk, 'proposeListEntry', input);
    const shown = async (headers = {}) =>
      (await world.data<any>(clerk, caseQuery, { id: caseId }, headers)).node.responsiblePersons;
    expect(await shown()).toMatchObject([
      { role: 'LEGAL_REPRESENTATIVE', person: { name: '赵**', phone: '100****0002', masked: true } },
    ]);
    const before = await world.count('access_log');
    const [{ person: clear }] = await shown({ 'x-purpose': '列入名单告知' });
    expect(clear).toMatchObject({ name: '赵示例', masked: false });
    expect(clear.citizenNumber).not.toBe(citizenNumber);
    expect(await world.count('access_log')).toBe(before + 1);
  });
});

describe('A case of a court', () => {
  const referral = { name: '示例人民法院', documentNumber: '（2026）示例执1号' };
  const input = (id: string, changes: Record<string, unknown> = {}) =>
    proposal(id, {
      listCode: 'JUDGMENT_DEFAULTER',
      measureCodes: ['DEFAULTER_NO_PROCUREMENT'],
      court: referral,
      ...changes,
    });

  test('needs its document and a second officer, and no notice of ours', async () => {
    const { id, creditCode } = await world.enterprise();
    expect(await refused(world, clerk, 'proposeListEntry', input(id, { court: null }))).toEqual([
      ['MISSING_VALUE', 'court'],
    ]);
    const proposed = await done(world, clerk, 'proposeListEntry', input(id));
    expect(proposed).toMatchObject({ state: 'PROPOSED', nextStep: 'CONFIRM' });
    const told = { caseId: proposed.id, deliveredOn: TODAY, method: 'POST' };
    expect(await refused(world, clerk, 'serveListNotice', told)).toEqual([['WRONG_STATE', 'caseId']]);
    expect((await confirm(proposed.id, clerk)).userErrors).toMatchObject([{ code: 'OWN_DRAFT' }]);
    expect((await confirm(proposed.id, 'clerk')).shown).toMatchObject({ state: 'CONFIRMED' });
    expect(await world.data<any>(clerk, caseQuery, { id: proposed.id })).toMatchObject({
      node: {
        groundKind: 'COURT_REFERRAL',
        courtName: referral.name,
        courtDocument: referral.documentNumber,
        organName: referral.name,
      },
    });
    expect(await measuresOf(creditCode)).toEqual(['DEFAULTER_NO_PROCUREMENT']);
  });
});

describe('A red list', () => {
  const input = (id: string) =>
    proposal(id, { listCode: 'HONEST_EXEMPLAR', measureCodes: ['EXEMPLAR_SUBSIDY'] });

  async function publish(): Promise<{ creditCode: string; shown: CaseShown }> {
    const { id, creditCode } = await world.enterprise();
    const { id: caseId } = await done(world, clerk, 'proposeListEntry', input(id));
    return { creditCode, shown: await done(world, clerk, 'beginListPublicity', { caseId }) };
  }

  const announced = async (creditCode: string) =>
    (
      await world.data<any>(
        null,
        `query ($code: CreditCode!) { listAnnouncements(first: 5, filter: { creditCode: $code }) { nodes { kind holdsUntilOn } } }`,
        { code: creditCode },
      )
    ).listAnnouncements.nodes;

  test('is published first, heard, and then confirmed', async () => {
    const { id } = await world.enterprise();
    const proposed = await done(world, clerk, 'proposeListEntry', input(id));
    expect(proposed.nextStep).toBe('PUBLISH');
    const told = { caseId: proposed.id, deliveredOn: TODAY, method: 'POST' };
    expect(await refused(world, clerk, 'serveListNotice', told)).toEqual([['WRONG_STATE', 'caseId']]);
    const { creditCode, shown } = await publish();
    expect(shown).toMatchObject({
      state: 'NOTICED',
      objectionUntilOn: '2026-07-15',
      nextStep: 'WAIT_FOR_OBJECTIONS',
    });
    expect(await announced(creditCode)).toEqual([{ kind: 'PUBLICITY', holdsUntilOn: '2026-07-15' }]);
    world.today = '2026-07-16';
    expect((await confirm(shown.id, 'clerk')).shown).toMatchObject({
      entry: { enteredOn: '2026-07-16', endsOn: '2028-07-16' },
    });
    expect(await measuresOf(creditCode, 'SUBSIDY')).toEqual(['EXEMPLAR_SUBSIDY']);
    expect(await announced(creditCode)).toEqual([{ kind: 'ENTRY', holdsUntilOn: '2028-07-15' }]);
  });

  test('takes nobody who stands on a black list, not even one that he came on meanwhile', async () => {
    const { id } = await world.enterprise();
    const enterBlack = (subjectId: string) =>
      world.owner.query(
        `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
         values (gen_random_uuid(), $1, 'WORK_SAFETY', '示例1号', '示例机关', $2)`,
        [subjectId, TODAY],
      );
    await enterBlack(id);
    expect(await refused(world, clerk, 'proposeListEntry', input(id))).toEqual([
      ['WRONG_STATE', 'subjectId'],
    ]);
    const { creditCode, shown } = await publish();
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from subject where credit_code = $1',
      [creditCode],
    );
    await enterBlack(rows[0]?.id ?? '');
    world.today = '2026-07-16';
    expect((await confirm(shown.id, 'clerk')).userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'caseId'] },
    ]);
  });

  test('hears anybody, any number of them, and takes back what it has published when one is right', async () => {
    const { creditCode, shown } = await publish();
    const first = await done<any>(
      world,
      clerk,
      'objectToListEntry',
      objection(shown.id, { filedAs: 'PUBLIC' }),
    );
    await done(
      world,
      clerk,
      'objectToListEntry',
      objection(shown.id, { filedAs: 'PUBLIC', grounds: '示例：另一意见' }),
    );
    const decision = { objectionId: first.id, outcome: 'UPHELD', reasons: '示例：属实' };
    await done(world, 'clerk', 'decideListObjection', decision);
    expect((await announced(creditCode)).map(({ kind }: any) => kind)).toEqual(['PUBLICITY_ENDED']);
  });
});

describe('The worked example of lists', () => {
  test('asks for nothing that is not there, and what it asks first is answered', async () => {
    const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
    expect(validate(schema, parse(LISTS.query))).toEqual([]);
    const [first = ''] = LISTS.query.split('# 2.');
    const data = await world.data<any>('regulator', first);
    expect(data.creditLists.length).toBeGreaterThan(0);
    expect(data.listCases.nodes.length).toBeGreaterThan(0);
  });
});
