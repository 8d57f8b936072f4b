import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type DemoDistrict, loadDemoDistrict, readDistrict } from '../../seeds/demo-district.js';
import { queryableOf, rateHouses } from '../../seeds/district/rate-district.js';
import { READ_UNNOTED_CONDUCT } from '../../src/store/conduct.js';
import { isCitizenNumber } from '../../src/domain/citizen-number.js';
import { isCreditCode } from '../../src/domain/credit-code.js';
import { ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { rowTypes } from '../../src/store/statement.js';
import { rerateSubjects } from '../../src/usecases/steps/rerate-subjects.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';

const today = '2026-11-22';
/** Everything that a district consists of; what reference data and the clock add lies elsewhere. */
const districtTables = [
  'office',
  'officer',
  'inspector',
  'inspection_team',
  'inspection_team_member',
  'duty_day',
  'subject',
  'enterprise',
  'inspector_conflict',
  'inspection_object',
  'spot_check_plan',
  'spot_check_task',
  'spot_check_target',
  'person',
  'household',
  'household_member',
  'lawyer',
  'rental_house',
  'house_tenure',
  'inspection',
  'hazard',
  'credit_record',
  'list_entry',
  'list_case',
  'list_objection',
  'list_announcement',
  'alarm_count',
  'data_delivery',
  'rating',
  'rating_history',
  'inspection_schedule',
];
const databases: TestDatabase[] = [];
const clients: pg.Client[] = [];
/** Made with seed 1, made with it once more, and made with seed 2. */
let district: pg.Client;
let twin: pg.Client;
let other: pg.Client;

beforeAll(async () => {
  district = await loadedWith({ seed: 1 });
  twin = await loadedWith({ seed: 1 });
  other = await loadedWith({ seed: 2 });
}, 60_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(databases.map((database) => database.drop()));
});

describe('the demo district', () => {
  it('is the same to the last character for the same seed, and another for another', async () => {
    const content = await contentOf(district);
    expect(await contentOf(twin)).toEqual(content);
    const otherContent = await contentOf(other);
    const unchanged = districtTables.filter((table) => otherContent[table] === content[table]);
    expect(unchanged).toEqual([]);
  });

  it('gives every house a rating, a schedule and an owner of its own station', async () => {
    expect(
      await numbers(`
        select count(*)::integer as houses, count(r.subject_id)::integer as rated, count(d.house_id)::integer as planned,
          count(*) filter (where d.station_id = h.station_id)::integer as "ofStation"
        from rental_house h
        left join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
        left join inspection_schedule d on d.house_id = h.id`),
    ).toEqual([{ houses: 61, rated: 61, planned: 61, ofStation: 61 }]);
  });

  it('never calls a house good that nobody has seen', async () => {
    const unseen = await numbers<{ basis: string; grade: string | null; reason: string }>(`
      select r.basis, r.grade_code as grade, d.reason from rating r
      join inspection_schedule d on d.house_id = r.subject_id
      where r.sector = '${RENTAL_HOUSE_SECTOR}' and not exists (select from inspection where house_id = r.subject_id)`);
    expect(unseen.length).toBeGreaterThan(0);
    expect(new Set(unseen.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ basis: 'BY_DEFAULT', grade: null, reason: 'FIRST_VISIT' })]),
    );
  });

  it('has alarms of every village with houses for two years, said to be demo data, and none of the month that is not over', async () => {
    expect(
      await numbers(`
        select count(distinct a.month)::integer as months, min(a.month)::text as first, max(a.month)::text as last,
          count(distinct a.kind)::integer as kinds, string_agg(distinct a.source, ',') as source,
          (select count(*)::integer from (select region_code from subject where kind = 'RENTAL_HOUSE' except select region_code from alarm_count) v) as "left"
        from alarm_count a`),
    ).toEqual([
      { months: 24, first: '2024-11-01', last: '2026-10-01', kinds: 4, source: '演示数据', left: 0 },
    ]);
  });

  it('spreads enterprises over the risk classes as published', async () => {
    const shares = await sharesOf(ENTERPRISE_RISK_SECTOR);
    expect(shares).toEqual({ A: near(0.732), B: near(0.187), C: near(0.052), D: near(0.03) });
  });

  it('spreads houses over the tiers', async () => {
    const shares = await sharesOf(RENTAL_HOUSE_SECTOR);
    expect(shares).toEqual({
      CIVILISED: near(0.7),
      KEY: near(0.2),
      WATCH_LIST: near(0.06),
      none: near(0.04),
    });
  });

  it('holds no rating but what the published standards come to', async () => {
    const queryable = queryableOf(district);
    const sectors = await numbers<{ sector: string }>('select distinct sector from rating');
    for (const { sector } of sectors) {
      const { rows } = await district.query<{ id: string }>(
        'select subject_id as id from rating where sector = $1',
        [sector],
      );
      const subjectIds = rows.map(({ id }) => id);
      expect(await rerateSubjects(queryable, { sector, subjectIds, on: today, cause: 'test' })).toEqual([]);
    }
  });

  it('shows every sector whose standard is in force by subjects that are rated', async () => {
    const sectors = await numbers<{ sector: string; rated: number }>(`
      select s.sector, (select count(*)::integer from rating r where r.sector = s.sector and r.basis = 'RATED') as rated
      from standard s where s.in_force_from <= '${today}' group by s.sector`);
    expect(sectors.length).toBeGreaterThan(30);
    expect(sectors.filter(({ rated }) => rated < 3)).toEqual([]);
  });

  it('has rated whomever a record brings into a sector', async () => {
    const unrated = await numbers(`
      with in_force as (
        select distinct on (sector) id, sector from standard where in_force_from <= '${today}'
        order by sector, in_force_from desc
      ), owner as (
        select id as subject_id, id as owner_id, false as is_member from subject
        union all select household_id, person_id, true from household_member
      )
      select distinct f.sector, s.id, r.type from credit_record r
      join standard_record_type n on n.record_type = r.type and n.enrols
      join in_force f on f.id = n.standard_id
      join owner o on o.owner_id = r.subject_id and (n.by_members or not o.is_member)
      join subject s on s.id = o.subject_id and s.kind = any(n.subject_kinds)
      where not exists (select from rating where subject_id = s.id and sector = f.sector)`);
    expect(unrated).toEqual([]);
  });

  it('applies no direct rule to villagers, landlords, lawyers and households', async () => {
    const vetoes = await numbers(`
      select s.sector, r.type from credit_record r join subject on subject.id = r.subject_id
      join standard_record_type n on n.record_type = r.type and subject.kind = any(n.subject_kinds)
      join standard s on s.id = n.standard_id
      cross join lateral jsonb_path_query(s.definition, '$.indicators[*]') as i
      where subject.kind in ('PERSON', 'LAWYER', 'HOUSEHOLD') and i->'recordTypes' ? r.type
        and (i ? 'setsGrade' or i ? 'keepsGrade')`);
    expect(vetoes).toEqual([]);
  });

  it('can be asked what was known on any day since its rules have applied', async () => {
    const lateRules = await numbers(`
      select recorded_at from standard where in_force_from <= '${today}' and recorded_at > in_force_from + interval '1 day'
      union all select recorded_at from treatment_policy where valid_from <= '${today}' and recorded_at > valid_from + interval '1 day'
      union all select recorded_at from measure where valid_from <= '${today}' and recorded_at > valid_from + interval '1 day'`);
    expect(lateRules).toEqual([]);
  });

  it('has a history in which no day of change is missing', async () => {
    const days = await numbers<{ day: string; houseIds: string[] }>(`
      select d.day::date as day, array_agg(h.id::text) as "houseIds" from rental_house h
      join generate_series('2026-08-01'::date, '${today}'::date, '3 days') as d(day) on h.registered_on <= d.day
      group by d.day`);
    await district.query('begin');
    const changesBefore = await historyLength();
    // Rating anew on a past day finds what the history says of that day, once the present state is set back to it.
    for (const { day, houseIds } of days) {
      await district.query(`
        insert into rating (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, since_on, rated_on)
        select distinct on (subject_id) subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code,
          valid_from, valid_from
        from rating_history where sector = '${RENTAL_HOUSE_SECTOR}' and valid_from <= '${day}'
        order by subject_id, valid_from desc, recorded_at desc
        on conflict (subject_id, sector) do update set standard_id = excluded.standard_id, basis = excluded.basis, grade_code = excluded.grade_code,
          indicated_grade_code = excluded.indicated_grade_code, last_grade_code = excluded.grade_code,
          rated_on = excluded.rated_on,
          score_hundredths = excluded.score_hundredths`);
      await rateHouses(queryableOf(district), new Map([[day, houseIds]]), () => undefined);
    }
    expect(await historyLength()).toBe(changesBefore);
    await district.query('rollback');
  });

  it('has houses that have changed hands, and one who answers for each in each role', async () => {
    const differing = await numbers(`
      select h.id from rental_house h
      left join house_tenure o on o.house_id = h.id and o.role = 'OWNER' and o.to_on is null
      left join house_tenure m on m.house_id = h.id and m.role = 'MANAGER' and m.to_on is null
      where o.person_id is distinct from h.owner_id or m.person_id is distinct from h.manager_id`);
    expect(differing).toEqual([]);
    const [tenures] = await numbers<{ ended: number }>(
      'select count(*)::integer as ended from house_tenure where to_on is not null',
    );
    expect(tenures?.ended).toBeGreaterThan(0);
  });

  it('has filed and rated whoever answers for a house, and brought its hazards into their files', async () => {
    const unrated = await numbers(`
      select t.person_id from house_tenure t join house_role k on k.code = t.role
      where t.to_on is null and (
        not exists (select from rating r where r.subject_id = t.person_id and r.sector = k.sector)
        or not exists (select from credit_record c where c.subject_id = t.person_id and c.type = k.filed_record_type))`);
    expect(unrated).toEqual([]);
    const { rows } = await district.query<{ id: string }>('select id from rental_house');
    const houseIds = rows.map(({ id }) => id);
    expect(await queryableOf(district).run(READ_UNNOTED_CONDUCT, [houseIds])).toEqual([]);
  });

  it('keeps the file and the lists in step', async () => {
    const differing = await numbers(`
      select s.id from subject s
      where (select count(*) from credit_record r where r.subject_id = s.id and r.ended_on is null
             and r.type in ('ABNORMAL_OPERATION', 'SERIOUS_DISHONESTY', 'JUDGMENT_DEFAULT', 'WAGE_ARREARS', 'HONOUR'))
        <> (select count(*) from list_entry e where e.subject_id = s.id and e.list_code <> 'CONSTRUCTION_FOCUS'
            and (e.valid_to is null or e.valid_to > '${today}'))`);
    expect(differing).toEqual([]);
  });

  it('has teams with rounds to walk today, none of them asked for more than it can do', async () => {
    const teams = await numbers<{
      station: string;
      team: string;
      members: number;
      today: number;
      most: number;
    }>(`
      select o.code as station, t.name as team, t.capacity_per_day as most,
        (select count(*)::integer from inspection_team_member m where m.team_id = t.id) as members,
        (select count(*)::integer from inspection_schedule d where d.team_id = t.id and d.planned_on = '2026-11-23') as today
      from inspection_team t join office o on o.id = t.station_id order by 1, 2`);
    expect(teams.map(({ station, members }) => [station, members])).toEqual([
      ['GULAO-STATION', 4],
      ...Array.from({ length: 6 }, () => ['ZHONGSHAN-STATION', 2]),
    ]);
    for (const { today: visits, most } of teams) expect(visits).toBeLessThanOrEqual(most);
    const [houses] = await numbers<{ planned: number; waiting: number }>(`
      select count(*) filter (where team_id is not null)::integer as planned,
        count(*) filter (where team_id is null)::integer as waiting
      from inspection_schedule where due_on <= '2026-12-19'`);
    expect(houses?.planned).toBeGreaterThan(20);
    expect(houses?.waiting).toBe(0);
  });

  it('leaves work for today and some from before', async () => {
    const [due] = await numbers<{ due: number; overdue: number; future: number }>(`
      select count(*) filter (where due_on <= '${today}')::integer as due,
        count(*) filter (where due_on < '${today}')::integer as overdue,
        (select count(*)::integer from inspection where inspected_on >= '${today}') as future
      from inspection_schedule`);
    expect(due?.due).toBeGreaterThan(0);
    expect(due?.overdue).toBeGreaterThan(0);
    expect(due?.future).toBe(0);
  });

  it('has codes and numbers that are right in form and people that cannot be real', async () => {
    const codes = await numbers<{ code: string }>(
      'select credit_code as code from subject where credit_code is not null',
    );
    expect(codes.length).toBeGreaterThan(300);
    expect(codes.filter(({ code }) => !isCreditCode(code) || !code.slice(8).startsWith('MA0'))).toEqual([]);
    const people = await numbers<{ number: string; phone: string; name: string }>(
      'select citizen_number as number, phone, name from person',
    );
    const doubtful = people.filter(
      ({ number, phone, name }) =>
        !isCitizenNumber(number) ||
        number.slice(6, 10) !== '1900' ||
        !/^1000\d{7}$/.test(phone) ||
        !/(示例|样本|虚构|演示)\d+$/.test(name),
    );
    expect(doubtful).toEqual([]);
    expect(
      await numbers(`select name from subject where kind in ('ENTERPRISE', 'LAW_FIRM') and name !~ '示例'`),
    ).toEqual([]);
  });

  it('has applications in every state of a worklist, with commitments that are due, and none decided without a check that needs one', async () => {
    const { rows } = await district.query<{ state: string; count: number }>(
      `select state, count(*)::integer as count from approval_matter group by state order by state`,
    );
    expect(rows).toEqual([
      { state: 'ACCEPTED', count: 4 },
      { state: 'DELIVERED', count: 6 },
      { state: 'PAPERS_MISSING', count: 1 },
      { state: 'RECEIVED', count: 1 },
    ]);
    const { rows: odd } = await district.query<object>(
      `select m.number from approval_matter m join approval_item i on i.id = m.item_id
       where m.decision is not null and i.needs_check and m.check_id is null
       union all
       select m.number from approval_matter m where m.received_on > $1 or m.decided_on > $1 or m.decided_on < m.accepted_on`,
      [today],
    );
    expect(odd).toEqual([]);
    const { rows: due } = await district.query<{ late: number; soon: number }>(
      `select count(*) filter (where next_due_on < $1)::integer as late, count(*) filter (where next_due_on >= $1)::integer as soon
       from commitment where state = 'GIVEN'`,
      [today],
    );
    expect(due[0]?.late).toBeGreaterThan(0);
    expect(due[0]?.soon).toBeGreaterThan(0);
  });

  it('is remembered and neither loaded twice nor mixed with anything else', async () => {
    const [database] = databases;
    if (database === undefined) throw new Error('No district was loaded.');
    expect(await readDistrict(database.ownerUrl)).toBe('demo small seed 1');
    expect(await loadDemoDistrict(options(database, 3))).toBe(false);
    await district.query('begin');
    await district.query(`update installation set value = 'Heshan' where key = 'district'`);
    await district.query('commit');
    await expect(loadDemoDistrict({ ...options(database, 3), replace: true })).rejects.toThrow(
      'is no demo district',
    );
    await district.query(`update installation set value = 'demo small seed 1' where key = 'district'`);
  });

  it('makes room for another one when told to', async () => {
    const [, , database] = databases;
    if (database === undefined) throw new Error('No district was loaded with seed 2.');
    await loadDemoDistrict({ ...options(database, 1), replace: true });
    expect(await contentOf(other)).toEqual(await contentOf(district));
    const policies = await other.query('select from treatment_policy');
    expect(policies.rowCount).toBeGreaterThan(0);
  });

  it('has accounts of an owner with open hazards, a manager of several houses and an enterprise on a list, named like nobody', async () => {
    const { rows } = await district.query<object>(
      `select a.login, a.name, a.roles,
         (select count(*) from rental_house h where h.manager_id = a.person_id) > 1 as "managesSeveral",
         exists (select from rental_house h join rating r on r.subject_id = h.id and r.grade_code = 'WATCH_LIST'
           join hazard z on z.house_id = h.id and z.state = 'OPEN' where h.owner_id = a.person_id) as "hasHazards",
         exists (select from representative r join list_entry e on e.subject_id = r.enterprise_id
           where r.person_id = a.person_id and e.valid_to is null) as "isListed"
       from officer a where a.person_id is not null order by a.login`,
    );
    expect(rows).toMatchObject([
      { login: 'enterprise', name: '企业法定代表人（示例）', roles: ['RESIDENT'], isListed: true },
      { login: 'house-manager', name: '管理人（示例）', roles: ['RESIDENT'], managesSeveral: true },
      { login: 'owner', name: '房主（示例）', roles: ['RESIDENT'], hasHazards: true },
    ]);
  });
});

async function loadedWith({ seed }: { seed: number }): Promise<pg.Client> {
  const database = await makeDatabase();
  databases.push(database);
  expect(await loadDemoDistrict(options(database, seed))).toBe(true);
  return connectedTo(database);
}

function options({ ownerUrl }: TestDatabase, seed: number): DemoDistrict {
  return { ownerUrl, seed, size: 'small', today };
}

async function connectedTo({ ownerUrl }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    types: rowTypes,
    options: '-c timezone=UTC',
  });
  await client.connect();
  clients.push(client);
  return client;
}

/** A fingerprint of each table, whatever the order in which its rows lie. */
async function contentOf(client: pg.Client): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const table of districtTables) {
    const { rows } = await client.query<{ hash: string }>(
      `select md5(string_agg(t::text, E'\\n' order by t::text)) as hash from ${table} t`,
    );
    content[table] = rows[0]?.hash ?? '';
  }
  return content;
}

async function numbers<Row extends pg.QueryResultRow>(query: string): Promise<Row[]> {
  return (await district.query<Row>(query)).rows;
}

async function sharesOf(sector: string): Promise<Record<string, number>> {
  const rows = await numbers<{ grade: string; share: number }>(
    `select coalesce(grade_code, 'none') as grade, (count(*) / sum(count(*)) over ())::float as share
     from rating where sector = '${sector}' group by grade_code`,
  );
  return Object.fromEntries(rows.map(({ grade, share }) => [grade, share]));
}

/** A small district cannot meet a share more closely. */
function near(share: number): unknown {
  return expect.closeTo(share, 1);
}

async function historyLength(): Promise<number> {
  const { rowCount } = await district.query(
    `select from rating_history where sector = '${RENTAL_HOUSE_SECTOR}'`,
  );
  return rowCount ?? 0;
}
