import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/door.js';
import { makeWorld, TODAY, type OfficerName, type World } from '../support/world.js';

let world: World;
const HOUSES = 8;

beforeAll(async () => {
  world = await makeWorld();
  for (let count = 0; count < HOUSES; count++) {
    const house = await world.registerHouse();
    await world.data(
      'zhongshan',
      `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          houseId: house,
          inspectedOn: TODAY,
          secondOfficerId: world.officerId('zhongshanSecond'),
          findings: [{ itemCode: 'ELECTRIC_BIKE_CHARGING' }],
        },
      },
    );
    const { id } = await world.enterprise();
    await world.record(id, 'ADMINISTRATIVE_PENALTY');
    await world.rate(id, 'enterprise-risk');
  }
  for (let count = 0; count < 3; count++) {
    await world.data(
      'regulator',
      `mutation ($input: DrawSpotCheckInput!) { drawSpotCheck(input: $input) { userErrors { code } } }`,
      { input: { idempotencyKey: world.key(), title: '示例', population: { regionCode: '440784' } } },
    );
  }
});
afterAll(() => world.close());

/** The statements that one request sends to the database, by name; reads and the access log alike. */
async function statementsOf(officer: OfficerName, query: string, variables: Record<string, unknown>) {
  const { door } = world.product.world;
  const open = door.for.bind(door);
  const names: string[] = [];
  door.for = (opener) => {
    const store = open(opener);
    const counted: Store = {
      ...store,
      run: (one, values) => {
        names.push(one.name);
        return store.run(one, values);
      },
    };
    return counted;
  };
  try {
    await world.data(officer, query, variables, { 'x-purpose': 'test' });
  } finally {
    door.for = open;
  }
  return names.sort();
}

describe('Statements of a request', () => {
  const cases: [string, OfficerName, string][] = [
    [
      'a worklist with owners, inspections, hazards, records and reasons',
      'zhongshan',
      `query ($first: Int!, $on: Date) { inspectionWorklist(first: $first, on: $on) { totalCount nodes { house {
         owner { name } manager { name } region { name } lastInspection { officerName } hazards { item }
         inspections(first: 3) { nodes { inspectedOn } } records(first: 5) { totalCount nodes { label } }
         tier { label reasons { record { label } } } ratings { label reasons { indicator } } } } } }`,
    ],
    [
      'enterprises with risk classes, their reasons and records',
      'regulator',
      `query ($first: Int!) { enterprises(first: $first) { nodes { name region { name }
         riskClass { label reasons { record { label } } } records(first: 2) { nodes { label } } } } }`,
    ],
    [
      'draws with what they drew',
      'regulator',
      `query ($first: Int!) { draws(first: $first) { nodes { seed objects(first: 5) { nodes { enterprise { name riskClass { label } } } } } } }`,
    ],
  ];

  test.each(cases)('%s: as many for one line as for a page', async (_what, officer, query) => {
    // What the process reads once and keeps, such as the words of the grades, must not be counted.
    await statementsOf(officer, query, { first: 1, on: '2027-01-01' });
    const one = await statementsOf(officer, query, { first: 1, on: '2027-01-01' });
    const page = await statementsOf(officer, query, { first: HOUSES, on: '2027-01-01' });
    expect(page).toEqual(one);
    expect(new Set(page).size).toBe(page.length);
  });

  test('one rating with 200 records explained: three statements in all, with the way to the next grade', async () => {
    const { id } = await world.enterprise();
    for (let at = 0; at < 200; at += 1) await world.record(id, 'ADMINISTRATIVE_PENALTY');
    await world.rate(id, 'enterprise-risk');
    const query = `query ($id: ID!) { node(id: $id) { ... on Enterprise { riskClass { score
      reasons { points source { clause } record { id label } } nextChangeOn completeness { expected } pathToNextGrade { targetGrade } } } } }`;
    const ask = () => statementsOf('regulator', query, { id: `ent_${id}` });
    await ask();
    expect(await ask()).toEqual(['find-enterprises', 'read-credit-files', 'read-ratings']);
  });
});
