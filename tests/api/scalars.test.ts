import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { type Answer, codesOf, makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** A valid code of the standard itself, GB 32100-2015; nobody in this world has it. */
const VALID_CODE = '91350100M000100Y43';

const SUBJECT = (value: string) => `creditSubject(creditCode: ${value}) { __typename }`;
const WORKLIST = (value: string) => `inspectionWorklist(on: ${value}, first: 1) { totalCount }`;
const HOUSES = (value: string) => `rentalHouses(first: 1, filter: { regionCode: ${value} }) { totalCount }`;
const HOUSE = (value: string) => `rentalHouse(addressCode: ${value}) { id }`;
const RATIOS = (value: string) => `spotCheckRatios(knownAt: ${value}) { classCode }`;
const PAGE = (value: string) => `rentalHouses(first: ${value}) { totalCount }`;

function asLiteral(field: (value: string) => string, value: string): Promise<Answer> {
  return world.ask('zhongshan', `{ ${field(JSON.stringify(value))} }`);
}

function asVariable(field: (value: string) => string, type: string, value: unknown): Promise<Answer> {
  return world.ask('zhongshan', `query ($given: ${type}) { ${field('$given')} }`, { given: value });
}

/** A body as it stands, for what no JSON library would write. */
async function sendBody(body: string): Promise<{ status: number; codes: string[]; body: unknown }> {
  const response = await supertest(world.address)
    .post('/graphql')
    .set('authorization', `Bearer ${world.tokenOf('zhongshan')}`)
    .set('content-type', 'application/json')
    .send(body);
  return {
    status: response.status,
    codes: codesOf(response.body as Answer),
    body: response.body as unknown,
  };
}

function expectRefusal(answer: Answer, reason: string, field: readonly string[]): void {
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason, field } }]);
  expect(answer.data).toEqual({});
}

describe('A unified social credit code', () => {
  test('is taken when it is valid', async () => {
    expect(await asLiteral(SUBJECT, VALID_CODE)).toMatchObject({
      data: { creditSubject: null },
      errors: undefined,
    });
    expect(await asVariable(SUBJECT, 'CreditCode!', VALID_CODE)).toMatchObject({
      data: { creditSubject: null },
    });
  });

  const WRONG: Record<string, string> = {
    'with a wrong last check digit': '91350100M000100Y44',
    'with a wrong check digit of the organisation code': '91350100M000100X43',
    'in full-width characters': '９１３５０１００M000100Y43',
    'in lower case': '91350100m000100y43',
    'with the letter O for a zero': '9135O100M000100Y43',
    'with a Cyrillic М that looks like M': '91350100\u041c000100Y43',
    'with a blank at its end': '91350100M000100Y43 ',
    'with a zero-width blank inside': '91350100\u200bM000100Y43',
    'of 17 characters': '91350100M000100Y4',
    'that is empty': '',
  };

  describe.each(Object.keys(WRONG))('%s', (what) => {
    const value = WRONG[what] ?? '';
    test('is refused as a literal', async () => {
      expectRefusal(await asLiteral(SUBJECT, value), 'INVALID_CREDIT_CODE', ['creditCode']);
    });
    test('is refused as a variable', async () => {
      expectRefusal(await asVariable(SUBJECT, 'CreditCode!', value), 'INVALID_CREDIT_CODE', ['given']);
    });
  });

  test.each([91350100, true, [VALID_CODE, VALID_CODE], { code: VALID_CODE }])(
    'is refused as %j',
    async (value) => {
      expectRefusal(await asVariable(SUBJECT, 'CreditCode!', value), 'INVALID_CREDIT_CODE', ['given']);
    },
  );

  test('is refused without being repeated: it may be the number of somebody', async () => {
    const answer = await asVariable(SUBJECT, 'CreditCode!', '440784190001010006');
    expect(JSON.stringify(answer)).not.toContain('440784190001010006');
    const literal = await asLiteral(SUBJECT, '440784190001010006');
    expect(JSON.stringify(literal)).not.toContain('440784190001010006');
  });
});

describe('A date', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-06-31', '2026-00-10', '1899-12-31', '2201-01-01'])(
    '%s, which does not exist or lies too far, is refused as literal and as variable',
    async (value) => {
      expectRefusal(await asLiteral(WORKLIST, value), 'INVALID_DATE', ['on']);
      expectRefusal(await asVariable(WORKLIST, 'Date', value), 'INVALID_DATE', ['given']);
    },
  );

  test.each([
    '2026-7-1',
    '20260701',
    '01/07/2026',
    '2026-07-01T00:00:00Z',
    '２０２６-07-01',
    '2026年7月1日',
    '',
  ])('written as "%s" is refused', async (value) => {
    expectRefusal(await asLiteral(WORKLIST, value), 'INVALID_DATE', ['on']);
    expectRefusal(await asVariable(WORKLIST, 'Date', value), 'INVALID_DATE', ['given']);
  });

  test('given as a number is refused', async () => {
    expectRefusal(await world.ask('zhongshan', `{ ${WORKLIST('20260701')} }`), 'INVALID_DATE', ['on']);
    expectRefusal(await asVariable(WORKLIST, 'Date', 20260701), 'INVALID_DATE', ['given']);
  });

  test('of 29 February in a leap year is taken', async () => {
    expect(await asLiteral(WORKLIST, '2028-02-29')).toMatchObject({ errors: undefined });
  });
});

describe('A moment', () => {
  test.each([
    '2026-07-01',
    '2026-07-01T12:00:00',
    '2026-02-29T12:00:00Z',
    '2026-07-01T24:00:00Z',
    '2026-07-01T12:60:00Z',
    '2026-07-01 12:00:00Z',
    'now',
    'infinity',
  ])('written as "%s" is refused', async (value) => {
    const answers = [
      await world.ask('regulator', `{ ${RATIOS(JSON.stringify(value))} }`),
      await world.ask('regulator', `query ($given: DateTime) { ${RATIOS('$given')} }`, { given: value }),
    ];
    expect(answers.map(({ errors }) => errors?.[0]?.extensions)).toMatchObject([
      { code: 'BAD_USER_INPUT', reason: 'INVALID_DATE', field: ['knownAt'] },
      { code: 'BAD_USER_INPUT', reason: 'INVALID_DATE', field: ['given'] },
    ]);
  });

  test('with an offset is the same as in UTC', async () => {
    const [inBeijing, inUtc] = await Promise.all(
      ['2099-07-01T12:00:00+08:00', '2099-07-01T04:00:00Z'].map((value) =>
        world.data('regulator', `{ ${RATIOS(JSON.stringify(value))} }`),
      ),
    );
    expect(inBeijing).toEqual(inUtc);
  });
});

describe('A region', () => {
  test.each(['44078', '4407840', '440784001001001', '44078a', '４４０７８４', '040784', '44 784', ''])(
    '"%s", which is no region code, is refused as literal and as variable',
    async (value) => {
      expectRefusal(await asLiteral(HOUSES, value), 'UNKNOWN_REGION', ['filter', 'regionCode']);
      expectRefusal(await asVariable(HOUSES, 'RegionCode', value), 'UNKNOWN_REGION', ['given']);
    },
  );

  test('that no register knows is refused where something is to be put into it', async () => {
    const { registerRentalHouse } = await world.data(
      'zhongshan',
      `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) { userErrors { code field } } }`,
      { input: world.registration('zhongshan', { regionCode: '440784001999' }) },
    );
    expect(registerRentalHouse).toEqual({
      userErrors: [{ code: 'UNKNOWN_REGION', field: ['input', 'regionCode'] }],
    });
  });
});

describe('Text', () => {
  const UNSTORABLE: Record<string, string> = {
    'a NUL': '越塘\u0000村',
    'the first half of a surrogate pair alone': '越塘\ud800村',
    'the second half of a surrogate pair alone': '越塘\udc00村',
    'the halves of a pair in the wrong order': '越塘\udc00\ud800村',
  };

  describe.each(Object.keys(UNSTORABLE))('with %s', (what) => {
    const value = UNSTORABLE[what] ?? '';

    test('is refused as a literal', async () => {
      const codes = codesOf(await asLiteral(HOUSE, value));
      // Halves of pairs are no GraphQL at all; NUL is, but it cannot be stored.
      expect(codes).toEqual([value.includes('\0') ? 'BAD_USER_INPUT' : 'GRAPHQL_PARSE_FAILED']);
    });

    test('is refused as a variable', async () => {
      const answer = await asVariable(HOUSE, 'String!', value);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['given'] } }]);
    });

    test('is refused deep inside the input of an act, which leaves nothing behind', async () => {
      const before = await world.countAll();
      const owner = { name: value, citizenNumber: world.citizenNumber() };
      const answer = await world.ask(
        'zhongshan',
        `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) { userErrors { code } } }`,
        { input: world.registration('zhongshan', { owner }) },
      );
      expect(answer.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'owner', 'name'] } },
      ]);
      expect(await world.countAll()).toEqual(before);
    });

    test('is refused in an idempotency key', async () => {
      const answer = await world.ask(
        'zhongshan',
        `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) { userErrors { code } } }`,
        { input: world.registration('zhongshan', { idempotencyKey: value }) },
      );
      expect(answer.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'idempotencyKey'] } },
      ]);
    });
  });

  test.each(['\u0001', '\u0008', '\u001b', '\u007f', '\u0085'])(
    'with the control character %j is refused as data of the payload',
    async (character) => {
      const { registerRentalHouse } = await world.data(
        'zhongshan',
        `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) { userErrors { code field } } }`,
        { input: world.registration('zhongshan', { address: `越塘村${character}1号` }) },
      );
      expect(registerRentalHouse).toEqual({
        userErrors: [{ code: 'INVALID_TEXT', field: ['input', 'address'] }],
      });
    },
  );

  test('beyond the basic plane is kept as it is, and counted by characters', async () => {
    const address = '𠮷'.repeat(200);
    const id = await world.registerHouse('zhongshan', { address });
    const { node } = await world.data(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { address } } }',
      { id },
    );
    expect(node).toEqual({ address });
  });

  test('is kept composed: the same word typed in two ways is one word', async () => {
    const id = await world.registerHouse('zhongshan', { address: 'Cafe\u0301 1号\r\n二楼' });
    const { node } = await world.data(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { address } } }',
      { id },
    );
    expect(node).toEqual({ address: 'Café 1号\n二楼' });
  });
});

describe('A number', () => {
  test.each(['1e400', '-1e400', '1.5', '9007199254740993', '99999999999', 'NaN', 'Infinity', '"1"', 'true'])(
    'written as the literal %s is refused',
    async (literal) => {
      const [code] = codesOf(await world.ask('zhongshan', `{ ${PAGE(literal)} }`));
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(code);
    },
  );

  test.each(['1e400', '-1e400', '1.5', '9007199254740993', '99999999999', '"1"', 'true', '{}', '[1, 2]'])(
    'sent as the variable %s is refused, with the path to it',
    async (json) => {
      const query = 'query ($given: Int) { rentalHouses(first: $given) { totalCount } }';
      const body = `{"query":${JSON.stringify(query)},"variables":{"given":${json}}}`;
      const { body: answer } = await sendBody(body);
      expect((answer as Answer).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: ['given'] } },
      ]);
    },
  );

  test.each(['NaN', 'Infinity', '01', '.5', '0x10', '1_000'])('sent as %s is no JSON', async (json) => {
    const query = 'query ($given: Int) { rentalHouses(first: $given) { totalCount } }';
    const { status, codes } = await sendBody(
      `{"query":${JSON.stringify(query)},"variables":{"given":${json}}}`,
    );
    expect({ status, codes }).toEqual({ status: 400, codes: ['BROKEN_JSON'] });
  });

  test('as a room count of 1e400 is refused in the input of an act, which leaves nothing behind', async () => {
    const before = await world.countAll();
    const query =
      'mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) { userErrors { code } } }';
    const input = JSON.stringify(world.registration('zhongshan', { roomCount: 6 }));
    const body = `{"query":${JSON.stringify(query)},"variables":{"input":${input.replace('"roomCount":6', '"roomCount":1e400')}}}`;
    const { body: answer } = await sendBody(body);
    expect((answer as Answer).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'roomCount'] } },
    ]);
    expect(await world.countAll()).toEqual(before);
  });
});

describe('An id', () => {
  test.each([
    'nonsense',
    '',
    'rh_',
    'rh_1',
    'RH_00000000-0000-7000-8000-000000000000',
    'rh_00000000-0000-7000-8000-00000000000G',
    "rh_' or '1'='1",
    'off_00000000-0000-7000-8000-000000000000',
  ])('"%s" finds nothing and breaks nothing', async (id) => {
    const answer = await world.ask('zhongshan', 'query ($id: ID!) { node(id: $id) { id } }', { id });
    expect({ data: answer.data, errors: answer.errors }).toEqual({ data: { node: null }, errors: undefined });
  });

  test('may be given 250 times at once and no more', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = Array.from({ length: 251 }, () => 'rh_00000000-0000-7000-8000-000000000000');
    const most = await world.data<{ nodes: null[] }>('zhongshan', query, { ids: ids.slice(1) });
    expect(most.nodes).toHaveLength(250);
    expect(codesOf(await world.ask('zhongshan', query, { ids }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('A cursor that the list has not given is refused', () => {
  const LISTS: Record<
    string,
    { caller: 'zhongshan' | 'regulator' | 'approver'; field: string; good: unknown[] }
  > = {
    rentalHouses: { caller: 'zhongshan', field: 'rentalHouses', good: ['440784001001-0001'] },
    inspectionWorklist: {
      caller: 'zhongshan',
      field: 'inspectionWorklist',
      good: ['2026-07-01', '00000000-0000-7000-8000-000000000000'],
    },
    enterprises: { caller: 'regulator', field: 'enterprises', good: [VALID_CODE] },
    draws: { caller: 'regulator', field: 'draws', good: ['00000000-0000-7000-8000-000000000000'] },
    approvalMatters: {
      caller: 'approver',
      field: 'approvalMatters',
      good: ['00000000-0000-7000-8000-000000000000'],
    },
    creditChecks: {
      caller: 'approver',
      field: 'creditChecks',
      good: ['00000000-0000-7000-8000-000000000000'],
    },
  };
  const encoded = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

  test.each(Object.keys(LISTS))('by %s', async (name) => {
    const { caller, field, good } = LISTS[name] ?? { caller: 'zhongshan', field: '', good: [] };
    const query = `query ($after: String) { ${field}(first: 1, after: $after) { nodes { __typename } } }`;
    expect(codesOf(await world.ask(caller, query, { after: encoded(good) }))).toEqual([]);
    const forged = [
      encoded([]),
      encoded([...good, 1]),
      encoded(good.map(() => 7)),
      encoded(good.map(() => null)),
      encoded(good.map(() => 'a\u0000')),
      encoded(good.map(() => 'a\ud800')),
      encoded({ 0: good[0] }),
      `${encoded(good)}=`,
      'a'.repeat(2000),
    ];
    if (name !== 'rentalHouses' && name !== 'enterprises') forged.push(encoded(good.map(() => "x' or 1=1")));
    for (const after of forged) {
      expect({ after, codes: codesOf(await world.ask(caller, query, { after })) }).toEqual({
        after,
        codes: ['BAD_USER_INPUT'],
      });
    }
  });
});
