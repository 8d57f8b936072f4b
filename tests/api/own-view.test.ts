import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { buildAppSchema } from '../../src/graphql/schema.js';
import { OWNER } from '../../src/http/owner-example.js';
import { act, inspect, onDay, OWN_HOUSES, refusalsOf, send } from '../support/own-view.js';
import { codesOf, type ExtraOfficer, makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const SHA256 = 'ab'.repeat(32);
const OWNER_NAMED = { name: '李房主示例', phone: '10000000777' };
const MANAGER = { name: '王管理示例', phone: '10000000888' };

/** A house with an owner and a manager of its own, and accounts of both. */
async function house() {
  const owner = { ...OWNER_NAMED, citizenNumber: world.citizenNumber() };
  const manager = { ...MANAGER, citizenNumber: world.citizenNumber() };
  const houseId = await world.registerHouse('zhongshan', { owner, manager });
  const accounts = {
    owner: await world.addResident(houseId),
    manager: await world.addResident(houseId, 'manager'),
  };
  return { houseId, ...accounts, numbers: [owner.citizenNumber, manager.citizenNumber] };
}

async function ownHouses(caller: ExtraOfficer): Promise<any[]> {
  return (await world.data<any>(caller, OWN_HOUSES)).ownRentalHouses;
}

describe('An owner', () => {
  test('sees his house: tier, reasons, what follows, open hazards, history, visits and how to object', async () => {
    const { houseId, owner } = await onDay(world, '2026-06-20', house);
    await onDay(world, '2026-06-20', () => inspect(world, houseId));
    await onDay(world, '2026-06-25', () =>
      inspect(world, houseId, ['EVACUATION_ROUTE'], { description: '通道堆物' }),
    );
    const [own] = await ownHouses(owner);
    expect(own).toMatchObject({
      id: houseId,
      address: '越塘村示例巷1号',
      roles: ['OWNER'],
      stationName: '示例机构 zhongshan-station',
      disputed: false,
      objectionUntil: null,
      howToObject:
        'You may object at any time to 示例机构 zhongshan-station; it answers within 20 working days.',
      tier: {
        sector: 'urban-village',
        basis: 'RATED',
        gradeCode: 'KEY',
        colour: 'yellow',
        since: '2026-06-25',
        reasons: [
          {
            indicator: 'An ordinary hazard is open',
            setsGrade: 'KEY',
            record: 'Ordinary hazard',
            occurredOn: '2026-06-25',
            lapsesOn: null,
            source: { mark: 'S' },
          },
        ],
        pathToNextGrade: { targetGrade: 'CIVILISED', steps: [{ kind: 'END_RECORD' }] },
      },
      whatFollows: ['每 14 天检查一次'],
      openHazards: [
        {
          item: 'Escape routes and exits kept clear',
          severity: 'ORDINARY',
          description: '通道堆物',
          foundOn: '2026-06-25',
          dueOn: '2026-06-28',
          overdueDays: 3,
          failureCount: 0,
        },
      ],
      tierHistory: [
        { colour: 'yellow', from: '2026-06-25', to: null },
        { colour: 'green', from: '2026-06-20', to: '2026-06-24' },
      ],
      inspections: [
        { inspectedOn: '2026-06-25', findings: ['Escape routes and exits kept clear'] },
        { inspectedOn: '2026-06-20', findings: [] },
      ],
      objections: [],
      reports: [],
    });
  });

  test('sees no officer, nobody else, no remark of the officers, and no day of a visit to come', async () => {
    const mine = await house();
    const theirs = await house();
    for (const { houseId } of [mine, theirs]) {
      const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
      const account = houseId === mine.houseId ? mine : theirs;
      await act(world, account.manager, 'reportRectification', { hazardId, note: '管理人的话' });
      await act(world, account.manager, 'objectToTier', { houseId, grounds: '管理人的异议' });
    }
    const { rows } = await world.owner.query<{ due: string; code: string }>(
      `select d.due_on::text as due, h.address_code as code from inspection_schedule d join rental_house h on h.id = d.house_id
       where h.id = any($1)`,
      [[mine.houseId, theirs.houseId].map(uuidOf)],
    );
    const text = JSON.stringify(await world.ask(mine.owner, OWN_HOUSES));
    const hidden = [
      ...['示例警员', '民警内部备注', '管理人的话', '管理人的异议'],
      ...[OWNER_NAMED, MANAGER].flatMap(({ name, phone }) => [name, phone]),
      ...[...mine.numbers, ...theirs.numbers, theirs.houseId, uuidOf(theirs.houseId)],
      ...rows.map(({ due }) => due),
      ...Object.values(world.officerIds),
    ];
    expect(hidden.filter((each) => text.includes(each))).toEqual([]);
    const codes = rows.map(({ code }) => code).filter((code) => text.includes(code));
    expect(codes).toHaveLength(1);
    expect(await ownHouses(mine.owner)).toMatchObject([{ disputed: true, objections: [], reports: [] }]);
  });

  test('does not learn what a record says, which may be about his tenants', async () => {
    const { houseId, owner } = await house();
    await inspect(world, houseId);
    const record = await world.record(uuidOf(houseId), 'HOUSE_OFFENCE');
    await world.owner.query(
      `update credit_record set content = '租客赵某', document_number = '文书9号' where id = $1`,
      [record],
    );
    await world.rate(uuidOf(houseId), 'urban-village');
    const answer = await world.ask<any>(owner, OWN_HOUSES);
    expect(answer.data.ownRentalHouses[0].tier).toMatchObject({ gradeCode: 'WATCH_LIST', reasons: [{}] });
    expect(JSON.stringify(answer)).not.toMatch(/租客赵某|文书9号/);
  });

  test('sees nothing any more once the house is somebody else’s', async () => {
    const { houseId, owner } = await house();
    const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
    const { objection } = await act(world, owner, 'objectToTier', { houseId, grounds: '示例' });
    const other = await house();
    await world.owner.query(
      `update rental_house set owner_id = (select owner_id from rental_house where id = $2) where id = $1`,
      [uuidOf(houseId), uuidOf(other.houseId)],
    );
    expect(await ownHouses(owner)).toEqual([]);
    const refused = [
      await act(world, owner, 'withdrawObjection', { objectionId: objection.id }),
      await act(world, owner, 'reportRectification', { hazardId, note: '示例' }),
      await act(world, owner, 'objectToTier', { houseId, grounds: '示例' }),
    ];
    expect(refused.flatMap(refusalsOf).map(({ code }) => code)).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
    // The new owner sees the house, that its tier is disputed, and not what the former one has written.
    const houses = await ownHouses(other.owner);
    expect(houses.find(({ id }) => id === houseId)).toMatchObject({ disputed: true, objections: [] });
  });

  test('who is also the manager has both roles, and a manager sees the houses that he manages', async () => {
    const person = { ...OWNER_NAMED, citizenNumber: world.citizenNumber() };
    const first = await world.registerHouse('zhongshan', { owner: person, manager: person });
    const second = await world.registerHouse('zhongshan', { manager: person });
    const account = await world.addResident(first);
    const houses = await ownHouses(account);
    expect(houses.map(({ id, roles }) => [id, roles])).toEqual([
      [first, ['OWNER', 'MANAGER']],
      [second, ['MANAGER']],
    ]);
  });

  test('leaves a line in the access log with each look, without saying what for', async () => {
    const { houseId, owner } = await house();
    await world.data(owner, OWN_HOUSES);
    const { rows } = await world.owner.query<{ subjects: string[] }>(
      `select query, purpose, subject_ids as subjects from access_log where officer_id = $1 order by query desc`,
      [owner.officerId],
    );
    expect(rows).toMatchObject([
      { query: 'ownRentalHouses', purpose: '本人查询' },
      { query: 'ownRatings', purpose: '本人查询' },
    ]);
    expect(rows[0]?.subjects).toContain(uuidOf(houseId));
  });

  test('sees what he himself is rated as an owner, and no other rating', async () => {
    const { houseId, owner } = await house();
    const { rows } = await world.owner.query<{ id: string }>(
      'select owner_id as id from rental_house where id = $1',
      [uuidOf(houseId)],
    );
    const id = rows[0]?.id ?? '';
    for (const sector of ['rental-owner', 'rongcheng-person']) await world.rate(id, sector);
    const { ownRatings } = await world.data<any>(owner, OWN_HOUSES);
    expect(ownRatings).toMatchObject([{ sector: 'rental-owner' }]);
  });

  test('reads a fixed number of statements, however many houses he has', async () => {
    const person = { ...OWNER_NAMED, citizenNumber: world.citizenNumber() };
    const houseOf = async () => {
      const id = await world.registerHouse('zhongshan', { owner: person });
      await inspect(world, id, ['EVACUATION_ROUTE']);
      return id;
    };
    const account = await world.addResident(await houseOf());
    // Who somebody is, is remembered for a while and must not be counted.
    await ownHouses(account);
    const ofOne = await statementsOf(async () => expect(await ownHouses(account)).toHaveLength(1));
    for (let more = 0; more < 3; more += 1) await houseOf();
    const ofFour = await statementsOf(async () => expect(await ownHouses(account)).toHaveLength(4));
    expect(ofFour).toEqual(ofOne);
  });
});

/** The names of the statements that are sent while something is done. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const calls: string[] = [];
  const { door } = world.product.world;
  const real = door.for.bind(door);
  door.for = (opener) => {
    const store = real(opener);
    return {
      ...store,
      act: store.act.bind(store),
      append: store.append.bind(store),
      run: (statement, values) => {
        calls.push(statement.name);
        return store.run(statement, values);
      },
    };
  };
  try {
    await work();
  } finally {
    door.for = real;
  }
  return calls.sort();
}

test('The worked example of an owner runs as it stands', async () => {
  const { houseId, owner } = await house();
  await inspect(world, houseId, ['EVACUATION_ROUTE']);
  const schema = buildAppSchema();
  expect(validate(schema, parse(OWNER))).toEqual([]);
  const { ownRentalHouses } = await world.data<any>(owner, OWNER.slice(0, OWNER.indexOf('# 2.')));
  expect(ownRentalHouses).toMatchObject([{ id: houseId, openHazards: [{}] }]);
});

describe('Whoever signs in for himself', () => {
  test('finds nothing by an id, and cannot ask what only officials are told', async () => {
    const { houseId, owner } = await house();
    await inspect(world, houseId);
    const { objection } = await act(world, owner, 'objectToTier', { houseId, grounds: '示例' });
    for (const id of [houseId, objection.id])
      expect(codesOf(await world.ask(owner, 'query ($id: ID!) { node(id: $id) { id } }', { id }))).toEqual([
        'FORBIDDEN',
      ]);
    for (const field of ['decidedBy', 'house { id }', 'objector { name }']) {
      const answer = await world.ask(owner, `{ ownRentalHouses { objections { ${field} } } }`);
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    }
  });

  test('has no use of roles that his account was given by mistake', async () => {
    const { houseId, owner } = await house();
    const other = await house();
    await inspect(world, houseId);
    await inspect(world, other.houseId);
    const { objection } = await act(world, owner, 'objectToTier', { houseId, grounds: '示例' });
    await world.owner.query(`update officer set roles = '{RESIDENT,STATION_OFFICER}' where id = $1`, [
      owner.officerId,
    ]);
    const mistaken = { ...owner };
    const outcome = { objectionId: objection.id, outcome: 'UPHELD', reasons: '示例', correction: '示例' };
    await new Promise((resolve) => setTimeout(resolve, 5_200));
    expect(refusalsOf(await act(world, mistaken, 'decideObjection', outcome))).toMatchObject([
      { code: 'OUTSIDE_JURISDICTION' },
    ]);
    const theirs = { houseId: other.houseId, grounds: '示例' };
    expect(refusalsOf(await act(world, mistaken, 'objectToTier', theirs))).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  test('and an official with the role of a resident have nothing to see', async () => {
    const official = await world.addOfficer('zhongshan-station', ['RESIDENT']);
    const { houseId } = await house();
    await inspect(world, houseId);
    expect(await world.data(official, '{ ownRentalHouses { id } ownRatings { sector } }')).toEqual({
      ownRentalHouses: [],
      ownRatings: [],
    });
    const answer = await act(world, official, 'objectToTier', { houseId, grounds: '示例' });
    expect(refusalsOf(answer)).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('A report of rectification', () => {
  const REPORTS = `query ($answered: Boolean) { rectificationReports(first: 100, answered: $answered) {
    totalCount nodes { id answered byRole note hazard { state } house { id } reporter { masked } } } }`;
  const HAZARDS = `query ($id: ID!) { node(id: $id) { ... on RentalHouse { tier { gradeCode } nextDueOn
    hazards { state reports { id note answered photos { reference sha256 } } } } } }`;

  test('closes nothing and changes no rating; officers see it on the hazard and look again on the next working day', async () => {
    const { houseId, owner } = await house();
    const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
    const before = await world.data<any>('zhongshan', HAZARDS, { id: houseId });
    const photos = [{ reference: '相册/1.jpg', sha256: SHA256 }];
    const done = await act(world, owner, 'reportRectification', { hazardId, note: '杂物已清', photos });
    expect(done).toMatchObject({ userErrors: [], report: { answered: false, byRole: 'OWNER' } });
    const after = await world.data<any>('zhongshan', HAZARDS, { id: houseId });
    expect(before.node.nextDueOn).toBe('2026-07-06');
    expect(after.node).toEqual({
      ...before.node,
      nextDueOn: '2026-07-02',
      hazards: [
        { state: 'OPEN', reports: [{ id: done.report.id, note: '杂物已清', answered: false, photos }] },
      ],
    });
    expect(await ownHouses(owner)).toMatchObject([
      { reports: [{ id: done.report.id, answered: false, photos }] },
    ]);
  });

  test('that brings officers within the term is answered by their look, which counts for nothing; the next one comes after the term', async () => {
    const { houseId, owner } = await house();
    const [hazardId] = await inspect(world, houseId, ['FIRE_DOOR']);
    const { report } = await act(world, owner, 'reportRectification', { hazardId, note: '已装' });
    const check = { hazardId, outcome: 'NOT_RECTIFIED', checkedOn: '2026-07-02', evidence: '尚未完工' };
    const done = await onDay(world, '2026-07-02', () =>
      act(world, 'zhongshan', 'recordRectification', check),
    );
    expect(done.userErrors).toEqual([]);
    const { node } = await world.data<any>('zhongshan', HAZARDS, { id: houseId });
    // The term ends on the 15th, but a key house is due every 14 days anyway.
    expect(node).toMatchObject({
      nextDueOn: '2026-07-15',
      hazards: [{ state: 'OPEN', reports: [{ id: report.id, answered: true }] }],
    });
    const again = await onDay(world, '2026-07-03', () =>
      act(world, 'zhongshan', 'recordRectification', { ...check, checkedOn: '2026-07-03' }),
    );
    expect(again.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('is answered when the hazard is closed, or found not put right after it; the unanswered come first', async () => {
    const houses = [await house(), await house(), await house()] as const;
    const ids: string[] = [];
    for (const { houseId, owner } of houses) {
      const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
      const { report } = await act(world, owner, 'reportRectification', { hazardId, note: houseId });
      ids.push(report.id, hazardId ?? '');
    }
    const [first, firstHazard, second, secondHazard, third] = ids;
    const look = { checkedOn: '2026-07-06', evidence: '已查看' };
    await onDay(world, '2026-07-06', async () => {
      await act(world, 'zhongshan', 'recordRectification', {
        ...look,
        hazardId: firstHazard,
        outcome: 'RECTIFIED',
      });
      await act(world, 'zhongshan', 'recordRectification', {
        ...look,
        hazardId: secondHazard,
        outcome: 'NOT_RECTIFIED',
      });
    });
    const list = async (answered?: boolean): Promise<string[]> => {
      const { rectificationReports } = await world.data<any>('zhongshan', REPORTS, { answered });
      expect(rectificationReports.totalCount).toBe(rectificationReports.nodes.length);
      return rectificationReports.nodes
        .map(({ id }: { id: string }) => id)
        .filter((id: string) => ids.includes(id));
    };
    expect(await list()).toEqual([third, first, second]);
    expect(await list(true)).toEqual([first, second]);
    expect(await list(false)).toEqual([third]);
    const again = await act(world, houses[1].owner, 'reportRectification', {
      hazardId: secondHazard,
      note: '再报',
    });
    expect(again.report).toMatchObject({ answered: false });
  });

  test('is paged without a gap, forward and backward, and stays inside the jurisdiction', async () => {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
      rectificationReports(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
    const all = await world.data<any>('auditor', query, { first: 100 });
    const wanted = all.rectificationReports.nodes.map(({ id }: { id: string }) => id);
    const walk = async (step: (cursor: string | null) => Record<string, unknown>, forward: boolean) => {
      const seen: string[] = [];
      for (let cursor: string | null = null; ;) {
        const { nodes, pageInfo }: any = (await world.data<any>('auditor', query, step(cursor)))
          .rectificationReports;
        const page = nodes.map(({ id }: { id: string }) => id);
        if (forward) seen.push(...page);
        else seen.unshift(...page);
        if (!(forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return seen;
        cursor = forward ? pageInfo.endCursor : pageInfo.startCursor;
      }
    };
    expect(wanted.length).toBeGreaterThan(3);
    expect(await walk((after) => ({ first: 2, after }), true)).toEqual(wanted);
    expect(await walk((before) => ({ last: 2, before }), false)).toEqual(wanted);
    const { rectificationReports } = await world.data<any>('longkou', query, { first: 100 });
    expect(rectificationReports.nodes).toEqual([]);
  });

  test.each([
    ['about a hazard of another house', 'another', {}, { code: 'NOT_FOUND', field: 'hazardId' }],
    ['about what is no hazard', 'none', {}, { code: 'NOT_FOUND', field: 'hazardId' }],
    ['without a word', 'mine', { note: ' ' }, { code: 'INVALID_TEXT', field: 'note' }],
    [
      'with a photo without a hash',
      'mine',
      { photos: [{ reference: 'a', sha256: 'x' }] },
      { code: 'INVALID_HASH', field: 'photos.0.sha256' },
    ],
    [
      'with eleven photos',
      'mine',
      { photos: Array.from({ length: 21 }, () => ({ reference: 'a', sha256: SHA256 })) },
      { code: 'TOO_MANY_ITEMS', field: 'photos' },
    ],
  ])('%s is refused and leaves nothing behind', async (_what, whose, changes, { code, field }) => {
    const [mine, another] = [await house(), await house()];
    const hazards = {
      mine: (await inspect(world, mine.houseId, ['EVACUATION_ROUTE']))[0],
      another: (await inspect(world, another.houseId, ['EVACUATION_ROUTE']))[0],
      none: mine.houseId,
    };
    const before = await world.countAll();
    const input = { hazardId: hazards[whose as keyof typeof hazards], note: '示例', ...changes };
    const done = await act(world, mine.owner, 'reportRectification', input);
    expect(refusalsOf(done)).toEqual([{ code, field: `input.${field}` }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('is refused for a closed hazard', async () => {
    const { houseId, owner } = await house();
    const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
    const look = { hazardId, outcome: 'RECTIFIED', checkedOn: TODAY, evidence: '已查看' };
    await act(world, 'zhongshan', 'recordRectification', look);
    const done = await act(world, owner, 'reportRectification', { hazardId, note: '示例' });
    expect(refusalsOf(done)).toEqual([{ code: 'WRONG_STATE', field: 'input.hazardId' }]);
  });

  test('can be made ten times about one hazard, and no more often by many at once', async () => {
    const { houseId, owner, manager } = await house();
    const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
    const many = Array.from({ length: 12 }, (_, at) =>
      act(world, at % 2 === 0 ? owner : manager, 'reportRectification', { hazardId, note: `第${at}次` }),
    );
    const codes = (await Promise.all(many)).flatMap(refusalsOf).map(({ code }) => code);
    expect(codes).toEqual(['TOO_MANY_ITEMS', 'TOO_MANY_ITEMS']);
  });

  test('is the most that an owner can do: he records no rectification himself', async () => {
    const { houseId, owner } = await house();
    const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
    const before = await world.countAll();
    const look = { hazardId, outcome: 'RECTIFIED', checkedOn: TODAY, evidence: '我已整改' };
    expect(codesOf(await send(world, owner, 'recordRectification', look))).toEqual(['FORBIDDEN']);
    expect(await world.countAll()).toEqual(before);
  });
});
