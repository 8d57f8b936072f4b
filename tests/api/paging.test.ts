import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Args, buildSchemaSync, Field, ObjectType, Query, Resolver } from 'type-graphql';
import fc from 'fast-check';
import {
  connectionCost,
  connectionFor,
  connectionOf,
  cursorOf,
  PageArguments,
  pageRequest,
  type Connection,
  type Keyset,
  type PageRequest,
} from '../../src/graphql/paging.js';
import { globalId, parseGlobalId } from '../../src/http/global-id.js';
import { startSmallServer, type SmallServer } from '../support/small-server.js';

interface Row {
  readonly dueOn: string;
  readonly id: number;
}

const ROWS: readonly Row[] = Array.from({ length: 25 }, (_, id) => ({
  dueOn: `2026-07-${10 + (id >> 1)}`,
  id,
}));

@ObjectType({ simpleResolvers: true })
class Visit {
  @Field(() => String)
  dueOn!: string;
}

const VisitConnection = connectionOf(Visit, 'Visit');
let counts = 0;

@Resolver()
class VisitResolver {
  @Query(() => VisitConnection, { complexity: connectionCost })
  visits(@Args(() => PageArguments) page: PageArguments): Connection<Visit> {
    const request = pageRequest(page, ['string', 'number']);
    return connectionFor(request, pageOf(request), {
      nodeOf: ({ dueOn }) => ({ dueOn }),
      keysetOf: ({ dueOn, id }) => [dueOn, id],
      countAll: () => Promise.resolve(((counts += 1), ROWS.length)),
    });
  }
}

/** What a statement with `(due_on, id) > ($1, $2) order by due_on, id limit $3 + 1` does. */
function pageOf({ limit, backward, from }: PageRequest) {
  const rank = ([dueOn, id]: Keyset) => `${String(dueOn)} ${String(id).padStart(4, '0')}`;
  const keyOf = ({ dueOn, id }: Row) => rank([dueOn, id]);
  const beyond = ROWS.filter(
    (row) => from === null || (backward ? keyOf(row) < rank(from) : keyOf(row) > rank(from)),
  );
  const rows = backward ? beyond.slice(-limit) : beyond.slice(0, limit);
  return { rows, hasMore: beyond.length > limit };
}

interface Page {
  readonly nodes: readonly { dueOn: string }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
}

describe('a connection over HTTP', () => {
  let small: SmallServer;
  beforeAll(async () => {
    small = await startSmallServer(buildSchemaSync({ resolvers: [VisitResolver], validate: false }));
  });
  afterAll(() => small.stop());

  async function page(variables: Record<string, unknown>): Promise<Page> {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
      visits(first: $first, after: $after, last: $last, before: $before) {
        nodes { dueOn } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`;
    const { body } = await small.ask(query, { variables });
    expect(body.errors).toBeUndefined();
    return body.data?.visits as Page;
  }

  test('walking forward and backward meets every entry once, in the same order', async () => {
    const forward: string[] = [];
    let next: Page | undefined;
    do {
      next = await page({ first: 7, after: next?.pageInfo.endCursor });
      forward.push(...next.nodes.map(({ dueOn }) => dueOn));
    } while (next.pageInfo.hasNextPage);
    const backward: string[] = [];
    let previous: Page | undefined;
    do {
      previous = await page({ last: 4, before: previous?.pageInfo.startCursor });
      backward.unshift(...previous.nodes.map(({ dueOn }) => dueOn));
    } while (previous.pageInfo.hasPreviousPage);
    const all = ROWS.map(({ dueOn }) => dueOn);
    expect(forward).toEqual(all);
    expect(backward).toEqual(all);
  });

  test('the total is counted only when asked for', async () => {
    counts = 0;
    await small.ask('{ visits(first: 1) { nodes { dueOn } } }');
    const before = counts;
    const { body } = await small.ask('{ visits(first: 1) { totalCount edges { cursor node { dueOn } } } }');
    expect([before, counts]).toEqual([0, 1]);
    expect(body.data?.visits).toEqual({
      totalCount: 25,
      edges: [{ cursor: cursorOf(['2026-07-10', 0]), node: { dueOn: '2026-07-10' } }],
    });
  });

  test('costs its page size times what is selected', async () => {
    const { body } = await small.ask('{ visits(first: 30) { nodes { dueOn } } }');
    expect(body.extensions.cost).toMatchObject({ requested: 31 });
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ['neither first nor last', '', 'first'],
    ['both first and last', 'first: 1, last: 1', 'first'],
    ['nothing', 'first: 0', 'first'],
    ['more than 100', 'last: 101', 'last'],
    ['fewer than nothing', 'first: -1', 'first'],
    ['a cursor of the wrong end', 'first: 1, before: "x"', 'before'],
    ['a cursor that is none', 'first: 1, after: "x"', 'after'],
    ['a cursor of another list', `first: 1, after: "${cursorOf([1, 2])}"`, 'after'],
    ['a cursor with more in it', `first: 1, after: "${cursorOf(['2026-07-10', 1, 2])}"`, 'after'],
    ['a cursor spelt in another way', `first: 1, after: "${cursorOf(['2026-07-10', 1])}="`, 'after'],
    ['a cursor with NUL in it', `first: 1, after: "${cursorOf(['\0', 1])}"`, 'after'],
    [
      'a cursor that is an object',
      `last: 1, before: "${Buffer.from('{"length":2}').toString('base64url')}"`,
      'before',
    ],
  ];

  test.each(wrong)('%s is refused, naming the argument', async (_what, page, field) => {
    const { body } = await small.ask(`{ visits${page === '' ? '' : `(${page})`} { nodes { dueOn } } }`);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: [field] });
  });
});

test('whatever a keyset holds, its cursor brings it back', () => {
  const values = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 40 }), number: fc.nat() });
  fc.assert(
    fc.property(values, ({ text, number }) => {
      fc.pre(!text.includes('\0'));
      const cursor = cursorOf([text, number]);
      expect(pageRequest({ first: 1, after: cursor }, ['string', 'number']).from).toEqual([text, number]);
    }),
  );
});

describe('global ids', () => {
  const UUID = '01935c3e-0000-7000-8000-0000000000ff';

  test('name their kind, and come apart again', () => {
    expect(parseGlobalId(globalId('rh', UUID), ['ent', 'rh'])).toEqual({ prefix: 'rh', uuid: UUID });
  });

  test.each([
    ['of another kind', `ent_${UUID}`],
    ['without a kind', UUID],
    ['in upper case', `rh_${UUID.toUpperCase()}`],
    ['with something after it', `rh_${UUID} `],
    ['with a line end after it', `rh_${UUID}\n`],
    ['that is nothing', ''],
  ])('an id %s is none', (_what, id) => {
    expect(parseGlobalId(id, 'rh')).toBeNull();
  });
});
