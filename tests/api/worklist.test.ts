import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codesOf, makeWorld, uuidOf, type World } from '../support/world.js';

let world: World;
/** By their due dates; the dates are given to the schedule directly, how they come about is told in inspection.test.ts. */
const houses: Record<string, string> = {};
const DUE = [
  '2026-06-01',
  '2026-06-20',
  '2026-06-20',
  '2026-06-30',
  '2026-07-01',
  '2026-07-02',
  '2026-07-31',
];

beforeAll(async () => {
  world = await makeWorld();
  for (const [index, dueOn] of DUE.entries()) {
    const id = await world.registerHouse();
    houses[`${dueOn} ${index}`] = id;
    await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
      uuidOf(id),
      dueOn,
    ]);
  }
  const foreign = await world.registerHouse('longkou');
  await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
    uuidOf(foreign),
    '2026-06-01',
  ]);
});
afterAll(() => world.close());

const WORKLIST = `query ($on: Date, $first: Int, $after: String, $last: Int, $before: String) {
  inspectionWorklist(on: $on, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges { cursor node { dueOn overdueDays reason house { id address tier { colour label } owner { name phone masked }
      lastInspection { inspectedOn officerName } } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Edge {
  readonly cursor: string;
  readonly node: {
    readonly dueOn: string;
    readonly overdueDays: number;
    readonly house: { readonly id: string; readonly owner: { readonly name: string } };
  };
}

interface Worklist {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

async function worklist(page: Record<string, unknown>, headers = {}): Promise<Worklist> {
  const answer = await world.data<{ inspectionWorklist: Worklist }>('zhongshan', WORKLIST, page, headers);
  return answer.inspectionWorklist;
}

const dueDaysOf = ({ edges }: Worklist) => edges.map(({ node }) => node.dueOn);
const idsOf = ({ edges }: Worklist) => edges.map(({ node }) => node.house.id);

describe("A station's worklist", () => {
  test('holds the houses due today and all that are overdue, longest overdue first, and none of another station', async () => {
    const list = await worklist({ first: 100 });
    expect(list.totalCount).toBe(5);
    expect(dueDaysOf(list)).toEqual(DUE.slice(0, 5));
    expect(list.edges.map(({ node }) => node.overdueDays)).toEqual([30, 11, 11, 1, 0]);
  });

  test('says address, colour and reason of each house', async () => {
    const { edges } = await worklist({ first: 100 });
    expect(edges[3]?.node).toMatchObject({
      reason: 'First visit, 1 day overdue',
      house: {
        address: '越塘村示例巷1号',
        tier: { colour: 'grey', label: 'Not yet inspected' },
        owner: { name: '陈**', phone: '100****0001', masked: true },
        lastInspection: null,
      },
    });
    expect(edges[4]?.node).toMatchObject({ reason: 'First visit, due on this day' });
  });

  test('is asked for another day by `on`: what is due until then', async () => {
    expect(dueDaysOf(await worklist({ first: 100, on: '2026-06-20' }))).toEqual(DUE.slice(0, 3));
    expect(dueDaysOf(await worklist({ first: 100, on: '2026-07-31' }))).toEqual(DUE);
    expect(await worklist({ first: 100, on: '2026-05-31' })).toEqual({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('is read forward page by page without gap or repetition, also between houses due on the same day', async () => {
    const all = await worklist({ first: 100 });
    const seen: string[] = [];
    let after: string | null = null;
    for (const more of [true, true, false]) {
      const page: Worklist = await worklist({ first: 2, after });
      expect(page.pageInfo.hasNextPage).toBe(more);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...idsOf(page));
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(idsOf(all));
  });

  test('is read backward from its end in the same order', async () => {
    const all = await worklist({ first: 100 });
    const last = await worklist({ last: 2 });
    expect(idsOf(last)).toEqual(idsOf(all).slice(3));
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
    const before = await worklist({ last: 2, before: last.pageInfo.startCursor });
    expect(idsOf(before)).toEqual(idsOf(all).slice(1, 3));
    expect(before.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const first = await worklist({ last: 2, before: before.pageInfo.startCursor });
    expect(idsOf(first)).toEqual(idsOf(all).slice(0, 1));
    expect(first.pageInfo.hasPreviousPage).toBe(false);
  });

  test('keeps its cursors when a house of an earlier page leaves it', async () => {
    const all = await worklist({ first: 100 });
    const firstPage = await worklist({ first: 2 });
    const gone = uuidOf(idsOf(firstPage)[1] ?? '');
    await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
      gone,
      '2026-12-31',
    ]);
    const secondPage = await worklist({ first: 2, after: firstPage.pageInfo.endCursor });
    expect(idsOf(secondPage)).toEqual(idsOf(all).slice(2, 4));
    await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
      gone,
      '2026-06-20',
    ]);
  });

  test('shows owners in clear for a stated purpose, and logs each look-up with it', async () => {
    const before = await world.count('access_log');
    const { edges } = await worklist({ first: 100 }, { 'x-purpose': '日常检查' });
    expect(edges[0]?.node.house).toMatchObject({
      owner: { name: '陈示例', phone: '10000000001', masked: false },
    });
    const { rows } = await world.owner.query<object>(
      `select person, purpose from (select * from access_log order by id offset $1) looks, unnest(subject_ids) as person`,
      [before],
    );
    const owners = await world.owner.query<{ owner_id: string }>(
      'select owner_id from rental_house where id = any($1::uuid[])',
      [edges.map(({ node }) => uuidOf(node.house.id))],
    );
    const looks = owners.rows.map(({ owner_id: person }) => ({ person, purpose: '日常检查' }));
    expect(rows).toHaveLength(5);
    expect(rows).toEqual(expect.arrayContaining(looks));
  });

  test('logs nothing when nobody is looked at, whatever the purpose', async () => {
    const before = await world.count('access_log');
    await world.data(
      'zhongshan',
      '{ inspectionWorklist(first: 100) { nodes { dueOn house { address } } } }',
      {},
      { 'x-purpose': '日常检查' },
    );
    expect(await world.count('access_log')).toBe(before);
  });

  test('refuses a cursor that it has not given', async () => {
    const cursors = [
      'nonsense',
      cursorOf('2026-06-20'),
      cursorOf('no day', 'no id'),
      cursorOf('2026-02-30', uuidOf(idsOf(await worklist({ first: 1 }))[0] ?? '')),
    ];
    for (const after of cursors) {
      const answer = await world.ask('zhongshan', WORKLIST, { first: 1, after });
      expect({ after, codes: codesOf(answer) }).toEqual({ after, codes: ['BAD_USER_INPUT'] });
    }
  });

  test('loses a house as soon as its inspection is recorded, and shows it again when it is due', async () => {
    const houseId = await world.registerHouse();
    const has = async (on: string) => idsOf(await worklist({ first: 100, on })).includes(houseId);
    expect(await has('2026-07-31')).toBe(true);
    await world.data(
      'zhongshan',
      'mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }',
      {
        input: {
          idempotencyKey: world.key(),
          houseId,
          inspectedOn: '2026-07-01',
          secondOfficerId: world.officerId('zhongshanSecond'),
          findings: [],
        },
      },
    );
    expect(await has('2026-07-31')).toBe(false);
    expect(await has('2026-10-01')).toBe(true);
    const { edges } = await worklist({ first: 100, on: '2026-10-03' });
    expect(edges.find(({ node }) => node.house.id === houseId)?.node).toMatchObject({
      dueOn: '2026-10-01',
      overdueDays: 2,
      reason: 'Civilised rental house: interval passed, 2 days overdue',
      house: {
        tier: { colour: 'green' },
        lastInspection: { inspectedOn: '2026-07-01', officerName: '示例警员甲' },
      },
    });
  });
});

function cursorOf(...values: string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}
