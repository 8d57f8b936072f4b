import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { makeExecutor } from '../../src/graphql/executor.js';
import { petSchema, tally } from '../support/pet-schema.js';
import { smallSchema, startSmallServer, type SmallServer } from '../support/small-server.js';

let small: SmallServer;
beforeAll(async () => {
  small = await startSmallServer(petSchema());
});
afterAll(() => small.stop());

describe('execution', () => {
  const queries: readonly (readonly [string, Record<string, unknown>?])[] = [
    ['{ hello owner { id name friend { friend { name } } } nobody { id } }'],
    ['query ($n: String = "x") { hello(name: $n) }'],
    ['query ($n: String! = "x") { hello(name: $n) }'],
    ['query ($n: String) { hello(name: $n) }', { n: '你' }],
    [
      '{ owner { pets { name ... on Cat { lives } ... on Dog { barks } __typename } pet { ... on Named { name } } } }',
    ],
    [
      'query ($a: Boolean!, $b: Boolean!) { owner { ...f @include(if: $a) ...g @skip(if: $b) } } fragment f on Owner { id friend { id } } fragment g on Owner { name friend { name } }',
      { a: true, b: true },
    ],
    [
      'query ($a: Boolean!, $b: Boolean!) { owner { ...f @include(if: $a) ...g @skip(if: $b) } } fragment f on Owner { id friend { id } } fragment g on Owner { name friend { name } }',
      { a: false, b: false },
    ],
    [
      'query ($a: Boolean!) { owner { friend { ...f @include(if: $a) } ...f } } fragment f on Owner { name }',
      { a: false },
    ],
    ['{ owner { id broken } hello }'],
    ['{ owner { friend { broken } } }'],
    ['{ a: hello b: hello(name: "x") }'],
    ['{ owner { b_c: name } owner_b_c: hello }'],
    ['mutation { add count second: add(by: 5) }'],
  ];

  test.each(queries)(
    'answers %s as graphql-js does, compiled or not, checked or trusted',
    async (text, variables = {}) => {
      const schema = petSchema();
      const document = parse(text);
      const [operation] = document.definitions;
      if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
      tally.count = 0;
      const expected = await execute({ schema, document, variableValues: variables, contextValue: {} });
      for (const leaves of ['checked', 'trusted'] as const) {
        const run = makeExecutor(schema, leaves);
        // The first time it may not be worth compiling, the second time it is.
        for (let time = 1; time <= 2; time++) {
          tally.count = 0;
          const answer = await run({ document, operation, variables, context: {} });
          expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(expected)));
        }
      }
    },
  );

  test('a text that the compiler would take for code stays text', async () => {
    const attack = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d(globalThis.taken=true)';
    const inLiteral = await small.ask(`{ hello(name: "${attack}") }`);
    const inEscapes = await small.ask(`{ hello(name: "\\u005f${attack.slice(1)}") }`);
    const inDefault = await small.ask(`query ($n: String = "${attack}") { hello(name: $n) }`);
    const inVariable = await small.ask('query ($n: String) { hello(name: $n) }', {
      variables: { n: attack },
    });
    const hello = { hello: `hello ${attack}` };
    expect([inLiteral, inEscapes, inDefault, inVariable].map(({ body }) => body.data)).toEqual([
      hello,
      hello,
      hello,
      hello,
    ]);
    expect(globalThis).not.toHaveProperty('taken');
  });

  test('a value of another type than its field is found where answers are checked', async () => {
    const schema = smallSchema('type Query { whole: Int text: String }', {
      Query: { whole: () => '1', text: () => 1 },
    });
    const server = await startSmallServer(schema);
    const { body } = await server.ask('{ whole text }');
    await server.stop();
    expect(body.data).toEqual({ whole: null, text: null });
    expect(body.errors).toMatchObject([
      { extensions: { code: 'INTERNAL' } },
      { extensions: { code: 'INTERNAL' } },
    ]);
  });

  test('a schema whose names the compiler would mix up does not start', () => {
    const text = 'type Query { draw: Draw drawn: Drawn } type Draw { nEntry: ID } type Drawn { Entry: ID }';
    expect(() => makeExecutor(smallSchema(text, {}), 'checked')).toThrow(/mixed up/);
  });

  test('purpose and matter reach the context, percent-encoded as headers must be', async () => {
    const schema = smallSchema('type Query { why: String }', {
      Query: { why: (_parent, _args, { purpose, matter }) => `${purpose ?? ''} / ${matter ?? ''}` },
    });
    const server = await startSmallServer(schema);
    const headers = { 'x-purpose': 'CHECK', 'x-matter': encodeURIComponent('政府采购 12') };
    const { body } = await server.ask('{ why }', { headers });
    await server.stop();
    expect(body.data).toEqual({ why: 'CHECK / 政府采购 12' });
  });
});
