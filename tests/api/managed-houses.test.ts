import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { noteConductOfHouses } from '../../src/usecases/rental-house/note-conduct-of-houses.js';
import { codesOf, makeWorld, type OfficerName, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
const REGISTERED = '2026-01-05';
beforeEach(() => {
  world.today = '2026-07-01';
});

interface Person {
  readonly name: string;
  readonly citizenNumber: string;
}

const person = (name: string): Person => ({ name, citizenNumber: world.citizenNumber() });

async function registeredHouse(
  people: { owner?: Person; manager?: Person },
  officer: OfficerName = 'zhongshan',
) {
  const { today } = world;
  world.today = REGISTERED;
  const id = await world.registerHouse(officer, people);
  world.today = today;
  return id;
}

async function act(mutation: string, input: string, values: Record<string, unknown>): Promise<any> {
  const data = await world.data<any>(
    'zhongshan',
    `mutation ($input: ${input}!) { ${mutation}(input: $input) { userErrors { code message } ${mutation === 'recordInspection' ? 'hazards { id }' : ''} } }`,
    { input: { idempotencyKey: world.key(), ...values } },
  );
  expect(data[mutation].userErrors).toEqual([]);
  return data[mutation];
}

async function inspect(houseId: string, inspectedOn: string, ...items: string[]): Promise<string[]> {
  const { hazards } = await act('recordInspection', 'RecordInspectionInput', {
    houseId,
    inspectedOn,
    secondOfficerId: world.officerId('zhongshanSecond'),
    findings: items.map((itemCode) => ({ itemCode })),
  });
  return (hazards as { id: string }[]).map(({ id }) => id);
}

const recheck = (hazardId: string, outcome: 'RECTIFIED' | 'NOT_RECTIFIED', checkedOn: string) =>
  act('recordRectification', 'RecordRectificationInput', { hazardId, outcome, checkedOn, evidence: '复查' });

async function night(on = world.today): Promise<void> {
  world.today = on;
  const { door } = world.product.world;
  const { signal } = new AbortController();
  await bringRatingsUpToDate(door, on, signal);
  await noteConductOfHouses({ door, on, signal, newId: uuidv7 });
}

const HOUSE = `query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id } manager { id } } } }`;

async function peopleOf(id: string): Promise<{ owner: string; manager: string }> {
  const { node } = await world.data<any>('zhongshan', HOUSE, { id });
  return { owner: node.owner.id, manager: node.manager?.id ?? '' };
}

const PURPOSE = { 'x-purpose': '日常管理' };

async function ratingOf(personId: string, sector: string) {
  const { node } = await world.data<any>(
    'zhongshan',
    'query ($id: ID!) { node(id: $id) { ... on Person { ratings { sector basis gradeCode score reasons { indicatorCode } } } } }',
    { id: personId },
    PURPOSE,
  );
  return node.ratings.find((rating: any) => rating.sector === sector);
}

async function typesOf(personId: string): Promise<string[]> {
  const { rows } = await world.owner.query<{ type: string }>(
    'select type from credit_record where subject_id = $1 order by occurred_on, type',
    [uuidOf(personId)],
  );
  return rows.map(({ type }) => type);
}

describe('Whoever answers for a house', () => {
  test('has a file and a grade by default from its registration on', async () => {
    const { owner, manager } = await peopleOf(await registeredHouse({ manager: person('李样本') }));
    expect(await ratingOf(owner, 'rental-owner')).toMatchObject({ basis: 'BY_DEFAULT', gradeCode: null });
    expect(await ratingOf(manager, 'rental-manager')).toMatchObject({ basis: 'BY_DEFAULT', gradeCode: null });
    expect(await ratingOf(owner, 'rental-manager')).toBeUndefined();
    expect(await ratingOf(manager, 'rental-owner')).toBeUndefined();
  });

  test('is filed once, however many houses he has', async () => {
    const owner = person('陈示例');
    const first = await registeredHouse({ owner, manager: owner });
    await registeredHouse({ owner, manager: owner });
    await night();
    expect(await typesOf((await peopleOf(first)).owner)).toEqual(['LANDLORD_FILED', 'RENTAL_MANAGER_FILED']);
  });
});

describe('What happens to a house', () => {
  test('goes in the night into the files of owner and manager, as far as they answer for it themselves', async () => {
    const house = await registeredHouse({ manager: person('李样本') });
    const { owner, manager } = await peopleOf(house);
    await inspect(house, '2026-05-10', 'ESCAPE_WINDOW', 'TENANT_REGISTRATION', 'GAS');
    await night();
    expect(await typesOf(owner)).toEqual([
      'LANDLORD_FILED',
      'LANDLORD_ESCAPE_WINDOW_BLOCKED',
      'LANDLORD_TENANT_UNREGISTERED',
    ]);
    expect(await typesOf(manager)).toEqual(['RENTAL_MANAGER_FILED', 'RENTAL_MANAGER_TENANT_UNREGISTERED']);
    // Twelve, less three and two.
    expect(await ratingOf(owner, 'rental-owner')).toMatchObject({
      basis: 'RATED',
      gradeCode: 'YELLOW',
      score: '7.00',
    });
    expect(await ratingOf(manager, 'rental-manager')).toMatchObject({ gradeCode: 'GOOD', score: '77.00' });
  });

  test('is noted once, however often the night is repeated', async () => {
    const house = await registeredHouse({ manager: person('李样本') });
    await inspect(house, '2026-05-10', 'RENTAL_LEDGER');
    await night();
    const [records, history] = [await world.count('credit_record'), await world.count('rating_history')];
    await night();
    expect([await world.count('credit_record'), await world.count('rating_history')]).toEqual([
      records,
      history,
    ]);
  });

  test('is made up for after nights that were left out', async () => {
    const house = await registeredHouse({});
    const { owner } = await peopleOf(house);
    await inspect(house, '2026-04-22', 'ESCAPE_WINDOW');
    await inspect(house, '2026-05-10', 'ELECTRIC_BIKE_CHARGING');
    await night('2026-07-20');
    expect(await typesOf(owner)).toEqual([
      'LANDLORD_FILED',
      'LANDLORD_ESCAPE_WINDOW_BLOCKED',
      'LANDLORD_EBIKE_CHARGING_LINE',
    ]);
  });

  test('counts each failed rectification against both, and putting the hazard right takes nothing back', async () => {
    const house = await registeredHouse({ manager: person('李样本') });
    const { owner, manager } = await peopleOf(house);
    const [hazard = ''] = await inspect(house, '2026-05-10', 'GAS');
    await recheck(hazard, 'NOT_RECTIFIED', '2026-05-20');
    await night();
    await recheck(hazard, 'NOT_RECTIFIED', '2026-06-10');
    await recheck(hazard, 'RECTIFIED', '2026-06-20');
    await night();
    expect(await typesOf(owner)).toEqual([
      'LANDLORD_FILED',
      'LANDLORD_RECTIFICATION_OVERDUE',
      'LANDLORD_RECTIFICATION_OVERDUE',
    ]);
    expect(await typesOf(manager)).toEqual([
      'RENTAL_MANAGER_FILED',
      'RENTAL_MANAGER_RECTIFICATION_OVERDUE',
      'RENTAL_MANAGER_RECTIFICATION_OVERDUE',
    ]);
    expect(await ratingOf(owner, 'rental-owner')).toMatchObject({ score: '4.00' });
    expect(await ratingOf(manager, 'rental-manager')).toMatchObject({ score: '70.00' });
    const { rows } = await world.owner.query(
      'select from credit_record where subject_id = $1 and ended_on is not null',
      [uuidOf(owner)],
    );
    expect(rows).toEqual([]);
  });

  test('is put to whoever answered for it on that day', async () => {
    const house = await registeredHouse({ manager: person('李样本') });
    const { owner: seller, manager: former } = await peopleOf(house);
    await inspect(house, '2026-05-10', 'TENANT_REGISTRATION');
    // What is still open is not found a second time.
    await world.owner.query(
      `update hazard set state = 'CLOSED', closed_on = '2026-05-15' where house_id = $1`,
      [uuidOf(house)],
    );
    const change = { houseId: house, fromOn: '2026-05-20', reason: '买卖' };
    await act('transferRentalHouse', 'TransferRentalHouseInput', { ...change, owner: person('王样本') });
    await act('changeManager', 'ChangeManagerInput', { ...change, manager: person('赵样本') });
    await inspect(house, '2026-05-20', 'TENANT_REGISTRATION');
    await night();
    const { owner: buyer, manager: present } = await peopleOf(house);
    const unregistered = async (id: string) =>
      (await typesOf(id)).filter((type) => type.endsWith('UNREGISTERED')).length;
    for (const id of [seller, buyer, former, present]) expect(await unregistered(id)).toBe(1);
  });

  test('withdrawn from a file by the credit office does not come back the next night', async () => {
    const house = await registeredHouse({});
    const { owner } = await peopleOf(house);
    await inspect(house, '2026-05-10', 'ESCAPE_WINDOW');
    await night();
    const { rows } = await world.owner.query<{ id: string }>(
      `select id from credit_record where subject_id = $1 and type = 'LANDLORD_ESCAPE_WINDOW_BLOCKED'`,
      [uuidOf(owner)],
    );
    const withdrawn = await world.data<any>(
      'clerk',
      'mutation ($input: WithdrawRecordInput!) { withdrawRecord(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: world.key(), recordId: `rec_${rows[0]?.id ?? ''}`, reason: '异议成立' } },
    );
    expect(withdrawn.withdrawRecord.userErrors).toEqual([]);
    await night();
    expect(await typesOf(owner)).toHaveLength(2);
    expect((await ratingOf(owner, 'rental-owner')).reasons).toEqual([]);
  });

  test('is noted at one moment with a record of the person himself without either waiting for good', async () => {
    const house = await registeredHouse({ manager: person('李样本') });
    const { owner } = await peopleOf(house);
    await inspect(house, '2026-05-10', 'ESCAPE_WINDOW');
    const add = () =>
      world.data<any>(
        'clerk',
        'mutation ($input: AddRecordInput!) { addRecord(input: $input) { userErrors { code } } }',
        {
          input: {
            idempotencyKey: world.key(),
            subjectId: owner,
            type: 'LANDLORD_SMART_LOCK',
            occurredOn: '2026-05-01',
          },
        },
      );
    await Promise.all([night(), add(), add(), night()]);
    // Twelve, less three, and two for the lock, which count once.
    expect(await ratingOf(owner, 'rental-owner')).toMatchObject({ score: '11.00', gradeCode: 'GREEN' });
  });
});

describe('The houses of a person', () => {
  let owner: Person;
  let manager: Person;
  let houses: string[];
  let people: { owner: string; manager: string };

  beforeAll(async () => {
    [owner, manager] = [person('陈示例'), person('李样本')];
    houses = [];
    for (let count = 0; count < 3; count++) houses.push(await registeredHouse({ owner, manager }));
    await registeredHouse({ owner, manager }, 'longkou');
    people = await peopleOf(houses[0] ?? '');
    await inspect(houses[0] ?? '', '2026-05-01');
    const [hazard = ''] = await inspect(houses[1] ?? '', '2026-05-01', 'GAS', 'WIRING');
    await recheck(hazard, 'NOT_RECTIFIED', '2026-05-20');
    await recheck(hazard, 'NOT_RECTIFIED', '2026-06-10');
  });

  const HOUSES = `query ($id: ID!, $after: String) { node(id: $id) { ... on Person {
    housesOwned(first: 2, after: $after) { totalCount nodes { id tier { gradeCode } } pageInfo { hasNextPage endCursor } }
    housesManaged(first: 10) { totalCount nodes { id } }
    managedHouseSummary { houses tiers { gradeCode label count } openHazards failedRectifications12Months } } } }`;

  test('are listed page by page with their tiers, inside the jurisdiction', async () => {
    const { node: first } = await world.data<any>('zhongshan', HOUSES, { id: people.owner }, PURPOSE);
    expect(first.housesOwned).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const after = first.housesOwned.pageInfo.endCursor as string;
    const { node: second } = await world.data<any>('zhongshan', HOUSES, { id: people.owner, after }, PURPOSE);
    const all = [...first.housesOwned.nodes, ...second.housesOwned.nodes];
    expect(all.map(({ id }: any) => id)).toEqual(houses);
    expect(all.map(({ tier }: any) => tier.gradeCode)).toEqual(['CIVILISED', 'WATCH_LIST', null]);
    expect(first.housesManaged).toEqual({ totalCount: 0, nodes: [] });
    expect(first.managedHouseSummary).toMatchObject({ houses: 0, openHazards: 0 });
  });

  test('that he manages are summed up', async () => {
    const { node } = await world.data<any>('zhongshan', HOUSES, { id: people.manager }, PURPOSE);
    expect(node.housesManaged.totalCount).toBe(3);
    expect(node.managedHouseSummary).toEqual({
      houses: 3,
      tiers: [
        { gradeCode: 'CIVILISED', label: 'Civilised rental house', count: 1 },
        { gradeCode: 'WATCH_LIST', label: 'Watch-list rental house', count: 1 },
      ],
      openHazards: 2,
      failedRectifications12Months: 2,
    });
  });

  test('are shown for a stated purpose only, and each look is logged', async () => {
    expect(codesOf(await world.ask('zhongshan', HOUSES, { id: people.owner }))).toContain('PURPOSE_REQUIRED');
    const before = await world.count('access_log');
    await world.data('auditor', HOUSES, { id: people.manager }, PURPOSE);
    const { rows } = await world.owner.query<{ query: string }>(
      'select query from access_log where $2 = any(subject_ids) order by id offset 0 limit $1',
      [1000, uuidOf(people.manager)],
    );
    expect(rows.map(({ query }) => query)).toEqual(
      expect.arrayContaining(['Person.housesOwned', 'Person.housesManaged', 'Person.managedHouseSummary']),
    );
    expect(await world.count('access_log')).toBeGreaterThan(before);
  });

  test('are not for the credit office, which knows the person only', async () => {
    const answer = await world.ask('clerk', HOUSES, { id: people.owner }, PURPOSE);
    expect(new Set(codesOf(answer))).toEqual(new Set(['FORBIDDEN']));
  });

  test('cost no more statements for many persons than for one', async () => {
    const { door } = world.product.world;
    const open = door.for.bind(door);
    const counted = async (first: number) => {
      const names: string[] = [];
      door.for = (opener) => {
        const store = open(opener);
        return { ...store, run: (one, values) => (names.push(one.name), store.run(one, values)) };
      };
      try {
        await world.data(
          'zhongshan',
          `{ rentalHouses(first: ${first}) { nodes { owner { housesOwned(first: 3) { totalCount nodes { tier { label } } }
             housesManaged(first: 3) { nodes { address } } managedHouseSummary { houses } } } } }`,
          {},
          PURPOSE,
        );
      } finally {
        door.for = open;
      }
      return names.length;
    };
    expect(await counted(5)).toBe(await counted(1));
  });
});
