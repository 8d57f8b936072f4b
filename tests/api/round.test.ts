import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { planAllRounds } from '../../src/usecases/round/plan-all-rounds.js';
import {
  codesOf,
  makeWorld,
  type OfficerName,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
/** Each test has the station to itself. */
beforeEach(async () => {
  world.today = TODAY;
  await world.owner.query(`
    update inspection_schedule set team_id = null, planned_on = null, round_place = null, unplanned_reason = null,
      due_on = '2027-12-31', last_inspection_id = null;
    update inspection_team set active = false;
    delete from duty_day;
  `);
});

type Payload = Record<string, any> & { readonly userErrors: readonly UserError[] };

async function act(
  officer: OfficerName,
  verb: string,
  input: Record<string, unknown>,
  fields = 'replayed',
): Promise<Payload> {
  const type = TYPES[verb] ?? `${verb[0]?.toUpperCase() ?? ''}${verb.slice(1)}Input`;
  const data = await world.data<Record<string, Payload>>(
    officer,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code field message } ${fields} } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const payload = data[verb];
  if (payload === undefined) throw new Error(`${verb} answered nothing.`);
  return payload;
}

const TYPES: Readonly<Record<string, string>> = {
  issueCalendarFeed: 'CalendarFeedInput',
  revokeCalendarFeed: 'CalendarFeedInput',
};

const refusalsOf = ({ userErrors }: Payload) => userErrors.map(({ code, field }) => [code, field?.slice(1)]);

const pair = (station: 'zhongshan' | 'longkou' = 'zhongshan') => [
  world.officerId(station),
  world.officerId(`${station}Second`),
];

let teams = 0;
async function formTeam(changes: Record<string, unknown> = {}, officer: OfficerName = 'zhongshan') {
  const station = officer.startsWith('longkou') ? 'longkou' : 'zhongshan';
  const input = { name: `第${(teams += 1)}组`, capacityPerDay: 3, memberIds: pair(station), ...changes };
  const { team, userErrors } = await act(officer, 'formTeam', input, 'team { id }');
  expect(userErrors).toEqual([]);
  return team.id as string;
}

/** A house due on a day, which is given to the schedule directly; how due dates come about is told elsewhere. */
async function houseDue(
  dueOn: string,
  changes: Record<string, unknown> = {},
  officer: OfficerName = 'zhongshan',
) {
  const id = await world.registerHouse(officer, changes);
  await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
    uuidOf(id),
    dueOn,
  ]);
  return id;
}

const plan = (officer: OfficerName = 'zhongshan') =>
  act(officer, 'planRounds', {}, 'planned late unplanned lastOn isProvisional');

const ENTRIES = `edges { cursor node { dueOn overdueDays reason teamName plannedOn place dueIsProvisional house { id gridCode } } }`;

async function roundOf(teamId: string, on: string, officer: OfficerName = 'zhongshan'): Promise<any[]> {
  const { inspectionWorklist } = await world.data<any>(
    officer,
    `query ($teamId: ID!, $on: Date!) { inspectionWorklist(first: 100, teamId: $teamId, on: $on) { totalCount ${ENTRIES} } }`,
    { teamId, on },
  );
  const nodes = inspectionWorklist.edges.map(({ node }: any) => node);
  expect(inspectionWorklist.totalCount).toBe(nodes.length);
  return nodes;
}

async function unplanned(officer: OfficerName = 'zhongshan'): Promise<any[]> {
  const { unplannedInspections } = await world.data<any>(
    officer,
    '{ unplannedInspections(first: 100) { totalCount nodes { dueOn overdueDays reasonCode reason house { id } } } }',
  );
  expect(unplannedInspections.totalCount).toBe(unplannedInspections.nodes.length);
  return unplannedInspections.nodes;
}

describe('A team', () => {
  test('is formed by its station, which alone sees it', async () => {
    const id = await formTeam({ name: '越塘组', gridCodes: ['G01', 'G02', 'G01'] });
    const QUERY =
      '{ inspectionTeams { id name capacityPerDay active gridCodes calendarFeedIssuedAt members { id name } } }';
    const { inspectionTeams } = await world.data<any>('zhongshan', QUERY);
    expect(inspectionTeams).toEqual([
      {
        id,
        name: '越塘组',
        capacityPerDay: 3,
        active: true,
        gridCodes: ['G01', 'G02'],
        calendarFeedIssuedAt: null,
        members: [
          { id: world.officerId('zhongshan'), name: '示例警员甲' },
          { id: world.officerId('zhongshanSecond'), name: '示例警员乙' },
        ],
      },
    ]);
    expect(await world.data('longkou', QUERY)).toEqual({ inspectionTeams: [] });
    const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(await world.data('zhongshan', NODE, { id })).toEqual({
      node: { __typename: 'InspectionTeam', id },
    });
    for (const outsider of ['longkou', 'auditor', 'regulator'] as const)
      expect(await world.data(outsider, NODE, { id })).toEqual({ node: null });
  });

  test('needs two police officers, and takes nobody of another station', async () => {
    const [own = '', second = ''] = pair();
    const auxiliary = await world.addOfficer('zhongshan-station', ['AUXILIARY']);
    const input = { name: '二人组', capacityPerDay: 3 };
    const refused = async (memberIds: readonly string[]) =>
      refusalsOf(await act('zhongshan', 'formTeam', { ...input, memberIds }));
    const lacking = [['SECOND_OFFICER_REQUIRED', ['memberIds']]];
    expect(await refused([])).toEqual(lacking);
    expect(await refused([own, own])).toEqual(lacking);
    expect(await refused([own, `off_${auxiliary.officerId}`])).toEqual(lacking);
    expect(await refused([own, second, world.officerId('longkou')])).toEqual([
      ['NOT_FOUND', ['memberIds', '2']],
    ]);
    expect(await refused([own, second, 'off_nobody'])).toEqual([['NOT_FOUND', ['memberIds', '2']]]);
    expect(await refused([own, second, `off_${auxiliary.officerId}`])).toEqual([]);
  });

  test('has a name that no other team in service of its station has, in one line', async () => {
    const id = await formTeam({ name: '甲组' });
    const again = { name: '甲组', capacityPerDay: 3, memberIds: pair() };
    expect(refusalsOf(await act('zhongshan', 'formTeam', again))).toEqual([['ALREADY_EXISTS', ['name']]]);
    await formTeam({ name: '甲组' }, 'longkou');
    const other = await formTeam({ name: '乙组' });
    expect(refusalsOf(await act('zhongshan', 'changeTeam', { teamId: other, name: '甲组' }))).toEqual([
      ['ALREADY_EXISTS', ['name']],
    ]);
    await act('zhongshan', 'changeTeam', { teamId: id, active: false });
    expect(refusalsOf(await act('zhongshan', 'changeTeam', { teamId: other, name: '甲组' }))).toEqual([]);
    expect(refusalsOf(await act('zhongshan', 'changeTeam', { teamId: id, active: true }))).toEqual([
      ['ALREADY_EXISTS', ['name']],
    ]);
    expect(refusalsOf(await act('zhongshan', 'formTeam', { ...again, name: '丙组\nBEGIN:VEVENT' }))).toEqual([
      ['INVALID_TEXT', ['name']],
    ]);
  });

  test('refuses a capacity, a grid or a number of members that makes no sense', async () => {
    const input = { name: '丁组', capacityPerDay: 3, memberIds: pair() };
    const refused = async (changes: Record<string, unknown>) =>
      refusalsOf(await act('zhongshan', 'formTeam', { ...input, ...changes }));
    expect(await refused({ capacityPerDay: 0 })).toEqual([['INVALID_AMOUNT', ['capacityPerDay']]]);
    expect(await refused({ capacityPerDay: 201 })).toEqual([['INVALID_AMOUNT', ['capacityPerDay']]]);
    expect(await refused({ gridCodes: ['G01', 'g 2'] })).toEqual([['INVALID_TEXT', ['gridCodes', '1']]]);
    expect(await refused({ gridCodes: Array(101).fill('G01') })).toEqual([['TOO_MANY_ITEMS', ['gridCodes']]]);
    expect(await refused({ memberIds: Array(21).fill(world.officerId('zhongshan')) })).toEqual([
      ['TOO_MANY_ITEMS', ['memberIds']],
    ]);
  });

  test('is changed by its own station only, and in what is given only', async () => {
    const id = await formTeam({ name: '戊组', gridCodes: ['G05'] });
    const foreign = await act('longkou', 'changeTeam', { teamId: id, name: '他组' });
    expect(refusalsOf(foreign)).toEqual([['NOT_FOUND', ['teamId']]]);
    const extra = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    const memberIds = [world.officerId('zhongshan'), `off_${extra.officerId}`];
    const { team } = await act(
      'zhongshan',
      'changeTeam',
      { teamId: id, capacityPerDay: 9, memberIds },
      'team { name capacityPerDay gridCodes members { id } }',
    );
    expect(team).toMatchObject({ name: '戊组', capacityPerDay: 9, gridCodes: ['G05'] });
    expect(team.members.map((one: any) => one.id).sort()).toEqual([...memberIds].sort());
  });
});

describe('The grid of a house', () => {
  test('is given with its registration or later, to many houses at once', async () => {
    const one = await world.registerHouse('zhongshan', { gridCode: 'G07' });
    const other = await world.registerHouse();
    const { houses } = await act(
      'zhongshan',
      'setHouseGrid',
      { houseIds: [other, one], gridCode: 'G08' },
      'houses { id gridCode }',
    );
    expect(houses).toEqual([
      { id: other, gridCode: 'G08' },
      { id: one, gridCode: 'G08' },
    ]);
    const cleared = await act('zhongshan', 'setHouseGrid', { houseIds: [one] }, 'houses { gridCode }');
    expect(cleared.houses).toEqual([{ gridCode: null }]);
  });

  test('is set for all of the houses or for none, and for none of another station', async () => {
    const own = await world.registerHouse('zhongshan', { gridCode: 'G01' });
    const foreign = await world.registerHouse('longkou');
    const refused = await act('zhongshan', 'setHouseGrid', { houseIds: [own, foreign], gridCode: 'G02' });
    expect(refusalsOf(refused)).toEqual([['NOT_FOUND', ['houseIds', '1']]]);
    const { node } = await world.data<any>(
      'zhongshan',
      `query ($id: ID!) { node(id: $id) { ... on RentalHouse { gridCode } } }`,
      { id: own },
    );
    expect(node.gridCode).toBe('G01');
    const many = { houseIds: Array(251).fill(own), gridCode: 'G02' };
    expect(refusalsOf(await act('zhongshan', 'setHouseGrid', many))).toEqual([
      ['TOO_MANY_ITEMS', ['houseIds']],
    ]);
    expect(
      refusalsOf(await act('zhongshan', 'setHouseGrid', { houseIds: [own], gridCode: '网格一' })),
    ).toEqual([['INVALID_TEXT', ['gridCode']]]);
    const registration = world.registration('zhongshan', { gridCode: '' });
    expect(refusalsOf(await act('zhongshan', 'registerRentalHouse', registration))).toEqual([
      ['INVALID_TEXT', ['gridCode']],
    ]);
  });
});

describe('A planning of rounds', () => {
  test('says who goes where on which day: overdue first, then by grid and address', async () => {
    const teamId = await formTeam({ name: '巡查一组', capacityPerDay: 3 });
    const far = await houseDue('2026-07-01', { gridCode: 'G02' });
    const near = await houseDue('2026-07-01', { gridCode: 'G01' });
    const overdue = await houseDue('2026-06-01', { gridCode: 'G09' });
    // The 5th is a Sunday: the last day of work before it is the 3rd.
    const sunday = await houseDue('2026-07-05');
    const other = await houseDue('2026-06-01', {}, 'longkou');
    expect(await plan()).toMatchObject({
      planned: 4,
      late: 1,
      unplanned: 0,
      lastOn: '2026-07-28',
      isProvisional: false,
    });
    expect(await roundOf(teamId, TODAY)).toEqual([
      {
        dueOn: '2026-06-01',
        overdueDays: 30,
        reason: 'First visit, 30 days overdue',
        teamName: '巡查一组',
        plannedOn: TODAY,
        place: 1,
        dueIsProvisional: false,
        house: { id: overdue, gridCode: 'G09' },
      },
      expect.objectContaining({
        place: 2,
        house: { id: near, gridCode: 'G01' },
        reason: 'First visit, due on this day',
      }),
      expect.objectContaining({ place: 3, house: { id: far, gridCode: 'G02' } }),
    ]);
    expect(await roundOf(teamId, '2026-07-02')).toMatchObject([
      { place: 1, overdueDays: 0, reason: 'First visit, due on 2026-07-05', house: { id: sunday } },
    ]);
    expect(await unplanned()).toEqual([]);
    expect((await unplanned('longkou')).map(({ house }) => house.id)).toEqual([other]);
  });

  test('is read page by page, in both directions, whatever else is planned', async () => {
    const teamId = await formTeam({ capacityPerDay: 5 });
    for (const grid of ['G01', 'G02', 'G03', 'G04']) await houseDue(TODAY, { gridCode: grid });
    await plan();
    const all = (await roundOf(teamId, TODAY)).map(({ house }) => house.id);
    const PAGE = `query ($teamId: ID!, $first: Int, $after: String, $last: Int, $before: String) {
      inspectionWorklist(teamId: $teamId, first: $first, after: $after, last: $last, before: $before) {
        nodes { house { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const page = async (variables: Record<string, unknown>) =>
      (await world.data<any>('zhongshan', PAGE, { teamId, ...variables })).inspectionWorklist;
    const ids = ({ nodes }: any) => nodes.map(({ house }: any) => house.id);
    const first = await page({ first: 3 });
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    expect([...ids(first), ...ids(second)]).toEqual(all);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(ids(await page({ last: 3, before: second.pageInfo.startCursor }))).toEqual(all.slice(0, 3));
    const cursorOfWorklist = Buffer.from(JSON.stringify([TODAY, uuidOf(all[0])])).toString('base64url');
    expect(
      codesOf(await world.ask('zhongshan', PAGE, { teamId, first: 1, after: cursorOfWorklist })),
    ).toEqual(['BAD_USER_INPUT']);
  });

  test("answers for another station's team exactly as for one that does not exist", async () => {
    const teamId = await formTeam();
    const QUERY =
      'query ($teamId: ID!) { inspectionWorklist(first: 1, teamId: $teamId) { nodes { dueOn } } }';
    const answers = [teamId, 'team_00000000-0000-7000-8000-000000000000', 'nonsense'].map((id) =>
      world.ask('longkou', QUERY, { teamId: id }),
    );
    const [foreign, missing, nonsense] = (await Promise.all(answers)).map((answer) => ({
      ...answer,
      extensions: {},
    }));
    expect(codesOf(foreign ?? { errors: [] })).toEqual(['NOT_FOUND']);
    expect(foreign).toEqual(missing);
    expect(nonsense).toEqual(missing);
  });

  test('loses a house that is visited or whose due date moves, until it is planned again', async () => {
    const teamId = await formTeam();
    const house = await houseDue(TODAY);
    await plan();
    expect(await roundOf(teamId, TODAY)).toHaveLength(1);
    await act('zhongshan', 'recordInspection', {
      houseId: house,
      inspectedOn: TODAY,
      secondOfficerId: world.officerId('zhongshanSecond'),
      findings: [{ itemCode: 'ELECTRIC_BIKE_CHARGING' }],
    });
    expect(await roundOf(teamId, TODAY)).toEqual([]);
    const [waiting] = await unplanned();
    expect(waiting).toMatchObject({
      reasonCode: 'NOT_PLANNED_YET',
      reason: 'Its due date was worked out after the last planning.',
      house: { id: house },
    });
    await plan();
    expect(await unplanned()).toEqual([]);
  });

  test('leaves a team today what it has not done already', async () => {
    const teamId = await formTeam({ capacityPerDay: 2 });
    const [visited, ...others] = [
      await houseDue('2026-06-01'),
      await houseDue('2026-06-02'),
      await houseDue('2026-06-03'),
    ];
    await act('zhongshan', 'recordInspection', {
      houseId: visited,
      inspectedOn: TODAY,
      secondOfficerId: world.officerId('zhongshanSecond'),
      findings: [],
    });
    await plan();
    const today = await roundOf(teamId, TODAY);
    expect(today.map(({ house }) => house.id)).toEqual(others.slice(0, 1));
    expect((await roundOf(teamId, '2026-07-02')).map(({ house }) => house.id)).toEqual(others.slice(1));
  });

  test('drops nobody: what has no place stands among the unplanned with the reason in words', async () => {
    const house = await houseDue('2026-06-20');
    expect(await plan()).toMatchObject({ planned: 0, unplanned: 1 });
    expect(await unplanned()).toEqual([
      {
        dueOn: '2026-06-20',
        overdueDays: 11,
        reasonCode: 'NO_TEAM',
        reason: 'The station has no team in service.',
        house: { id: house },
      },
    ]);
    await formTeam({ capacityPerDay: 1 });
    for (let count = 0; count < 24; count++) await houseDue('2026-07-28');
    // Twenty days of work, one house each: the overdue one and nineteen others; due dates only allow six of the latter.
    expect(await plan()).toMatchObject({ planned: 7, late: 1, unplanned: 18 });
    expect(new Set((await unplanned()).map(({ reasonCode }) => reasonCode))).toEqual(
      new Set(['NO_CAPACITY']),
    );
    world.today = '2026-07-02';
    expect((await unplanned()).map(({ reasonCode }) => reasonCode)).toContain('PASSED');
    const { inspectionWorklist } = await world.data<any>(
      'zhongshan',
      '{ inspectionWorklist(first: 1) { nodes { house { id } } } }',
    );
    expect(inspectionWorklist.nodes).toEqual([{ house: { id: house } }]);
  });

  test('changes nothing when it is done again, and follows the window that is set', async () => {
    const teamId = await formTeam();
    for (const dueOn of ['2026-07-08', '2026-07-09', '2026-07-10']) await houseDue(dueOn);
    const places = async () =>
      (
        await world.owner.query(
          'select house_id, team_id, planned_on::text, round_place from inspection_schedule where team_id is not null order by 1',
        )
      ).rows;
    await plan();
    const before = await places();
    await plan();
    expect(await places()).toEqual(before);
    await world.owner.query(
      `insert into inspection_rule (id, code, value, office_id, valid_from, reason, source)
       values (gen_random_uuid(), 'ROUND_WINDOW', 0, $1, $2, '示例', '{}')`,
      [world.officeIds['zhongshan-station'], TODAY],
    );
    await plan();
    for (const on of ['2026-07-08', '2026-07-09', '2026-07-10'])
      expect(await roundOf(teamId, on)).toMatchObject([{ dueOn: on, place: 1 }]);
    await world.owner.query(`delete from inspection_rule where office_id is not null`);
  });

  test('tells when it runs into a year whose calendar is not published', async () => {
    const teamId = await formTeam();
    world.today = '2026-12-10';
    await houseDue('2027-01-05');
    expect(await plan()).toMatchObject({ lastOn: '2027-01-06', isProvisional: true });
    // Late in December, as evenly as five days of work before the due date allow.
    const { rows } = await world.owner.query<{ on: string }>(
      'select planned_on::text as on from inspection_schedule where team_id = $1',
      [uuidOf(teamId)],
    );
    const [entry] = await roundOf(teamId, rows[0]?.on ?? '');
    expect(entry).toMatchObject({ dueOn: '2027-01-05', dueIsProvisional: true });
  });

  test('of one station waits for another one of the same, and both are kept whole', async () => {
    await formTeam();
    for (const dueOn of ['2026-07-01', '2026-07-02']) await houseDue(dueOn);
    const answers = await Promise.all([plan(), plan(), plan()]);
    expect(answers.map(({ planned }) => planned)).toEqual([2, 2, 2]);
    const { rows } = await world.owner.query<{ places: number; rounds: number }>(
      `select count(*)::integer as places, count(distinct (team_id, planned_on, round_place))::integer as rounds
       from inspection_schedule where team_id is not null`,
    );
    expect(rows[0]?.places).toBe(rows[0]?.rounds);
  });

  test('is made every night for each station that has a team, and leaves the others alone', async () => {
    const teamId = await formTeam();
    await houseDue(TODAY);
    await houseDue(TODAY, {}, 'longkou');
    await planAllRounds(world.product.world.door, TODAY, new AbortController().signal);
    expect(await roundOf(teamId, TODAY)).toHaveLength(1);
    expect((await unplanned('longkou')).map(({ reasonCode }) => reasonCode)).toEqual(['NOT_PLANNED_YET']);
  });

  test('does not outlive the team: its houses wait to be planned anew', async () => {
    const teamId = await formTeam();
    await houseDue(TODAY);
    await plan();
    await act('zhongshan', 'changeTeam', { teamId, active: false });
    expect((await unplanned()).map(({ reasonCode }) => reasonCode)).toEqual(['NOT_PLANNED_YET']);
    const { inspectionTeams } = await world.data<any>(
      'zhongshan',
      '{ inspectionTeams(withInactive: true) { id active } }',
    );
    expect(inspectionTeams).toContainEqual({ id: teamId, active: false });
  });
});

describe('A duty day', () => {
  const SATURDAY = '2026-07-04';
  const set = (days: readonly string[], onDuty: boolean) =>
    act('zhongshan', 'setDutyDays', { days, onDuty }, 'dutyDays');

  test('is worked like a working day, until it is taken back', async () => {
    const teamId = await formTeam();
    expect(await set([SATURDAY, '2026-07-11'], true)).toMatchObject({ dutyDays: [SATURDAY, '2026-07-11'] });
    await world.owner.query(
      `insert into inspection_rule (id, code, value, office_id, valid_from, reason, source)
       values (gen_random_uuid(), 'ROUND_WINDOW', 0, $1, $2, '示例', '{}')`,
      [world.officeIds['zhongshan-station'], TODAY],
    );
    await houseDue('2026-07-05');
    await plan();
    expect(await roundOf(teamId, SATURDAY)).toHaveLength(1);
    expect(await set([SATURDAY], false)).toMatchObject({ dutyDays: ['2026-07-11'] });
    expect((await unplanned()).map(({ reasonCode }) => reasonCode)).toEqual(['NOT_PLANNED_YET']);
    await plan();
    expect(await roundOf(teamId, '2026-07-03')).toHaveLength(1);
    await world.owner.query(`delete from inspection_rule where office_id is not null`);
  });

  test('cannot lie in the past, nor be a working day, nor come by the hundred', async () => {
    expect(refusalsOf(await set([SATURDAY, '2026-06-28'], true))).toEqual([['DATE_IN_PAST', ['days', '1']]]);
    expect(refusalsOf(await set([SATURDAY, '2026-07-06'], true))).toEqual([['WRONG_STATE', ['days', '1']]]);
    // A Sunday that everybody works.
    expect(refusalsOf(await set(['2026-09-20'], true))).toEqual([['WRONG_STATE', ['days', '0']]]);
    expect(refusalsOf(await set(Array<string>(101).fill(SATURDAY), true))).toEqual([
      ['TOO_MANY_ITEMS', ['days']],
    ]);
    expect(await world.count('duty_day')).toBe(0);
  });
});

describe('The forecast', () => {
  test('says what four weeks will ask and what the teams can do, repeats included', async () => {
    await formTeam({ capacityPerDay: 1 });
    await act('zhongshan', 'setDutyDays', { days: ['2026-07-04'], onDuty: true });
    const watched = await houseDue(TODAY);
    await world.record(uuidOf(watched), 'RENTAL_INSPECTION', { occurredOn: '2026-06-20' });
    await world.record(uuidOf(watched), 'HOUSE_OFFENCE', { occurredOn: '2026-06-01' });
    await world.rate(uuidOf(watched), 'urban-village');
    await houseDue('2026-06-20');
    await houseDue('2026-07-04');
    await plan();
    const { inspectionForecast } = await world.data<any>(
      'zhongshan',
      `{ inspectionForecast { overdue plannedAt days { on kind isProvisional capacity due planned expected }
         weeks { from to capacity due planned expected overflow } } }`,
    );
    const { overdue, plannedAt, days, weeks } = inspectionForecast;
    expect(overdue).toBe(1);
    expect(plannedAt).toMatch(/^20/);
    expect(days).toHaveLength(28);
    expect(days[0]).toEqual({
      on: TODAY,
      kind: 'WORKING_DAY',
      isProvisional: false,
      capacity: 1,
      due: 1,
      planned: 1,
      expected: 2,
    });
    expect(days[3]).toMatchObject({ on: '2026-07-04', kind: 'DUTY_DAY', capacity: 1, due: 1, expected: 1 });
    expect(days[4]).toMatchObject({ on: '2026-07-05', kind: 'DAY_OFF', capacity: 0, planned: 0 });
    expect(days.filter(({ expected }: any) => expected > 0).map(({ on }: any) => on)).toEqual([
      TODAY,
      '2026-07-04',
      '2026-07-08',
      '2026-07-15',
      '2026-07-22',
    ]);
    expect(weeks[0]).toEqual({
      from: TODAY,
      to: '2026-07-07',
      capacity: 6,
      due: 2,
      planned: 3,
      expected: 3,
      overflow: 0,
    });
    expect(weeks.map(({ expected }: any) => expected)).toEqual([3, 1, 1, 1]);
  });
});
