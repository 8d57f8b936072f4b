import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import supertest from 'supertest';
import { connectionCost } from '../../src/graphql/paging.js';
import {
  CreditCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  RegionCodeScalar,
} from '../../src/graphql/scalars.js';
import { smallSchema, startSmallServer, type Answer, type SmallServer } from '../support/small-server.js';

const TEXT = `
  scalar Date
  scalar DateTime
  scalar Decimal
  scalar CreditCode
  scalar RegionCode
  input Noted { on: Date, text: String, parts: [Part!] }
  input Part { code: CreditCode, note: String, amount: Float }
  type Thing { id: ID!, name: String, next: Thing, things(first: Int): [Thing!]! }
  type Query {
    thing: Thing
    things(first: Int, last: Int): [Thing!]!
    echo(text: String, number: Float, whole: Int, id: ID, input: Noted): String
    on(date: Date!): Date
    at(moment: DateTime!): DateTime
    amount(amount: Decimal!): Decimal
    code(code: CreditCode!): CreditCode
    region(code: RegionCode!): RegionCode
  }
  type Mutation { act: String }
`;

let executed = 0;
const thing = { id: 't', name: 'thing' };

function schemaWithScalars() {
  const echoed = (_parent: unknown, args: Record<string, unknown>) => {
    executed++;
    return Object.values(args)[0];
  };
  const schema = smallSchema(TEXT, {
    Query: {
      thing: () => thing,
      things: () => [thing],
      echo: (_parent, args) => JSON.stringify(echoed(_parent, args as Record<string, unknown>)),
      on: echoed,
      at: echoed,
      amount: echoed,
      code: echoed,
      region: echoed,
    },
    Thing: { next: () => thing, things: () => [thing] },
    Mutation: { act: () => 'done' },
  });
  for (const scalar of [DateScalar, DateTimeScalar, DecimalScalar, CreditCodeScalar, RegionCodeScalar]) {
    Object.assign(schema.getType(scalar.name) ?? {}, {
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
      serialize: scalar.serialize,
    });
  }
  for (const type of ['Query', 'Thing']) {
    const fields = (
      schema.getType(type) as { getFields?: () => Record<string, { extensions: object }> }
    ).getFields?.();
    if (fields?.things !== undefined) fields.things.extensions = { complexity: connectionCost };
  }
  return schema;
}

let small: SmallServer;
beforeAll(async () => {
  small = await startSmallServer(schemaWithScalars());
});
afterAll(() => small.stop());

function firstOf({ errors }: Answer) {
  const [error] = errors ?? [];
  if (error === undefined) throw new Error('There is no error');
  return error;
}

describe('the size of a document', () => {
  const nested = (levels: number) =>
    '{ thing ' + '{ next '.repeat(levels) + '{ id }' + ' }'.repeat(levels) + ' }';
  const tooLarge: readonly (readonly [string, string])[] = [
    ['depth', nested(12)],
    ['nodes', `{ thing { ${'id '.repeat(600)} } }`],
    ['aliases', `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: thing { id }`).join(' ')} }`],
    ['directives', `{ thing { ${'id @skip(if: false) '.repeat(51)} } }`],
    ['tokens', `{ thing { ${'id '.repeat(2000)} } }`],
    ['nodes', multiplying(12)],
    ['aliases', `{ ...a ...a ...a } fragment a on Query { ${aliases(20)} }`],
  ];

  test.each(tooLarge)(
    'beyond the limit of %s is refused, with one error, before anything runs',
    async (what, query) => {
      const { body } = await small.ask(query);
      expect(body.data).toBeUndefined();
      expect(body.errors).toHaveLength(1);
      expect(firstOf(body).extensions).toMatchObject({ code: 'TOO_COSTLY', facts: { what } });
    },
  );

  test('within the limits is answered', async () => {
    const { body } = await small.ask(nested(9));
    expect(body.errors).toBeUndefined();
  });

  test('is counted quickly even when the document is made to be slow to check', async () => {
    const startedAt = performance.now();
    await small.ask(`{ ${'...a '.repeat(300)} } fragment a on Query { ${'thing { id } '.repeat(120)} }`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test('a fragment that contains itself is refused and hangs nothing', async () => {
    const { body } = await small.ask('{ thing { ...a } } fragment a on Thing { next { ...a } }');
    expect(firstOf(body).message).toMatch(/Cannot spread fragment/);
  });
});

describe('cost', () => {
  test('stands in every answer with what is left', async () => {
    const first = await small.ask('{ things(first: 10) { id next { id } } }');
    const second = await small.ask('{ nothing }');
    expect(first.body.extensions.cost).toMatchObject({ requested: 11, limit: 1_000_000 });
    expect(second.body.extensions.cost).toMatchObject({ requested: 1, limit: 1_000_000 });
  });

  test('grows with the page size that a variable asks for, also when the document is known', async () => {
    const query = 'query ($first: Int) { things(first: $first) { next { id } } }';
    const costs: unknown[] = [];
    for (const first of [1, 100, 1]) {
      const { body } = await small.ask(query, { variables: { first } });
      costs.push(body.extensions.cost);
    }
    expect(costs).toMatchObject([{ requested: 2 }, { requested: 101 }, { requested: 2 }]);
  });

  test('does not count what @skip leaves out, and counts it again when it is asked for', async () => {
    const query = 'query ($no: Boolean!) { things(first: 50) { next @skip(if: $no) { next { id } } } }';
    const without = await small.ask(query, { variables: { no: true } });
    const withNext = await small.ask(query, { variables: { no: false } });
    // Each line of a page costs a point, however little is asked of it.
    expect(without.body.extensions.cost).toMatchObject({ requested: 51 });
    expect(withNext.body.extensions.cost).toMatchObject({ requested: 101 });
  });

  test('beyond that of one operation is refused before anything runs', async () => {
    const { body, status } = await small.ask('{ things(first: 100) { things(first: 100) { next { id } } } }');
    expect(status).toBe(200);
    expect(body.data).toBeUndefined();
    expect(firstOf(body).extensions).toMatchObject({
      code: 'TOO_COSTLY',
      facts: { what: 'cost', limit: 5000 },
    });
  });

  test('an act costs more than a look', async () => {
    const { body } = await small.ask('mutation { act }');
    expect(body.extensions.cost).toMatchObject({ requested: 10 });
  });

  test('beyond the budget of the period is refused with 429, for that caller only', async () => {
    const poor = await startSmallServer(schemaWithScalars(), {
      config: { budget: { points: 20, seconds: 60 } },
    });
    const query = '{ things(first: 15) { next { id } } }';
    const answers = [
      await poor.ask(query),
      await poor.ask(query),
      await poor.ask(query, { roles: ['AUDITOR'] }),
    ];
    await poor.stop();
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
    const [, refused] = answers;
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused?.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(refused?.body.extensions.cost).toEqual({ requested: 16, remaining: 0, limit: 20 });
  });

  test('cannot be dodged by an argument without value beside an expensive field', async () => {
    const query = 'query ($no: Int) { on(date: $no) }';
    const { body } = await small.ask(query);
    expect(body.data).toBeUndefined();
  });
});

describe('text that cannot be stored', () => {
  const ECHO = 'query ($text: String, $input: Noted) { echo(text: $text, input: $input) }';

  test.each([
    ['NUL', 'a\u0000b'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['the other half', '\udc00'],
  ])('%s in a variable is refused with the path to it', async (_what, text) => {
    const { body } = await send({
      query: ECHO,
      variables: { input: { parts: [{ note: 'ok' }, { note: text }] } },
    });
    expect(body.data).toBeUndefined();
    expect(firstOf(body).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field: ['input', 'parts', '1', 'note'],
    });
  });

  test.each([
    ['NUL', '{ echo(input: { parts: [{ note: "a\\u0000b" }] }) }'],
    ['half of a surrogate pair as a pair of escapes', '{ echo(input: { parts: [{ note: "\\u{0}" }] }) }'],
  ])('%s in a literal is refused with the path to it', async (_what, query) => {
    const { body } = await small.ask(query);
    expect(body.errors).toHaveLength(1);
    expect(firstOf(body).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field: ['input', 'parts', '0', 'note'],
    });
  });

  test('a literal with half of a surrogate pair is no GraphQL', async () => {
    const { body } = await small.ask('{ echo(text: "\\ud800") }');
    expect(firstOf(body).extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  test('whole pairs are text like any other', async () => {
    const { body } = await small.ask(ECHO, { variables: { text: '𠮷野家' } });
    expect(body.data).toEqual({ echo: '"𠮷野家"' });
  });
});

describe('numbers that are not what was written', () => {
  test.each(['1e400', '-1e400', '9007199254740993', '1e16'])('%s as a literal is refused', async (number) => {
    const { body } = await small.ask(`{ echo(number: ${number}) }`);
    expect(firstOf(body).extensions).toEqual({ code: 'BAD_USER_INPUT', field: ['number'] });
  });

  test.each(['1e400', '-1e400', '9007199254740993'])('%s as a variable is refused', async (number) => {
    const { body } = await send(
      `{"query":"query($n: Float) { echo(number: $n) }","variables":{"n":${number}}}`,
    );
    expect(firstOf(body).extensions).toEqual({ code: 'BAD_USER_INPUT', field: ['n'] });
  });

  test('NaN is no JSON, and as a literal no number', async () => {
    const inJson = await send('{"query":"query($n: Float) { echo(number: $n) }","variables":{"n":NaN}}');
    const inQuery = await small.ask('{ echo(number: NaN) }');
    expect(firstOf(inJson.body).extensions.code).toBe('BROKEN_JSON');
    expect(firstOf(inQuery.body).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('3 billion is no Int', async () => {
    const { body } = await small.ask('query ($n: Int) { echo(whole: $n) }', {
      variables: { n: 3_000_000_000 },
    });
    expect(firstOf(body).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['n'] });
  });
});

describe('names that belong to GraphQL', () => {
  test.each(['{ __proto__: thing { id } }', 'query ($__proto__: String) { echo(text: $__proto__) }'])(
    '%s is refused',
    async (query) => {
      const { body } = await small.ask(query);
      expect(firstOf(body).extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );
});

describe('strict scalars', () => {
  const GOOD_CODE = '91440784MA00000A92';
  const refused: readonly (readonly [field: string, argument: string, value: unknown, reason: string])[] = [
    ['on', 'date: Date!', '2026-02-29', 'INVALID_DATE'],
    ['on', 'date: Date!', '2026-2-9', 'INVALID_DATE'],
    ['on', 'date: Date!', '1899-12-31', 'INVALID_DATE'],
    ['on', 'date: Date!', '２０２６-01-01', 'INVALID_DATE'],
    ['on', 'date: Date!', 20260101, 'INVALID_DATE'],
    ['at', 'moment: DateTime!', '2026-11-22T10:00:00', 'INVALID_DATE'],
    ['at', 'moment: DateTime!', '2026-02-30T10:00:00Z', 'INVALID_DATE'],
    ['at', 'moment: DateTime!', '2026-11-22T24:00:00Z', 'INVALID_DATE'],
    ['at', 'moment: DateTime!', '2026-11-22T12:99:00Z', 'INVALID_DATE'],
    ['amount', 'amount: Decimal!', 12.5, 'INVALID_AMOUNT'],
    ['amount', 'amount: Decimal!', '1e3', 'INVALID_AMOUNT'],
    ['amount', 'amount: Decimal!', '012', 'INVALID_AMOUNT'],
    ['amount', 'amount: Decimal!', 'NaN', 'INVALID_AMOUNT'],
    ['code', 'code: CreditCode!', '91440784MA00000A93', 'INVALID_CREDIT_CODE'],
    ['code', 'code: CreditCode!', GOOD_CODE.toLowerCase(), 'INVALID_CREDIT_CODE'],
    ['code', 'code: CreditCode!', GOOD_CODE.replace('9', '９'), 'INVALID_CREDIT_CODE'],
    ['region', 'code: RegionCode!', '4407', 'UNKNOWN_REGION'],
  ];

  test.each(refused)(
    '%s(%s) refuses %j, as a variable and as a literal, without repeating it',
    async (...row) => {
      const [field, argument, value, reason] = row;
      const [name = '', type] = argument.split(': ');
      const asVariable = await small.ask(`query ($v: ${type}) { ${field}(${name}: $v) }`, {
        variables: { v: value },
      });
      const asLiteral = await small.ask(`{ ${field}(${name}: ${JSON.stringify(value)}) }`);
      const expected = { code: 'BAD_USER_INPUT', reason };
      expect(firstOf(asVariable.body).extensions).toEqual({ ...expected, field: ['v'] });
      expect(firstOf(asLiteral.body).extensions).toEqual({ ...expected, field: [name] });
      // The error alone: digits of the correlation id beside it can be anything.
      expect(JSON.stringify(firstOf(asVariable.body))).not.toContain(String(value));
    },
  );

  test('take what is right, and give moments in UTC', async () => {
    const query = `{ on(date: "2028-02-29") amount(amount: "-12.50") code(code: "${GOOD_CODE}") region(code: "440784001")
      at(moment: "2026-11-22T10:00:00.5+08:00") }`;
    const { body } = await small.ask(query);
    expect(body.data).toEqual({
      on: '2028-02-29',
      amount: '-12.50',
      code: GOOD_CODE,
      region: '440784001',
      at: '2026-11-22T02:00:00.500Z',
    });
  });

  test('name every value at fault, each with its path, in the language of the caller', async () => {
    const variables = { input: { on: '2026-13-01', parts: [{ code: 'X' }] } };
    const { body } = await small.ask('query ($input: Noted) { echo(input: $input) }', { variables });
    expect(body.errors).toMatchObject([
      { message: '日期不存在或超出范围。', extensions: { reason: 'INVALID_DATE', field: ['input', 'on'] } },
      { extensions: { reason: 'INVALID_CREDIT_CODE', field: ['input', 'parts', '0', 'code'] } },
    ]);
  });

  test('a scalar is never written from anything but text', () => {
    expect(() => DateScalar.serialize(new Date())).toThrow(TypeError);
    expect(() => DecimalScalar.serialize(12.5)).toThrow(TypeError);
    expect(() => DateScalar.parseValue('x')).toThrow(GraphQLError);
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
}

/** Twelve fragments, each spreading the next one twice: 4,096 fields in some 100 tokens. */
function multiplying(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment f${n} on Thing { ...f${n + 1} ...f${n + 1} }`,
  );
  return `{ thing { ...f0 } } ${fragments.join(' ')} fragment f${levels} on Thing { id }`;
}

async function send(body: string | object): Promise<{ status: number; body: Answer }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await supertest(small.url)
    .post('/graphql')
    .set('content-type', 'application/json')
    .send(text);
  return { status: answer.status, body: answer.body as Answer };
}

test('nothing that was refused was executed', async () => {
  executed = 0;
  await small.ask('{ on(date: "2026-02-30") }');
  await small.ask('query ($d: Date!) { on(date: $d) }', { variables: { d: '2026-02-30' } });
  await small.ask('{ echo(text: "a\\u0000") }');
  expect(executed).toBe(0);
});
