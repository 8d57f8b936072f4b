import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly creditCode: string }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
}

const LIST = `query ($filter: EnterpriseFilter, $first: Int, $after: String, $last: Int, $before: String) {
  enterprises(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { creditCode } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;

async function list(variables: Record<string, unknown>): Promise<Page> {
  return (await world.data<{ enterprises: Page }>('regulator', LIST, variables)).enterprises;
}

const codesIn = ({ nodes }: Page) => nodes.map(({ creditCode }) => creditCode);

describe('The register of enterprises', () => {
  let codes: Readonly<Record<'restaurant' | 'hotel' | 'closed' | 'inLongkou' | 'elsewhere', string>>;

  beforeAll(async () => {
    const codeOf = async (changes: Parameters<World['enterprise']>[0]) =>
      (await world.enterprise(changes)).creditCode;
    codes = {
      restaurant: await codeOf({ industryCode: '6210', name: '鹤山市示例餐馆' }),
      hotel: await codeOf({ industryCode: '6110' }),
      closed: await codeOf({ industryCode: '6210', status: 'DEREGISTERED' }),
      inLongkou: await codeOf({ industryCode: '6220', regionCode: '440784101001' }),
      elsewhere: await codeOf({ regionCode: '371082' }),
    };
  });

  test('lists the jurisdiction by credit code, and nothing outside it', async () => {
    const { restaurant, hotel, closed, inLongkou } = codes;
    const page = await list({ first: 100 });
    expect(codesIn(page)).toEqual([restaurant, hotel, closed, inLongkou].sort());
    expect(page.totalCount).toBe(4);
    expect(codesIn(await list({ first: 100, filter: { regionCode: '371082' } }))).toEqual([]);
  });

  test('is narrowed by industry, by state and by region, alone and together', async () => {
    const { restaurant, closed, inLongkou } = codes;
    const narrowed = async (filter: Record<string, unknown>) => codesIn(await list({ first: 100, filter }));
    expect(await narrowed({ industryCode: '62' })).toEqual([restaurant, closed, inLongkou].sort());
    expect(await narrowed({ industryCode: '6210' })).toEqual([restaurant, closed].sort());
    expect(await narrowed({ status: 'DEREGISTERED' })).toEqual([closed]);
    expect(await narrowed({ regionCode: '440784101' })).toEqual([inLongkou]);
    expect(await narrowed({ industryCode: '62', status: 'ACTIVE', regionCode: '440784001' })).toEqual([
      restaurant,
    ]);
    expect(await narrowed({ industryCode: '%' })).toEqual([]);
  });

  test('is read forward and backward in pages of one order', async () => {
    const all = codesIn(await list({ first: 100 }));
    const first = await list({ first: 3 });
    const rest = await list({ first: 3, after: first.pageInfo.endCursor });
    expect([...codesIn(first), ...codesIn(rest)]).toEqual(all);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const last = await list({ last: 1 });
    const before = await list({ last: 100, before: last.pageInfo.startCursor });
    expect([...codesIn(before), ...codesIn(last)]).toEqual(all);
    expect([before.pageInfo.hasPreviousPage, last.pageInfo.hasPreviousPage]).toEqual([false, true]);
  });

  test('gives an enterprise by its code to every officer, wherever it is', async () => {
    const query = `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) {
      __typename regionCode status ... on Enterprise { creditCode name category industryCode address registeredOn registeredCapital } } }`;
    expect(await world.data('zhongshan', query, { creditCode: codes.restaurant })).toEqual({
      creditSubject: {
        __typename: 'Enterprise',
        regionCode: '440784001001',
        status: 'ACTIVE',
        creditCode: codes.restaurant,
        name: '鹤山市示例餐馆',
        category: 'COMPANY',
        industryCode: '6210',
        address: '示例路1号',
        registeredOn: '2024-01-01',
        registeredCapital: '1000000.00',
      },
    });
    expect(await world.data('zhongshan', query, { creditCode: codes.elsewhere })).toMatchObject({
      creditSubject: { regionCode: '371082' },
    });
  });

  test('answers null for a code without a file', async () => {
    const query = `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) { __typename } }`;
    expect(await world.data('zhongshan', query, { creditCode: world.creditCode() })).toEqual({
      creditSubject: null,
    });
  });
});

describe('A law firm', () => {
  let creditCode: string;
  let id: string;

  beforeAll(async () => {
    creditCode = world.creditCode();
    id = uuidv7();
    await world.owner.query(
      `insert into subject (id, kind, credit_code, name, region_code, opened_on)
       values ($1, 'LAW_FIRM', $2, '广东示例律师事务所', '440784001001', '2024-01-01')`,
      [id, creditCode],
    );
    await world.owner.query(`insert into enterprise (id, category) values ($1, 'LAW_FIRM')`, [id]);
  });

  test('stands in the same register, under a type and an id of its own', async () => {
    const found = { __typename: 'LawFirm', id: `lf_${id}` };
    expect(
      await world.data(
        'approver',
        `query ($creditCode: CreditCode!, $ids: [ID!]!) {
          creditSubject(creditCode: $creditCode) { __typename id } nodes(ids: $ids) { __typename id } }`,
        { creditCode, ids: [`lf_${id}`, `ent_${id}`] },
      ),
    ).toEqual({ creditSubject: found, nodes: [found, null] });
  });

  test('is no enterprise: neither in the list nor in a draw', async () => {
    expect(codesIn(await list({ first: 100 }))).not.toContain(creditCode);
  });
});

describe('A published grade', () => {
  test('of a property-service enterprise can be seen by every officer, with its reasons', async () => {
    const { id, creditCode } = await world.enterprise({ industryCode: '7020' });
    await world.rate(id, 'property-service');
    const query = `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) { ratings {
      sector basis gradeCode label score reasons { indicatorCode } } } }`;
    expect(await world.data('zhongshan', query, { creditCode })).toEqual({
      creditSubject: {
        ratings: [
          {
            sector: 'property-service',
            basis: 'BY_DEFAULT',
            gradeCode: null,
            label: 'C (missing)',
            score: '80.00',
            reasons: [],
          },
        ],
      },
    });
    await world.record(id, 'PROPERTY_CREDIT_JOINED');
    await world.rate(id, 'property-service');
    expect(await world.data('zhongshan', query, { creditCode })).toMatchObject({
      creditSubject: { ratings: [{ basis: 'RATED', gradeCode: 'AA', label: 'Grade AA' }] },
    });
  });
});
