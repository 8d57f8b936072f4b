import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import { addInterval, type Interval, nextDue } from '../../src/domain/inspection-schedule.js';
import { type Queryable, rowTypes } from '../../src/store/statement.js';
import { planInspections } from '../../src/usecases/steps/plan-inspections.js';
import { makeWorld, type World, YUETANG } from '../support/world.js';

let world: World;
let client: pg.Client;
let unit: Queryable;
beforeAll(async () => {
  world = await makeWorld();
  client = new pg.Client({ connectionString: world.database.ownerUrl, types: rowTypes });
  await client.connect();
  unit = queryableOf(client);
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const UNITS = [
  'DAY',
  'WEEK',
  'HALF_MONTH',
  'MONTH',
  'CALENDAR_WEEK',
  'CALENDAR_HALF_MONTH',
  'CALENDAR_MONTH',
] as const;
const GRADES = [null, 'CIVILISED', 'KEY', 'WATCH_LIST'] as const;

const anyDay = fc.integer({ min: 0, max: 2_000 }).map((days) => addDays('2024-01-01', days));
const anyInterval = fc.record<Interval>({
  value: fc.integer({ min: 1, max: 14 }),
  unit: fc.constantFrom(...UNITS),
});

/** What the next due date of a house rests on. */
const anyHouse = fc.record({
  grade: fc.constantFrom(...GRADES),
  registeredOn: anyDay,
  sinceOn: anyDay,
  visits: fc.uniqueArray(anyDay, { maxLength: 3 }),
  hazards: fc.array(fc.record({ revisitOn: anyDay, isOpen: fc.boolean() }), { maxLength: 3 }),
});
type House = typeof anyHouse extends fc.Arbitrary<infer T> ? T : never;

/** From each later day on another policy holds. */
let policyFrom = '2030-01-01';

async function setPolicy(intervals: readonly Interval[]): Promise<CivilDate> {
  policyFrom = addDays(policyFrom, 1);
  for (const [at, { value, unit }] of intervals.entries()) {
    const grade = GRADES[at] ?? null;
    await world.owner.query(
      `insert into treatment_policy (id, sector, grade_code, kind, value, unit, valid_from, reason, source)
       values ($1, 'urban-village', $2, $3, $4, $5, $6, '示例', '{}')`,
      [
        randomUUID(),
        grade,
        grade === null ? 'FIRST_VISIT_TERM' : 'INSPECTION_INTERVAL',
        value,
        unit,
        policyFrom,
      ],
    );
  }
  return policyFrom;
}

async function addHouse({ grade, registeredOn, sinceOn, visits, hazards }: House): Promise<string> {
  const { owner, officeIds, officerIds } = world;
  const [id, ownerId] = [randomUUID(), randomUUID()];
  const station = officeIds['zhongshan-station'];
  for (const [subject, kind] of [
    [id, 'RENTAL_HOUSE'],
    [ownerId, 'PERSON'],
  ])
    await owner.query('insert into subject (id, kind, region_code, opened_on) values ($1, $2, $3, $4)', [
      subject,
      kind,
      YUETANG,
      registeredOn,
    ]);
  await owner.query(`insert into person (id, name) values ($1, '示例')`, [ownerId]);
  await owner.query(
    `insert into rental_house (id, address_code, address, room_count, station_id, owner_id, registered_on)
     values ($1, $2, '示例', 3, $3, $4, $5)`,
    [id, id.slice(0, 30).toUpperCase(), station, ownerId, registeredOn],
  );
  await owner.query(
    `insert into rating (subject_id, sector, standard_id, basis, score_hundredths, grade_code, since_on, rated_on)
     select $1, 'urban-village', id, $2, 0, $3, $4, $4 from standard where sector = 'urban-village' and version = '2024.1'`,
    [id, grade === null ? 'BY_DEFAULT' : 'RATED', grade, sinceOn],
  );
  const visitIds = [];
  for (const on of visits) {
    const visitId = randomUUID();
    visitIds.push(visitId);
    await owner.query(
      `insert into inspection (id, house_id, station_id, inspected_on, officer_id, second_officer_id) values ($1, $2, $3, $4, $5, $6)`,
      [visitId, id, station, on, officerIds.zhongshan, officerIds.zhongshanSecond],
    );
  }
  for (const { revisitOn, isOpen } of visitIds.length === 0 ? [] : hazards) {
    await owner.query(
      `insert into hazard (id, house_id, inspection_id, item_code, severity, found_on, due_on, state, closed_on, revisit_on, remind_on)
       values ($1, $2, $3, 'GAS', 'ORDINARY', $4, $4, $5, $6, $4, $4)`,
      [randomUUID(), id, visitIds[0], revisitOn, isOpen ? 'OPEN' : 'CLOSED', isOpen ? null : revisitOn],
    );
  }
  return id;
}

function dueBy(house: House, intervals: readonly Interval[]) {
  const interval = intervals[GRADES.indexOf(house.grade)];
  if (interval === undefined) throw new Error('No interval.');
  const lastInspectedOn = [...house.visits].sort().at(-1) ?? null;
  const open = lastInspectedOn === null ? [] : house.hazards.filter(({ isOpen }) => isOpen);
  return nextDue({
    rating: { basis: house.grade === null ? 'BY_DEFAULT' : 'RATED', gradeCode: house.grade },
    interval,
    lastInspectedOn,
    registeredOn: house.registeredOn,
    gradeSince: house.sinceOn,
    revisitOn: open.map(({ revisitOn }) => revisitOn).sort()[0] ?? null,
  });
}

test('The database adds any period as the domain does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyDay, anyInterval), { minLength: 100, maxLength: 200 }),
      async (cases) => {
        const { rows } = await world.owner.query<{ day: string }>(
          `select to_char(add_period(day, count, unit), 'YYYY-MM-DD') as day
         from unnest($1::date[], $2::integer[], $3::text[]) with ordinality as c(day, count, unit, place) order by place`,
          [cases.map(([day]) => day), cases.map(([, { value }]) => value), cases.map(([, { unit }]) => unit)],
        );
        expect(rows.map(({ day }) => day)).toEqual(
          cases.map(([day, interval]) => addInterval(day, interval)),
        );
      },
    ),
    { numRuns: 20 },
  );
});

test('The database plans any house as the domain does, whatever the policy', async () => {
  const intervals = fc.tuple(anyInterval, anyInterval, anyInterval, anyInterval);
  await fc.assert(
    fc.asyncProperty(
      intervals,
      fc.array(anyHouse, { minLength: 4, maxLength: 8 }),
      async (policy, houses) => {
        const on = await setPolicy(policy);
        const ids = [];
        for (const house of houses) ids.push(await addHouse(house));
        const planned = await planInspections(unit, ids, { on, byAct: false });
        const byId = new Map(planned.map((row) => [row.houseId, row]));
        const said = ids.map((id) => ({ dueOn: byId.get(id)?.dueOn, reason: byId.get(id)?.reason }));
        expect(said).toEqual(houses.map((house) => dueBy(house, policy)));
        const { rows } = await world.owner.query(
          `select house_id as id, to_char(due_on, 'YYYY-MM-DD') as "dueOn", reason from inspection_schedule where house_id = any($1::uuid[])`,
          [ids],
        );
        const stored = new Map(rows.map(({ id, ...rest }: { id: string }) => [id, rest]));
        expect(ids.map((id) => stored.get(id))).toEqual(said);
      },
    ),
    { numRuns: 25 },
  );
});

/** Due days of houses visited on Wednesday 1 July 2026 by another place's policy. */
test.each([
  [
    'Longgang: green every three weeks, yellow every two, orange weekly',
    [
      [3, 'WEEK'],
      [2, 'WEEK'],
      [1, 'WEEK'],
    ],
    ['2026-07-22', '2026-07-15', '2026-07-08'],
  ],
  [
    'buckets of half a month',
    [
      [6, 'CALENDAR_HALF_MONTH'],
      [1, 'CALENDAR_HALF_MONTH'],
      [1, 'CALENDAR_WEEK'],
    ],
    ['2026-10-15', '2026-07-31', '2026-07-12'],
  ],
  [
    'weeks from Monday to Sunday',
    [
      [12, 'CALENDAR_WEEK'],
      [2, 'CALENDAR_WEEK'],
      [1, 'CALENDAR_WEEK'],
    ],
    ['2026-09-27', '2026-07-19', '2026-07-12'],
  ],
  [
    '"every half month" to the same place of the next half',
    [
      [3, 'MONTH'],
      [1, 'HALF_MONTH'],
      [7, 'DAY'],
    ],
    ['2026-10-01', '2026-07-16', '2026-07-08'],
  ],
] as const)('Cadences of other places are data only: %s', async (_where, cadence, expected) => {
  const intervals = [[30, 'DAY'] as const, ...cadence].map(([value, unit]) => ({ value, unit }));
  const on = await setPolicy(intervals);
  const facts = { registeredOn: '2026-01-01', sinceOn: '2026-01-02', visits: ['2026-07-01'], hazards: [] };
  const ids = [];
  for (const grade of ['CIVILISED', 'KEY', 'WATCH_LIST'] as const)
    ids.push(await addHouse({ ...facts, grade }));
  const planned = await planInspections(unit, ids, { on, byAct: false });
  expect(ids.map((id) => planned.find(({ houseId }) => houseId === id)?.dueOn)).toEqual(expected);
});
