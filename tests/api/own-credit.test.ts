import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import {
  codesOf,
  type ExtraOfficer,
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

const REPRESENTATIVE =
  'id creditCode personName citizenNumber role documentNumber fromOn untilOn endedOn officeName registeredBy registeredAt';
const REGISTER = `mutation ($input: RegisterRepresentativeInput!) {
  registerRepresentative(input: $input) { replayed userErrors { code field } representative { ${REPRESENTATIVE} } } }`;
const END = `mutation ($input: EndRepresentativeInput!) {
  endRepresentative(input: $input) { userErrors { code field } representative { ${REPRESENTATIVE} } } }`;
const ANSWER = `creditCode subjectName field verdict reasonCode dataOn validAt knownAt rules { rule version }
  lists { listCode measures { code legalBasis } } records { type } breachedCommitments { type }`;
const OWN = `query ($creditCode: CreditCode!, $field: String!, $validAt: Date) {
  ownCredit(creditCode: $creditCode, field: $field, validAt: $validAt) { ${ANSWER} } }`;
const OWN_CHECKS = `query ($creditCode: CreditCode!) { ownChecks(creditCode: $creditCode, first: 10) {
  totalCount nodes { officeName checkedAt field purpose verdict reasonCode reason } } }`;
const OWN_ENTERPRISES = '{ ownEnterprises { creditCode name role fromOn untilOn } }';

interface Representative {
  readonly id: string;
  readonly endedOn: string | null;
}

interface Act {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly representative: Representative | null;
}

function registration(creditCode: string, changes: Record<string, unknown> = {}) {
  return {
    idempotencyKey: world.key(),
    creditCode,
    person: { name: '陈示例', citizenNumber: world.citizenNumber() },
    role: 'LEGAL_REPRESENTATIVE',
    documentNumber: '示例执照〔2026〕1号',
    fromOn: TODAY,
    ...changes,
  };
}

async function register(
  creditCode: string,
  changes: Record<string, unknown> = {},
  officer: OfficerName = 'clerk',
): Promise<Act> {
  const variables = { input: registration(creditCode, changes) };
  return (await world.data<{ registerRepresentative: Act }>(officer, REGISTER, variables))
    .registerRepresentative;
}

async function end(representativeId: string, endedOn: string, officer: OfficerName = 'clerk'): Promise<Act> {
  const variables = { input: { idempotencyKey: world.key(), representativeId, endedOn } };
  return (await world.data<{ endRepresentative: Act }>(officer, END, variables)).endRepresentative;
}

/** The account of whoever was registered last. */
async function accountOf({ representative }: Act): Promise<ExtraOfficer> {
  const account = await world.addOfficer('credit', ['RESIDENT']);
  await world.owner.query(
    'update officer set person_id = (select person_id from representative where id = $2) where id = $1',
    [account.officerId, uuidOf(representative?.id ?? '')],
  );
  return account;
}

/** An enterprise with somebody who represents it. */
async function represented(changes: Record<string, unknown> = {}) {
  const enterprise = await world.enterprise({ name: '鹤山市示例制造厂' });
  const act = await register(enterprise.creditCode, changes);
  if (act.representative === null) throw new Error(JSON.stringify(act.userErrors));
  return { ...enterprise, account: await accountOf(act), representativeId: act.representative.id };
}

const ask = (caller: ExtraOfficer, creditCode: string, field = 'SUBSIDY', validAt: string | null = null) =>
  world.ask<{ ownCredit: any }>(caller, OWN, { creditCode, field, validAt });

async function enter(subjectId: string, listCode: string, validFrom = '2026-01-01'): Promise<void> {
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
     values ($1, $2, $3, '示例决字〔2026〕1号', '示例机关', $4)`,
    [uuidv7(), subjectId, listCode, validFrom],
  );
}

describe('A representative', () => {
  test('is registered at the counter and always shown masked', async () => {
    const { creditCode } = await world.enterprise();
    const act = await register(creditCode, { untilOn: '2026-12-31', role: 'AGENT' });
    expect(act).toEqual({
      replayed: false,
      userErrors: [],
      representative: {
        id: expect.stringMatching(/^rep_/),
        creditCode,
        personName: '陈**',
        citizenNumber: expect.stringMatching(/^4\*{16}.$/),
        role: 'AGENT',
        documentNumber: '示例执照〔2026〕1号',
        fromOn: TODAY,
        untilOn: '2026-12-31',
        endedOn: null,
        officeName: '示例机构 credit',
        registeredBy: expect.stringMatching(/./),
        registeredAt: expect.any(String),
      },
    });
    const { representatives } = await world.data<{ representatives: any }>(
      'clerk',
      `query ($creditCode: CreditCode!) { representatives(creditCode: $creditCode, first: 5) { totalCount nodes { ${REPRESENTATIVE} } } }`,
      { creditCode },
    );
    expect(representatives).toEqual({ totalCount: 1, nodes: [act.representative] });
  });

  test('is in the audit with the enterprise and the person, and under the same key is registered once', async () => {
    const { id, creditCode } = await world.enterprise();
    const input = registration(creditCode);
    const send = () => world.data<{ registerRepresentative: Act }>('clerk', REGISTER, { input });
    const first = (await send()).registerRepresentative;
    const before = await world.countAll();
    expect((await send()).registerRepresentative).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
    const { rows } = await world.owner.query<{ verb: string; people: number }>(
      'select verb, cardinality(subject_ids) as people from audit_entry where $1 = any(subject_ids)',
      [id],
    );
    expect(rows).toEqual([{ verb: 'registerRepresentative', people: 2 }]);
  });

  test.each<[string, Record<string, unknown>, string, readonly string[]]>([
    ['from a day to come', { fromOn: '2026-07-02' }, 'DATE_IN_FUTURE', ['fromOn']],
    [
      'whose paper ends before it begins',
      { fromOn: '2026-06-01', untilOn: '2026-05-31' },
      'INVALID_DATE',
      ['untilOn'],
    ],
    ['whose paper has ended', { fromOn: '2026-06-01', untilOn: '2026-06-30' }, 'DATE_IN_PAST', ['untilOn']],
    ['without a paper', { documentNumber: ' ' }, 'INVALID_TEXT', ['documentNumber']],
    [
      'whose citizen number is none',
      { person: { name: '陈示例', citizenNumber: '440784190001010000' } },
      'INVALID_CITIZEN_NUMBER',
      ['person', 'citizenNumber'],
    ],
  ])('%s is refused', async (_what, changes, code, field) => {
    const { creditCode } = await world.enterprise();
    const before = await world.countAll();
    expect(await register(creditCode, changes)).toEqual({
      replayed: false,
      userErrors: [{ code, field: ['input', ...field] }],
      representative: null,
    });
    expect(await world.countAll()).toEqual(before);
  });

  test('of an enterprise elsewhere is refused like one of an enterprise that does not exist', async () => {
    const elsewhere = await world.enterprise({ regionCode: '371082' });
    const refused = [{ code: 'NOT_FOUND', field: ['input', 'creditCode'] }];
    expect((await register(elsewhere.creditCode)).userErrors).toEqual(refused);
    expect((await register(world.creditCode())).userErrors).toEqual(refused);
    const list =
      'query ($creditCode: CreditCode!) { representatives(creditCode: $creditCode, first: 1) { totalCount } }';
    for (const creditCode of [elsewhere.creditCode, world.creditCode()])
      expect(codesOf(await world.ask('clerk', list, { creditCode }))).toEqual(['NOT_FOUND']);
  });

  test('is registered anew only after the former time was ended', async () => {
    const { creditCode } = await world.enterprise();
    const person = { name: '陈示例', citizenNumber: world.citizenNumber() };
    const first = await register(creditCode, { person });
    expect((await register(creditCode, { person })).userErrors).toEqual([
      { code: 'ALREADY_EXISTS', field: ['input', 'person'] },
    ]);
    const ended = await end(first.representative?.id ?? '', TODAY);
    expect(ended.representative?.endedOn).toBe(TODAY);
    expect((await register(creditCode, { person })).userErrors).toEqual([]);
  });

  test('is registered anew by a new paper when the former one has run out, which ends then', async () => {
    const { creditCode } = await world.enterprise();
    const person = { name: '陈示例', citizenNumber: world.citizenNumber() };
    const first = await register(creditCode, { person, untilOn: '2026-07-05' });
    world.today = '2026-07-05';
    expect((await register(creditCode, { person })).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
    world.today = '2026-07-09';
    expect(await register(creditCode, { person, fromOn: '2026-07-09' })).toMatchObject({ userErrors: [] });
    world.today = TODAY;
    const { rows } = await world.owner.query<object>(
      'select ended_on::text as ended, ended_by as by from representative where id = $1',
      [uuidOf(first.representative?.id ?? '')],
    );
    expect(rows).toEqual([{ ended: '2026-07-06', by: world.officerIds.clerk }]);
  });

  test('of a law firm is registered like one of any enterprise', async () => {
    const { id, creditCode } = await world.enterprise();
    await world.owner.query(`update subject set kind = 'LAW_FIRM' where id = $1`, [id]);
    await world.owner.query(`update enterprise set category = 'LAW_FIRM' where id = $1`, [id]);
    const act = await register(creditCode);
    expect(act.userErrors).toEqual([]);
    expect((await ask(await accountOf(act), creditCode)).data.ownCredit).toMatchObject({ verdict: 'CLEAR' });
  });

  test('is registered by the credit office only: whoever asks about an enterprise lets nobody in', async () => {
    const { creditCode } = await world.enterprise();
    const refused = await world.ask('approver', REGISTER, { input: registration(creditCode) });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
  });

  test('is ended once, not before it began and not from a day to come', async () => {
    const { representativeId } = await represented({ fromOn: '2026-06-01' });
    const at = (code: string, field: string) => [{ code, field: ['input', field] }];
    expect((await end(representativeId, '2026-07-02')).userErrors).toEqual(at('DATE_IN_FUTURE', 'endedOn'));
    expect((await end(representativeId, '2026-05-31')).userErrors).toEqual(at('INVALID_DATE', 'endedOn'));
    expect((await end(`rep_${uuidv7()}`, TODAY)).userErrors).toEqual(at('NOT_FOUND', 'representativeId'));
    expect((await end(representativeId, TODAY)).userErrors).toEqual([]);
    expect((await end(representativeId, TODAY)).userErrors).toEqual(at('WRONG_STATE', 'representativeId'));
  });
});

describe('Whoever represents an enterprise', () => {
  test('sees what an office would be answered, with lists, measures and rules', async () => {
    const { id, creditCode, account } = await represented();
    await enter(id, 'WAGE_ARREARS');
    await world.record(id, 'COMMITMENT_BREACHED');
    const own = await ask(account, creditCode);
    expect(own.errors).toBeUndefined();
    expect(own.data.ownCredit).toMatchObject({ subjectName: '鹤山市示例制造厂', verdict: 'RESTRICTED' });
    const preview = await world.data<{ previewCredit: any }>(
      'approver',
      `query ($creditCode: CreditCode!) { previewCredit(creditCode: $creditCode, field: "SUBSIDY") { ${ANSWER} } }`,
      { creditCode },
      { 'x-purpose': '示例用途' },
    );
    expect(own.data.ownCredit).toEqual(preview.previewCredit);
  });

  test('asks in every approval field, and in none that does not exist', async () => {
    const { creditCode, account } = await represented();
    const { approvalFields } = await world.data<{ approvalFields: { code: string }[] }>(
      account,
      '{ approvalFields { code } }',
    );
    expect(approvalFields).toHaveLength(10);
    for (const { code } of approvalFields)
      expect((await ask(account, creditCode, code)).data.ownCredit).toMatchObject({ field: code });
    const answer = await ask(account, creditCode, 'NO_SUCH_FIELD');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNKNOWN_CODE', field: ['field'] } }]);
  });

  test('may ask as of a day, and not as of a day to come', async () => {
    const { id, creditCode, account } = await represented();
    await enter(id, 'WAGE_ARREARS', '2026-06-15');
    const verdictOn = async (day: string) => (await ask(account, creditCode, 'SUBSIDY', day)).data.ownCredit;
    expect(await verdictOn(TODAY)).toMatchObject({ verdict: 'RESTRICTED', validAt: TODAY });
    expect(await verdictOn('2026-06-14')).toMatchObject({ lists: [], validAt: '2026-06-14' });
    expect(codesOf(await ask(account, creditCode, 'SUBSIDY', '2026-07-02'))).toEqual(['DATE_IN_FUTURE']);
  });

  test('leaves an entry in the access log and no check', async () => {
    const { id, creditCode, account } = await represented();
    const [checks, looks] = [await world.count('credit_check'), await world.count('access_log')];
    await ask(account, creditCode);
    expect(await world.count('credit_check')).toBe(checks);
    expect(await world.count('access_log')).toBe(looks + 1);
    const { rows } = await world.owner.query<object>(
      'select officer_id, query, purpose, subject_ids from access_log order by id desc limit 1',
    );
    expect(rows).toEqual([
      { officer_id: account.officerId, query: 'ownCredit', purpose: '本人查询', subject_ids: [id] },
    ]);
  });

  test('sees who asked about the enterprise and for what, but neither officers nor other enterprises', async () => {
    const { creditCode, account } = await represented();
    const other = await world.enterprise();
    for (const code of [creditCode, other.creditCode]) {
      await world.data(
        'approver',
        'mutation ($input: CheckCreditInput!) { checkCredit(input: $input) { check { id } } }',
        {
          input: {
            idempotencyKey: world.key(),
            creditCode: code,
            field: 'PROCUREMENT',
            matter: 'HS-1',
            purpose: '政府采购资格审查',
          },
        },
      );
    }
    const { ownChecks } = await world.data<{ ownChecks: any }>(account, OWN_CHECKS, { creditCode });
    expect(ownChecks).toEqual({
      totalCount: 1,
      nodes: [
        {
          officeName: '示例机构 approval',
          checkedAt: '2026-07-01T04:00:00.000Z',
          field: 'PROCUREMENT',
          purpose: '政府采购资格审查',
          verdict: 'CLEAR',
          reasonCode: 'NOTHING_ADVERSE',
          reason: 'Nothing adverse.',
        },
      ],
    });
  });

  test('sees whom an office has let in in the name of the enterprise, masked, and leaves an entry in the access log', async () => {
    const { id, creditCode, account } = await represented();
    await register(creditCode, {
      person: { name: '李示例', citizenNumber: world.citizenNumber() },
      role: 'AGENT',
    });
    const looks = await world.count('access_log');
    const OWN_REPRESENTATIVES = `query ($creditCode: CreditCode!) {
      ownRepresentatives(creditCode: $creditCode, first: 10) { totalCount nodes { personName role officeName registeredBy } } }`;
    expect(await world.data(account, OWN_REPRESENTATIVES, { creditCode })).toEqual({
      ownRepresentatives: {
        totalCount: 2,
        nodes: [
          { personName: '李**', role: 'AGENT', officeName: '示例机构 credit', registeredBy: null },
          {
            personName: '陈**',
            role: 'LEGAL_REPRESENTATIVE',
            officeName: '示例机构 credit',
            registeredBy: null,
          },
        ],
      },
    });
    expect(await world.count('access_log')).toBe(looks + 1);
    const { rows } = await world.owner.query<object>(
      'select query, subject_ids from access_log order by id desc limit 1',
    );
    expect(rows).toEqual([{ query: 'ownRepresentatives', subject_ids: [id] }]);
    const other = await world.enterprise();
    expect(codesOf(await world.ask(account, OWN_REPRESENTATIVES, { creditCode: other.creditCode }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('is told which enterprises these are', async () => {
    const { creditCode, account } = await represented({ role: 'AGENT', untilOn: '2026-12-31' });
    expect(await world.data(account, OWN_ENTERPRISES)).toEqual({
      ownEnterprises: [
        { creditCode, name: '鹤山市示例制造厂', role: 'AGENT', fromOn: TODAY, untilOn: '2026-12-31' },
      ],
    });
  });

  test('finds no enterprise of somebody else, exactly like one that does not exist', async () => {
    const { account } = await represented();
    const other = await world.enterprise();
    const nobody = world.creditCode();
    const without = ({ errors }: { errors: unknown }) => errors;
    for (const field of ['SUBSIDY', 'NO_SUCH_FIELD'])
      expect(without(await ask(account, other.creditCode, field))).toEqual(
        without(await ask(account, nobody, field)),
      );
    expect(codesOf(await ask(account, other.creditCode))).toEqual(['NOT_FOUND']);
    expect(codesOf(await world.ask(account, OWN_CHECKS, { creditCode: other.creditCode }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('sees nothing any more from the day on which it was ended, or after the paper ends', async () => {
    const ended = await represented({ fromOn: '2026-06-01' });
    expect(codesOf(await ask(ended.account, ended.creditCode))).toEqual([]);
    await end(ended.representativeId, TODAY);
    expect(codesOf(await ask(ended.account, ended.creditCode))).toEqual(['NOT_FOUND']);
    expect(await world.data(ended.account, OWN_ENTERPRISES)).toEqual({ ownEnterprises: [] });
    const lapsing = await represented({ untilOn: '2026-07-05' });
    world.today = '2026-07-05';
    expect(codesOf(await ask(lapsing.account, lapsing.creditCode))).toEqual([]);
    world.today = '2026-07-06';
    expect(codesOf(await ask(lapsing.account, lapsing.creditCode))).toEqual(['NOT_FOUND']);
    world.today = TODAY;
  });

  test('cannot ask as an office does', async () => {
    const { creditCode, account } = await represented();
    const asked = await world.ask(
      account,
      'query ($creditCode: CreditCode!) { previewCredit(creditCode: $creditCode, field: "SUBSIDY") { verdict } }',
      { creditCode },
      { 'x-purpose': '示例用途' },
    );
    expect(codesOf(asked)).toEqual(['FORBIDDEN']);
  });
});
