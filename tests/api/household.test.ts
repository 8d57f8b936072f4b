import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codesOf,
  makeWorld,
  type OfficerName,
  OTHER_VILLAGE,
  TODAY,
  type UserError,
  uuidOf,
  type World,
  YUETANG,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Member {
  readonly id: string;
  readonly name: string;
  readonly masked: boolean;
}
interface Effect {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly household: {
    readonly id: string;
    readonly registerCode: string;
    readonly members: readonly Member[];
  } | null;
  readonly changedRatings?: readonly Record<string, unknown>[];
}

const HOUSEHOLD = 'household { id registerCode regionCode status members { id name phone masked } }';
const EFFECT = `replayed userErrors { code field message } ${HOUSEHOLD}`;
const CHANGED = 'changedRatings { subjectId sector gradeBefore gradeAfter }';
const MUTATIONS = {
  registerHousehold: `mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { ${EFFECT} } }`,
  addHouseholdMember: `mutation ($input: AddHouseholdMemberInput!) { addHouseholdMember(input: $input) { ${EFFECT} ${CHANGED} } }`,
  endHouseholdMembership: `mutation ($input: EndHouseholdMembershipInput!) { endHouseholdMembership(input: $input) { ${EFFECT} ${CHANGED} } }`,
} as const;
type Verb = keyof typeof MUTATIONS;

async function act(verb: Verb, input: Record<string, unknown>): Promise<Effect> {
  const answer = await world.data<Record<Verb, Effect>>('clerk', MUTATIONS[verb], {
    input: { idempotencyKey: world.key(), ...input },
  });
  return answer[verb];
}

/** What an act was refused for; it must have left nothing behind. */
async function refusalsOf(verb: Verb, input: Record<string, unknown>) {
  const before = await world.countAll();
  const { userErrors, household } = await act(verb, input);
  expect(household).toBeNull();
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
}

const someone = (name = '陈示例') => ({ name, phone: '10000000001', citizenNumber: world.citizenNumber() });

const registration = (changes: Record<string, unknown> = {}) => ({
  registerCode: `HH-${world.key().toUpperCase()}`,
  regionCode: YUETANG,
  members: [someone()],
  ...changes,
});

async function registered(changes: Record<string, unknown> = {}) {
  const { household, userErrors } = await act('registerHousehold', registration(changes));
  if (household === null) throw new Error(JSON.stringify(userErrors));
  return household;
}

async function scoreOf(householdId: string): Promise<number | null> {
  const { rows } = await world.owner.query<{ score: number }>(
    `select score_hundredths as score from rating where subject_id = $1 and sector = 'nanhuang-household'`,
    [uuidOf(householdId)],
  );
  return rows[0]?.score ?? null;
}

/** 5.00 points of the last quarter for a member of a household. */
async function mediated(personId: string): Promise<void> {
  await world.data(
    'clerk',
    'mutation ($input: AddRecordInput!) { addRecord(input: $input) { userErrors { code } } }',
    {
      input: {
        idempotencyKey: world.key(),
        subjectId: personId,
        type: 'NANHUANG_MEDIATION',
        occurredOn: '2026-05-01',
      },
    },
  );
}

/** Since last year, so that they were members when the last quarter was settled. */
async function longAgo(householdId: string): Promise<void> {
  await world.owner.query(`update household_member set from_on = '2025-01-01' where household_id = $1`, [
    uuidOf(householdId),
  ]);
}

describe('Registering a household', () => {
  test('opens its file and those of its members, who are masked', async () => {
    const members = [someone(), someone('李样本')];
    const persons = await world.count('person');
    const { household, userErrors } = await act('registerHousehold', registration({ members }));
    expect(userErrors).toEqual([]);
    expect(household).toMatchObject({
      regionCode: YUETANG,
      status: 'ACTIVE',
      members: [
        { phone: '100****0001', masked: true },
        { phone: '100****0001', masked: true },
      ],
    });
    expect(household?.members.map(({ name }) => name).sort()).toEqual(['李**', '陈**']);
    expect(await world.count('person')).toBe(persons + 2);
    const { rows } = await world.owner.query(
      `select verb, cardinality(subject_ids) as subjects from audit_entry where $1 = any(subject_ids)`,
      [uuidOf(household?.id ?? '')],
    );
    expect(rows).toEqual([{ verb: 'registerHousehold', subjects: 3 }]);
  });

  test('takes the file of a person who is known already, such as the owner of a house', async () => {
    const owner = someone();
    const house = await world.registerHouse('zhongshan', { owner });
    const persons = await world.count('person');
    const household = await registered({ members: [owner] });
    expect(await world.count('person')).toBe(persons);
    const { rows } = await world.owner.query('select owner_id from rental_house where id = $1', [
      uuidOf(house),
    ]);
    expect(rows).toEqual([{ owner_id: uuidOf(household.members[0]?.id ?? '') }]);
  });

  test('is answered with the first answer again for the same key, and refused for another input', async () => {
    const input = { idempotencyKey: world.key(), ...registration() };
    const first = await act('registerHousehold', input);
    const before = await world.countAll();
    expect(await act('registerHousehold', input)).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
    const other = { ...input, registerCode: 'HH-OTHER' };
    expect(codesOf(await world.ask('clerk', MUTATIONS.registerHousehold, { input: other }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('by several clerks at once makes a person a member of one household only', async () => {
    const member = someone();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => act('registerHousehold', registration({ members: [member] }))),
    );
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.sort()).toEqual([...Array<string>(4).fill('ALREADY_EXISTS'), 'done']);
  });
});

describe('A household is not registered, and nothing is left behind,', () => {
  const refused = (changes: Record<string, unknown>) =>
    refusalsOf('registerHousehold', registration(changes));

  test('under a number that is on file in its village', async () => {
    const { registerCode } = await registered();
    expect(await refused({ registerCode })).toEqual([
      { code: 'ALREADY_EXISTS', field: 'input.registerCode' },
    ]);
  });

  test('unless the number stands in the register of another village: each village counts for itself', async () => {
    const here = await registered({ registerCode: 'HU-0001' });
    const there = await registered({ registerCode: 'HU-0001', regionCode: OTHER_VILLAGE });
    const find =
      'query ($village: RegionCode!) { household(regionCode: $village, registerCode: "HU-0001") { id } }';
    for (const [village, { id }] of [
      [YUETANG, here],
      [OTHER_VILLAGE, there],
    ] as const) {
      expect(await world.data('clerk', find, { village })).toEqual({ household: { id } });
    }
    const next =
      'query ($after: String) { households(first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }';
    const listed: string[] = [];
    for (let after: string | null = null; ;) {
      const { households }: any = await world.data('clerk', next, { after });
      if (households.nodes.length === 0) break;
      listed.push(households.nodes[0].id);
      after = households.pageInfo.endCursor;
    }
    expect(listed).toHaveLength(await world.count('household'));
    expect(new Set(listed).size).toBe(listed.length);
  });

  test('with somebody who is a member of another household, or twice of this one', async () => {
    const member = someone();
    await registered({ members: [member] });
    expect(await refused({ members: [someone(), member] })).toEqual([
      { code: 'ALREADY_EXISTS', field: 'input.members.1' },
    ]);
    const twin = someone();
    expect(await refused({ members: [twin, someone(), twin] })).toEqual([
      { code: 'ALREADY_EXISTS', field: 'input.members.2' },
    ]);
  });

  test('with somebody whose number is on file under another name, which is not told', async () => {
    const member = someone();
    await registered({ members: [member] });
    const input = registration({ members: [{ ...member, name: '李样本' }] });
    const { userErrors } = await act('registerHousehold', input);
    expect(userErrors).toMatchObject([{ code: 'NAME_DIFFERS', field: ['input', 'members', '0', 'name'] }]);
    expect(JSON.stringify(userErrors)).not.toContain(member.name);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['in a town instead of a village', { regionCode: '440784001' }, 'UNKNOWN_REGION', 'regionCode'],
    ['in a village that does not exist', { regionCode: '440784001999' }, 'UNKNOWN_REGION', 'regionCode'],
    ['without members', { members: [] }, 'MISSING_VALUE', 'members'],
    ['under a number with other characters', { registerCode: '越塘-1' }, 'INVALID_TEXT', 'registerCode'],
    [
      'with a citizen number that is none',
      { members: [{ name: '陈示例', citizenNumber: '440784190002300017' }] },
      'INVALID_CITIZEN_NUMBER',
      'members.0.citizenNumber',
    ],
  ])('%s', async (_what, changes, code, field) => {
    expect(await refused(changes)).toEqual([{ code, field: `input.${field}` }]);
  });

  test('in a village outside the jurisdiction', async () => {
    await world.owner.query(
      `insert into region (code, name, level, parent_code) values ('371082999', '示例镇', 'TOWN', '371082'),
         ('371082999001', '示例村', 'VILLAGE', '371082999') on conflict do nothing`,
    );
    expect(await refused({ regionCode: '371082999001' })).toEqual([
      { code: 'OUTSIDE_JURISDICTION', field: 'input.regionCode' },
    ]);
  });

  test('with more than thirty members', async () => {
    expect(await refused({ members: Array.from({ length: 31 }, () => someone()) })).toEqual([
      { code: 'TOO_MANY_ITEMS', field: 'input.members' },
    ]);
    await registered({ members: Array.from({ length: 30 }, () => someone()) });
  });
});

describe('A change of members', () => {
  test('rates the household anew at once where members count', async () => {
    const household = await registered();
    await longAgo(household.id);
    await mediated(household.members[0]?.id ?? '');
    expect(await scoreOf(household.id)).toBe(500);
    const joined = await act('addHouseholdMember', {
      householdId: household.id,
      member: someone('李样本'),
      fromOn: '2025-06-01',
    });
    expect(joined.userErrors).toEqual([]);
    expect(joined.household?.members).toHaveLength(2);
    expect(joined.changedRatings).toMatchObject([{ subjectId: household.id, sector: 'nanhuang-household' }]);
    expect(await scoreOf(household.id)).toBe(250);
    const personId = joined.household?.members.find(({ name }) => name === '李**')?.id;
    const left = await act('endHouseholdMembership', {
      householdId: household.id,
      personId,
      toOn: '2026-06-01',
    });
    expect(left.household?.members).toEqual(household.members);
    expect(left.changedRatings).toHaveLength(1);
    expect(await scoreOf(household.id)).toBe(500);
  });

  test('brings no rating where there was none', async () => {
    const household = await registered();
    const member = someone();
    const { changedRatings } = await act('addHouseholdMember', {
      householdId: household.id,
      member,
      fromOn: TODAY,
    });
    expect(changedRatings).toEqual([]);
    expect(await scoreOf(household.id)).toBeNull();
  });

  test('is answered with the first answer again for the same key', async () => {
    const { id: householdId } = await registered();
    const input = { idempotencyKey: world.key(), householdId, member: someone(), fromOn: TODAY };
    const first = await act('addHouseholdMember', input);
    const before = await world.countAll();
    expect(await act('addHouseholdMember', input)).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
  });

  test('and a record of the member, done at the same moment, do not block each other, and both count', async () => {
    const household = await registered();
    await longAgo(household.id);
    const member = someone('李样本');
    const known = await registered({ members: [member] });
    const personId = known.members[0]?.id ?? '';
    await longAgo(known.id);
    await mediated(household.members[0]?.id ?? '');
    await act('endHouseholdMembership', { householdId: known.id, personId, toOn: '2025-02-01' });
    await Promise.all([
      mediated(personId),
      act('addHouseholdMember', { householdId: household.id, member, fromOn: '2025-06-01' }),
      mediated(household.members[0]?.id ?? ''),
    ]);
    const stored = await scoreOf(household.id);
    await world.rate(uuidOf(household.id), 'nanhuang-household');
    expect(stored).toBe(await scoreOf(household.id));
  });
});

describe('A member is not added, and nothing is left behind,', () => {
  let householdId: string;
  let member: ReturnType<typeof someone>;
  beforeAll(async () => {
    member = someone();
    householdId = (await registered({ members: [member] })).id;
  });
  const refused = (changes: Record<string, unknown>) =>
    refusalsOf('addHouseholdMember', { householdId, member: someone(), fromOn: TODAY, ...changes });

  test('to a household that does not exist', async () => {
    for (const id of ['hh_00000000-0000-7000-8000-000000000000', householdId.replace('hh_', 'rh_'), 'x'])
      expect(await refused({ householdId: id })).toEqual([{ code: 'NOT_FOUND', field: 'input.householdId' }]);
  });

  test('from tomorrow on', async () => {
    expect(await refused({ fromOn: '2026-07-02' })).toEqual([
      { code: 'DATE_IN_FUTURE', field: 'input.fromOn' },
    ]);
  });

  test('who is a member of this or another household', async () => {
    expect(await refused({ member })).toEqual([{ code: 'ALREADY_EXISTS', field: 'input.member' }]);
    const other = await registered();
    expect(await refused({ householdId: other.id, member })).toEqual([
      { code: 'ALREADY_EXISTS', field: 'input.member' },
    ]);
  });

  test('for days on which he was a member of another household', async () => {
    const leaver = someone();
    const other = await registered({ members: [leaver, someone()] });
    await longAgo(other.id);
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from person where citizen_number = $1',
      [leaver.citizenNumber],
    );
    const personId = `per_${rows[0]?.id ?? ''}`;
    await act('endHouseholdMembership', { householdId: other.id, personId, toOn: '2026-06-01' });
    expect(await refused({ member: leaver, fromOn: '2026-05-31' })).toEqual([
      { code: 'INVALID_DATE', field: 'input.fromOn' },
    ]);
    const { userErrors } = await act('addHouseholdMember', {
      householdId,
      member: leaver,
      fromOn: '2026-06-01',
    });
    expect(userErrors).toEqual([]);
  });

  test('whose number is on file under another name', async () => {
    expect(await refused({ member: { ...member, name: '李样本' } })).toEqual([
      { code: 'NAME_DIFFERS', field: 'input.member.name' },
    ]);
  });

  test('as the thirty-first', async () => {
    const full = await registered({ members: Array.from({ length: 30 }, () => someone()) });
    expect(await refused({ householdId: full.id })).toEqual([
      { code: 'TOO_MANY_ITEMS', field: 'input.member' },
    ]);
  });
});

describe('A membership does not end, and nothing is changed,', () => {
  let household: NonNullable<Effect['household']>;
  beforeAll(async () => {
    household = await registered();
    await world.owner.query(`update household_member set from_on = '2026-06-15' where household_id = $1`, [
      uuidOf(household.id),
    ]);
  });
  const refused = (changes: Record<string, unknown>) =>
    refusalsOf('endHouseholdMembership', {
      householdId: household.id,
      personId: household.members[0]?.id,
      toOn: TODAY,
      ...changes,
    });

  test.each([
    ['2026-07-02', 'DATE_IN_FUTURE'],
    ['2026-06-15', 'INVALID_DATE'],
  ])('on %s when it began on 15 June', async (toOn, code) => {
    expect(await refused({ toOn })).toEqual([{ code, field: 'input.toOn' }]);
  });

  test('of somebody who never was a member', async () => {
    const other = await registered();
    for (const personId of [other.members[0]?.id, 'per_00000000-0000-7000-8000-000000000000', 'x'])
      expect(await refused({ personId })).toEqual([{ code: 'NOT_FOUND', field: 'input.personId' }]);
  });

  test('in a household that does not exist', async () => {
    expect(await refused({ householdId: 'hh_00000000-0000-7000-8000-000000000000' })).toEqual([
      { code: 'NOT_FOUND', field: 'input.householdId' },
    ]);
  });

  test('twice', async () => {
    const { userErrors } = await act('endHouseholdMembership', {
      householdId: household.id,
      personId: household.members[0]?.id,
      toOn: TODAY,
    });
    expect(userErrors).toEqual([]);
    expect(await refused({})).toEqual([{ code: 'WRONG_STATE', field: 'input.personId' }]);
  });
});

describe('Households of the jurisdiction', () => {
  interface List {
    readonly households: {
      readonly totalCount: number;
      readonly nodes: readonly { regionCode: string; registerCode: string }[];
    };
  }
  const LIST = `query ($regionCode: RegionCode, $first: Int, $after: String) {
    households(regionCode: $regionCode, first: $first, after: $after) { totalCount nodes { regionCode registerCode } } }`;

  test('are listed by number, can be narrowed to a region, and are found by number and id', async () => {
    const { id, registerCode } = await registered({ regionCode: OTHER_VILLAGE });
    const here = await world.data<List>('clerk', LIST, { first: 100, regionCode: OTHER_VILLAGE });
    expect(here.households.totalCount).toBe(here.households.nodes.length);
    expect(here.households.nodes).toContainEqual({ regionCode: OTHER_VILLAGE, registerCode });
    expect(new Set(here.households.nodes.map(({ regionCode }) => regionCode)).size).toBe(1);
    const all = (await world.data<List>('auditor', LIST, { first: 100 })).households;
    const codes = all.nodes.map((one) => `${one.regionCode} ${one.registerCode}`);
    expect(codes).toEqual([...codes].sort());
    expect(all.totalCount).toBe(await world.count('household'));
    const found = await world.data(
      'auditor',
      `query ($registerCode: String!, $id: ID!) { household(regionCode: "${OTHER_VILLAGE}", registerCode: $registerCode) { id } node(id: $id) { __typename id } }`,
      { registerCode, id },
    );
    expect(found).toEqual({ household: { id }, node: { __typename: 'Household', id } });
  });

  test('answer outside of it exactly like households that do not exist', async () => {
    const { id, registerCode } = await registered();
    const { officeId, officer } = await clerkOfLongkou();
    expect(officeId).toBeDefined();
    const query = `query ($registerCode: String!, $id: ID!) { household(regionCode: "${YUETANG}", registerCode: $registerCode) { id } node(id: $id) { id } households(first: 100, regionCode: "440784001") { totalCount nodes { id } } }`;
    const nothing = { household: null, node: null, households: { totalCount: 0, nodes: [] } };
    expect(await world.data(officer, query, { registerCode, id })).toEqual(nothing);
    const missing = { registerCode: 'HH-NONE', id: 'hh_00000000-0000-7000-8000-000000000000' };
    expect(await world.data(officer, query, missing)).toEqual(nothing);
    const send = (householdId: string) =>
      world.ask(officer, MUTATIONS.addHouseholdMember, {
        input: {
          idempotencyKey: 'the same',
          householdId,
          member: { name: '陈示例', citizenNumber: '440784190001010006' },
          fromOn: TODAY,
        },
      });
    const foreign = await send(id);
    expect(foreign.data).toMatchObject({ addHouseholdMember: { userErrors: [{ code: 'NOT_FOUND' }] } });
    expect((await send(missing.id)).data).toEqual(foreign.data);
  });

  test.each<OfficerName>(['zhongshan', 'regulator', 'approver', 'integrator'])(
    'are not shown by id to %s',
    async (officer) => {
      const { id } = await registered();
      expect(await world.data(officer, 'query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({
        node: null,
      });
    },
  );

  test('show their members in clear to a clerk who states a purpose, which is logged, and masked to oversight', async () => {
    const { id } = await registered();
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Household { members { name phone citizenNumber masked } } } }';
    interface Answer {
      node: { members: Record<string, unknown>[] };
    }
    const before = await world.count('access_log');
    const ask = (officer: OfficerName) =>
      world.data<Answer>(officer, query, { id }, { 'x-purpose': '积分核实' });
    expect((await ask('auditor')).node.members).toMatchObject([{ name: '陈**', masked: true }]);
    expect(await world.count('access_log')).toBe(before);
    const [member] = (await ask('clerk')).node.members;
    expect(member).toMatchObject({ name: '陈示例', phone: '10000000001', masked: false });
    expect(member?.citizenNumber).toMatch(/^\d\*+[\dX]$/);
    const { rows } = await world.owner.query(
      'select officer_id, query, purpose from access_log order by id desc limit 1',
    );
    expect(rows).toEqual([
      { officer_id: world.officerIds.clerk, query: 'Household.members', purpose: '积分核实' },
    ]);
  });
});

test('The rating of a household names the records of its members only for a stated purpose, and logs the look', async () => {
  const household = await registered();
  await longAgo(household.id);
  const personId = household.members[0]?.id ?? '';
  await mediated(personId);
  const query = `query ($id: ID!) { node(id: $id) { ... on Household {
    ratings { sector score reasons { points record { type } } } } } }`;
  const withRecord = (record: object | null) => ({
    node: {
      ratings: [{ sector: 'nanhuang-household', score: '5.00', reasons: [{ points: '5.00', record }] }],
    },
  });
  const before = await world.count('access_log');
  expect(await world.data('clerk', query, { id: household.id })).toEqual(withRecord(null));
  expect(await world.count('access_log')).toBe(before);
  expect(await world.data('clerk', query, { id: household.id }, { 'x-purpose': '积分核实' })).toEqual(
    withRecord({ type: 'NANHUANG_MEDIATION' }),
  );
  const { rows } = await world.owner.query(
    'select query, subject_ids from access_log order by id desc limit 1',
  );
  expect(rows).toEqual([{ query: 'Rating.reasons', subject_ids: [uuidOf(personId)] }]);
});

/** A clerk of an office whose jurisdiction is one town. */
async function clerkOfLongkou() {
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into office (id, code, name, kind, region_codes) values (gen_random_uuid(), 'longkou-credit', '示例机构', 'CREDIT_OFFICE', '{440784101}')
     returning id`,
  );
  const officer = await world.addOfficer('credit', ['CREDIT_CLERK']);
  await world.owner.query('update officer set office_id = $1 where id = $2', [
    rows[0]?.id,
    officer.officerId,
  ]);
  return { officeId: rows[0]?.id, officer };
}

describe('The credit file of a person', () => {
  const FILE = `query ($id: ID!) { node(id: $id) { ... on Person {
    ratings { sector gradeCode } records(first: 10) { totalCount nodes { type } } } } }`;

  async function somebody(): Promise<string> {
    const household = await registered();
    const personId = household.members[0]?.id ?? '';
    await mediated(personId);
    return personId;
  }

  test('is opened for a stated purpose, and each look is logged', async () => {
    const id = await somebody();
    const before = await world.count('access_log');
    expect(await world.data('clerk', FILE, { id }, { 'x-purpose': '积分核实' })).toEqual({
      node: { ratings: [], records: { totalCount: 1, nodes: [{ type: 'NANHUANG_MEDIATION' }] } },
    });
    const { rows } = await world.owner.query<{ query: string }>(
      `select query from access_log where $1 = any(subject_ids) and purpose = '积分核实' order by query`,
      [uuidOf(id)],
    );
    expect(rows.map(({ query }) => query)).toEqual(['Person.ratings', 'Person.records', 'node']);
    expect(await world.count('access_log')).toBe(before + 3);
  });

  test.each(['ratings { sector }', 'treatments { kind }', 'records(first: 1) { totalCount }'])(
    'is not opened without a purpose: %s',
    async (field) => {
      const id = await somebody();
      const before = await world.count('access_log');
      const answer = await world.ask(
        'clerk',
        `query ($id: ID!) { node(id: $id) { ... on Person { ${field} } } }`,
        {
          id,
        },
      );
      expect(codesOf(answer)).toEqual(['PURPOSE_REQUIRED']);
      expect(answer.data).toEqual({ node: null });
      expect(await world.count('access_log')).toBe(before);
    },
  );

  test('is not found outside the jurisdiction', async () => {
    const id = await somebody();
    for (const officer of ['longkou', 'regulator', 'approver'] as const)
      expect(await world.data(officer, FILE, { id }, { 'x-purpose': '好奇' })).toEqual({ node: null });
  });
});
