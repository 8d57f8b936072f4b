import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codesOf, makeWorld, TODAY, type UserError, uuidOf, type World, YUETANG } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Person {
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string;
  readonly masked: boolean;
}

interface Registered {
  readonly registerRentalHouse: {
    readonly replayed: boolean;
    readonly userErrors: readonly UserError[];
    readonly rentalHouse: { readonly id: string; readonly addressCode: string } | null;
  };
}

const REGISTER = `mutation ($input: RegisterRentalHouseInput!) {
  registerRentalHouse(input: $input) {
    replayed userErrors { code field message }
    rentalHouse {
      id addressCode roomCount regionCode region { name } tier { basis gradeCode label colour } nextDueOn dueReason
      owner { name phone citizenNumber masked } manager { name } lastInspection { id } hazards { id }
    }
  }
}`;

function register(changes: Record<string, unknown> = {}) {
  return world.data<Registered>('zhongshan', REGISTER, { input: world.registration('zhongshan', changes) });
}

/** What was wrong with a registration that must be refused, and must leave nothing behind. */
async function refusalsOf(changes: Record<string, unknown>) {
  const before = await world.countAll();
  const { registerRentalHouse } = await register(changes);
  expect(registerRentalHouse.rentalHouse).toBeNull();
  expect(await world.countAll()).toEqual(before);
  return registerRentalHouse.userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
}

describe('Registering a rental house', () => {
  test('a citizen number that is on file under another name is refused, and the name on file is not told', async () => {
    const citizenNumber = world.citizenNumber();
    await world.registerHouse('zhongshan', { owner: { name: '陈示例', citizenNumber } });
    expect(await refusalsOf({ owner: { name: '李样本', citizenNumber } })).toEqual([
      { code: 'NAME_DIFFERS', field: 'input.owner.name' },
    ]);
  });

  test('a new house has no tier yet and is due within the first-visit term of 30 days', async () => {
    const manager = { name: '陈示例', citizenNumber: world.citizenNumber() };
    const owner = { name: '李样本', phone: '10000000002', citizenNumber: world.citizenNumber() };
    const { registerRentalHouse } = await register({ owner, manager, roomCount: 4 });
    expect(registerRentalHouse.userErrors).toEqual([]);
    expect(registerRentalHouse.rentalHouse).toMatchObject({
      roomCount: 4,
      regionCode: YUETANG,
      region: { name: '越塘村' },
      tier: { basis: 'BY_DEFAULT', gradeCode: null, colour: 'grey', label: 'Not yet inspected' },
      nextDueOn: '2026-07-31',
      dueReason: 'FIRST_VISIT',
      owner: { name: '李**', phone: '100****0002', masked: true },
      manager: { name: '陈**' },
      lastInspection: null,
      hazards: [],
    });
  });

  test('labels are Chinese unless English is asked for', async () => {
    const id = await world.registerHouse();
    const { node } = await world.data<{ node: { tier: { label: string } } }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { tier { label } } } }',
      { id },
      { 'accept-language': 'zh-CN' },
    );
    expect(node.tier.label).toBe('未检查（按首次检查期限）');
  });

  test('the act is in the audit of the station with everybody whose file it touched', async () => {
    const id = await world.registerHouse('zhongshan', {
      manager: { name: '李样本', citizenNumber: world.citizenNumber() },
    });
    const { rows } = await world.owner.query<Record<string, unknown>>(
      `select verb, officer_id, office_id, cardinality(subject_ids) as subjects, rules from audit_entry
       where $1 = any(subject_ids)`,
      [uuidOf(id)],
    );
    expect(rows).toEqual([
      {
        verb: 'registerRentalHouse',
        officer_id: world.officerIds.zhongshan,
        office_id: world.officeIds['zhongshan-station'],
        subjects: 3,
        rules: { 'urban-village': '2024.1', 'rental-owner': '2026.1', 'rental-manager': '2026.1' },
      },
    ]);
  });

  test('two houses of one owner share one file of the person, known by the citizen number', async () => {
    const owner = { name: '陈示例', phone: '10000000001', citizenNumber: world.citizenNumber() };
    const persons = await world.count('person');
    await register({ owner });
    await register({ owner: { ...owner, phone: '10000000009' } });
    expect(await world.count('person')).toBe(persons + 1);
    const { rows } = await world.owner.query('select phone from person where citizen_number = $1', [
      owner.citizenNumber,
    ]);
    expect(rows).toEqual([{ phone: '10000000009' }]);
  });

  test('several officers who register houses of one new owner at once all succeed', async () => {
    const owner = { name: '陈示例', citizenNumber: world.citizenNumber() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => register({ owner })));
    expect(answers.flatMap(({ registerRentalHouse }) => registerRentalHouse.userErrors)).toEqual([]);
    const { rowCount } = await world.owner.query('select from person where citizen_number = $1', [
      owner.citizenNumber,
    ]);
    expect(rowCount).toBe(1);
    const strangers = await world.owner.query(
      'select from audit_entry, unnest(subject_ids) as id where id not in (select id from subject)',
    );
    expect(strangers.rowCount).toBe(0);
  });

  test('houses of the same two people, registered at once in both roles, do not block each other for good', async () => {
    const [one, other] = [
      { name: '陈示例', phone: '10000000001', citizenNumber: world.citizenNumber() },
      { name: '李样本', phone: '10000000002', citizenNumber: world.citizenNumber() },
    ];
    await register({ owner: one, manager: other });
    const registrations = Array.from({ length: 8 }, (_, index) =>
      register(index % 2 === 0 ? { owner: one, manager: other } : { owner: other, manager: one }),
    );
    const answers = await Promise.all(registrations);
    expect(answers.flatMap(({ registerRentalHouse }) => registerRentalHouse.userErrors)).toEqual([]);
  });

  test('of several officers who register the same address at once one succeeds, the others learn that it is on file', async () => {
    const { addressCode } = world.registration();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register({ addressCode })));
    const codes = answers.map(({ registerRentalHouse }) => registerRentalHouse.userErrors[0]?.code ?? 'done');
    expect(codes.sort()).toEqual([...Array<string>(4).fill('ALREADY_EXISTS'), 'done']);
  });
});

describe('A registration is refused and leaves nothing behind', () => {
  test('for an address code that is on file', async () => {
    const { registerRentalHouse } = await register();
    const addressCode = registerRentalHouse.rentalHouse?.addressCode;
    expect(await refusalsOf({ addressCode })).toEqual([
      { code: 'ALREADY_EXISTS', field: 'input.addressCode' },
    ]);
  });

  test.each(['440784001', '440784001999', '999999999999'])(
    'for the region %s, which is no village on the register',
    async (regionCode) => {
      expect(await refusalsOf({ regionCode })).toEqual([
        { code: 'UNKNOWN_REGION', field: 'input.regionCode' },
      ]);
    },
  );

  test('for a village of another station', async () => {
    expect(await refusalsOf({ regionCode: '440784101001' })).toEqual([
      { code: 'OUTSIDE_JURISDICTION', field: 'input.regionCode' },
    ]);
  });

  test('for an owner whose citizen number has a wrong check digit', async () => {
    const valid = world.citizenNumber();
    const citizenNumber = valid.slice(0, 17) + (valid.endsWith('0') ? '1' : '0');
    expect(await refusalsOf({ owner: { name: '陈示例', citizenNumber } })).toEqual([
      { code: 'INVALID_CITIZEN_NUMBER', field: 'input.owner.citizenNumber' },
    ]);
  });

  test('for a manager born on a day that does not exist', async () => {
    const manager = { name: '陈示例', citizenNumber: '440784190002300017' };
    expect(await refusalsOf({ manager })).toEqual([
      { code: 'INVALID_CITIZEN_NUMBER', field: 'input.manager.citizenNumber' },
    ]);
  });

  test.each([0, 1000, -1])('for %d rooms', async (roomCount) => {
    expect(await refusalsOf({ roomCount })).toEqual([{ code: 'INVALID_AMOUNT', field: 'input.roomCount' }]);
  });

  test.each(['abc', 'lower-case-01', '越塘村-0001', 'A'.repeat(41), ''])(
    'for the address code "%s"',
    async (addressCode) => {
      expect(await refusalsOf({ addressCode })).toEqual([
        { code: 'INVALID_TEXT', field: 'input.addressCode' },
      ]);
    },
  );

  test('for an owner without a name', async () => {
    const owner = { name: ' 　', citizenNumber: world.citizenNumber() };
    expect(await refusalsOf({ owner })).toEqual([{ code: 'INVALID_TEXT', field: 'input.owner.name' }]);
  });

  test('for an address longer than 200 characters', async () => {
    expect(await refusalsOf({ address: '示'.repeat(201) })).toEqual([
      { code: 'INVALID_TEXT', field: 'input.address' },
    ]);
  });

  test.each([
    ['empty', ''],
    ['longer than 255 characters', 'k'.repeat(256)],
  ])('for an idempotency key that is %s', async (_what, idempotencyKey) => {
    const before = await world.countAll();
    const answer = await world.ask('zhongshan', REGISTER, {
      input: world.registration('zhongshan', { idempotencyKey }),
    });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'idempotencyKey'] } },
    ]);
    expect(await world.countAll()).toEqual(before);
  });
});

describe('Repeating a registration', () => {
  test('the same key with the same input is answered with the first answer, however its fields are ordered', async () => {
    const input = world.registration();
    const first = await world.data<Registered>('zhongshan', REGISTER, { input });
    const reversed = Object.fromEntries(Object.entries(input).reverse());
    const before = await world.countAll();
    const again = await world.data<Registered>('zhongshan', REGISTER, { input: reversed });
    expect(first.registerRentalHouse.replayed).toBe(false);
    expect(again.registerRentalHouse).toEqual({ ...first.registerRentalHouse, replayed: true });
    expect(await world.countAll()).toEqual(before);
  });

  test('the same key with another input is refused', async () => {
    const input = world.registration();
    await world.data('zhongshan', REGISTER, { input });
    const answer = await world.ask('zhongshan', REGISTER, { input: { ...input, roomCount: 7 } });
    expect(codesOf(answer)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  test('a key belongs to its officer: a colleague can use the same', async () => {
    const idempotencyKey = world.key();
    await register({ idempotencyKey });
    const { registerRentalHouse } = await world.data<Registered>('zhongshanSecond', REGISTER, {
      input: world.registration('zhongshan', { idempotencyKey }),
    });
    expect(registerRentalHouse).toMatchObject({ replayed: false, userErrors: [] });
  });

  test('after a refusal the same key can carry the corrected input', async () => {
    const input = world.registration('zhongshan', { roomCount: 0 });
    await world.data('zhongshan', REGISTER, { input });
    const { registerRentalHouse } = await world.data<Registered>('zhongshan', REGISTER, {
      input: { ...input, roomCount: 6 },
    });
    expect(registerRentalHouse).toMatchObject({ replayed: false, userErrors: [] });
  });
});

describe('The people of a house', () => {
  test('with a stated purpose the officer of the station sees name and phone, and the look-up is logged', async () => {
    const id = await world.registerHouse();
    const before = await world.count('access_log');
    const { node } = await world.data<{ node: { owner: Person } }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { name phone citizenNumber masked } } } }',
      { id },
      { 'x-purpose': '出租屋检查', 'x-matter': 'HS-2026-1' },
    );
    expect(node.owner).toMatchObject({ name: '陈示例', phone: '10000000001', masked: false });
    expect(node.owner.citizenNumber).toMatch(/^\d\*+[\dX]$/);
    const { rows } = await world.owner.query<object>(
      'select officer_id, purpose, matter, query from access_log order by id desc limit 1',
    );
    expect(await world.count('access_log')).toBe(before + 1);
    expect(rows[0]).toEqual({
      officer_id: world.officerIds.zhongshan,
      purpose: '出租屋检查',
      matter: 'HS-2026-1',
      query: 'RentalHouse.owner',
    });
  });

  test('without a purpose they are masked, and there is nothing to log', async () => {
    const id = await world.registerHouse();
    const before = await world.count('access_log');
    const { node } = await world.data<{ node: { owner: Person } }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { name phone citizenNumber masked } } } }',
      { id },
    );
    expect(node.owner).toMatchObject({ name: '陈**', phone: '100****0001', masked: true });
    expect(node.owner.citizenNumber).toMatch(/^\d\*+[\dX]$/);
    expect(await world.count('access_log')).toBe(before);
  });
});

describe('The credit file of a house', () => {
  test('lists its records newest first, page by page, with their number', async () => {
    const id = await world.registerHouse();
    for (const occurredOn of ['2026-03-01', '2026-01-01', '2026-02-01']) {
      await world.record(uuidOf(id), 'LANDLORD_PENALTY', { occurredOn });
    }
    const query = `query ($id: ID!, $after: String) { node(id: $id) { ... on RentalHouse {
      records(first: 2, after: $after) { totalCount nodes { type label occurredOn } pageInfo { hasNextPage endCursor } } } } }`;
    interface Page {
      node: {
        records: {
          totalCount: number;
          nodes: { occurredOn: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
    }
    const first = (await world.data<Page>('zhongshan', query, { id })).node.records;
    expect(first).toMatchObject({
      totalCount: 3,
      nodes: [
        { type: 'LANDLORD_PENALTY', label: 'Landlord penalised', occurredOn: '2026-03-01' },
        { occurredOn: '2026-02-01' },
      ],
      pageInfo: { hasNextPage: true },
    });
    const second = await world.data<Page>('zhongshan', query, { id, after: first.pageInfo.endCursor });
    expect(second.node.records).toMatchObject({
      nodes: [{ occurredOn: '2026-01-01' }],
      pageInfo: { hasNextPage: false },
    });
  });
});

describe('The list of rental houses', () => {
  interface List {
    readonly rentalHouses: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string; readonly addressCode: string }[];
    };
  }
  const LIST = `query ($filter: RentalHouseFilter, $first: Int, $after: String, $last: Int, $before: String) {
    rentalHouses(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { id addressCode } } }`;

  test('is ordered by address code and can be narrowed to a tier, or to those nobody has looked at', async () => {
    const rated = await world.registerHouse();
    await world.record(uuidOf(rated), 'LANDLORD_PENALTY', { occurredOn: TODAY });
    await world.rate(uuidOf(rated), 'urban-village');
    const watched = await world.data<List>('zhongshan', LIST, { first: 100, filter: { tier: 'WATCH_LIST' } });
    expect(watched.rentalHouses).toMatchObject({ totalCount: 1, nodes: [{ id: rated }] });
    const all = (await world.data<List>('zhongshan', LIST, { first: 100 })).rentalHouses;
    const codes = all.nodes.map(({ addressCode }) => addressCode);
    expect(codes).toEqual([...codes].sort());
    const unseen = await world.data<List>('zhongshan', LIST, { first: 100, filter: { tier: 'NOT_RATED' } });
    expect(unseen.rentalHouses.totalCount).toBe(all.totalCount - 1);
    expect(unseen.rentalHouses.nodes.map(({ id }) => id)).not.toContain(rated);
  });

  test('needs a page size within 1–100, in one direction, with a cursor of its own', async () => {
    const pages = [
      {},
      { first: 0 },
      { first: 101 },
      { first: 1, last: 1 },
      { first: 1, before: 'x' },
      { first: 1, after: 'x' },
      { last: 1, before: 'W10' },
    ];
    for (const page of pages) {
      expect({ page, codes: codesOf(await world.ask('zhongshan', LIST, page)) }).toEqual({
        page,
        codes: ['BAD_USER_INPUT'],
      });
    }
  });
});
