import pg from 'pg';

/** As many stations as that are given the houses of the district once more, due as they are there. */
const STATIONS = 14;
/** So many times over Zhongshan station is given its civilised houses once more, none of them due for weeks. */
const TIMES = 20;

/**
 * Makes about 130,000 houses of the district's 4,600: half of them belong to other stations, half to the very station whose worklist is
 * asked for, so that neither the size of the tables nor that of the station can hide. Houses come with those who answer for them or did,
 * records, ratings, visits and hazards; when they are due is left for the product to work out. Nobody's page of today changes by them.
 */
export async function growPrefecture(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c work_mem=256MB',
  });
  await owner.connect();
  try {
    await owner.query('begin');
    // Rows that are known to fit together; foreign keys would look each of them up again.
    await owner.query('set local session_replication_role = replica');
    for (const statement of [STATION_COPIES, HOUSE_COPIES, SUBJECT_COPIES, ...ROWS]) {
      await owner.query(statement);
    }
    await owner.query('commit');
    await owner.query('vacuum (analyze)');
  } finally {
    await owner.end();
  }
}

/** Of a row that is copied the `n`th time; as good as random, so neighbours do not lie together. */
const copyId = (id: string) => `md5('bench copy ' || n || ' ' || ${id})::uuid`;

const STATION_COPIES = `
  insert into region (code, name, level, parent_code, synthetic_code)
  select '4407849' || lpad(n::text, 2, '0') || village, '虚构性能样例' || n, level, parent || case level when 'VILLAGE' then lpad(n::text, 2, '0') else '' end, true
  from generate_series(1, ${STATIONS}) as n, (values ('', 'TOWN', '440784'), ('001', 'VILLAGE', '4407849')) as l(village, level, parent);

  insert into office (id, code, name, kind, region_codes)
  select ${copyId(`'station'`)}, 'BENCH-STATION-' || n, '虚构性能样例派出所' || n, 'POLICE_STATION', array['4407849' || lpad(n::text, 2, '0')]
  from generate_series(1, ${STATIONS}) as n;

  insert into inspection_team (id, station_id, name, capacity_per_day, grid_codes)
  select ${copyId('t.id')}, ${copyId(`'station'`)}, t.name, t.capacity_per_day, t.grid_codes
  from generate_series(1, ${STATIONS}) as n, inspection_team t join office f on f.id = t.station_id
  where f.code = 'ZHONGSHAN-STATION'`;

/** Those of Zhongshan station are moved in time until their last visit was in the last six weeks. */
const HOUSE_COPIES = `
  create temp table house_copy on commit drop as
  select n, h.id as old, ${copyId('h.id')} as id, ${copyId(`'station'`)} as station_id, '4407849' || lpad(n::text, 2, '0') || '001' as region_code, 0 as days
  from generate_series(1, ${STATIONS}) as n, rental_house h
  union all
  select n, h.id, ${copyId('h.id')}, h.station_id, s.region_code, current_date - i.inspected_on - abs(hashtext(h.id::text || n)) % 42
  from generate_series(${STATIONS + 1}, ${STATIONS + TIMES}) as n, rental_house h
  join subject s on s.id = h.id join office f on f.id = h.station_id
  join inspection_schedule d on d.house_id = h.id join inspection i on i.id = d.last_inspection_id
  where f.code = 'ZHONGSHAN-STATION' and d.grade_code = 'CIVILISED' and d.reason = 'ROUTINE'`;

const SUBJECT_COPIES = `
  create temp table subject_copy on commit drop as
  select n, old, id, region_code from house_copy
  union all
  select distinct on (n, p.id) n, p.id, ${copyId('p.id')}, c.region_code
  from house_copy c join house_tenure t on t.house_id = c.old join person p on p.id = t.person_id;
  analyze subject_copy`;

const ROWS = [
  copied('subject', 'id', {
    id: 'c.id',
    kind: '',
    name: '',
    region_code: 'c.region_code',
    status: '',
    opened_on: '',
  }),
  copied('person', 'id', { id: 'c.id', name: '', phone: '' }),
  copied(
    'rental_house',
    'id',
    {
      id: 'c.id',
      address_code: `t.address_code || '-' || n`,
      address: '',
      room_count: '',
      station_id: 'c.station_id',
      owner_id: copyId('t.owner_id'),
      manager_id: copyId('t.manager_id'),
      registered_on: '',
      grid_code: '',
    },
    'house_copy',
  ),
  copied('house_tenure', 'house_id', {
    id: copyId('t.id'),
    house_id: 'c.id',
    role: '',
    person_id: copyId('t.person_id'),
    from_on: '',
    to_on: '',
    ended_recorded_at: '',
  }),
  copied(
    'inspection',
    'house_id',
    {
      id: copyId('t.id'),
      house_id: 'c.id',
      station_id: 'c.station_id',
      inspected_on: 't.inspected_on + c.days',
      officer_id: '',
      second_officer_id: '',
      note: '',
      finding_count: '',
      recorded_at: '',
    },
    'house_copy',
  ),
  copied('hazard', 'house_id', {
    id: copyId('t.id'),
    house_id: 'c.id',
    inspection_id: copyId('t.inspection_id'),
    item_code: '',
    severity: '',
    description: '',
    found_on: '',
    due_on: '',
    state: '',
    closed_on: '',
    closing_evidence: '',
    failure_count: '',
    room: '',
    photos: '',
    revisit_on: '',
    remind_on: '',
    provisional: '',
  }),
  copied('credit_record', 'subject_id', {
    id: copyId('t.id'),
    subject_id: 'c.id',
    type: '',
    occurred_on: '',
    ended_on: '',
    ended_recorded_at: '',
    withdrawn_at: '',
    content: '',
    details: '',
    source_key: `sha256(t.source_key || convert_to(n::text, 'UTF8'))`,
    office_id: '',
    recorded_at: '',
    hazard_id: copyId('t.hazard_id'),
  }),
  copied('rating', 'subject_id', {
    subject_id: 'c.id',
    sector: '',
    standard_id: '',
    basis: '',
    score_hundredths: '',
    grade_code: '',
    since_on: '',
    rated_on: '',
    indicated_grade_code: '',
    last_grade_code: '',
    better_since_on: '',
    next_change_on: '',
  }),
  copied('rating_history', 'subject_id', {
    subject_id: 'c.id',
    sector: '',
    standard_id: '',
    basis: '',
    score_hundredths: '',
    grade_code: '',
    valid_from: '',
    recorded_at: '',
    cause: '',
    indicated_grade_code: '',
  }),
];

/** Copies the rows of a table that belong to whoever is copied; a column without an expression is taken as it is. */
function copied(
  table: string,
  belongsBy: string,
  columns: Readonly<Record<string, string>>,
  copies = 'subject_copy',
): string {
  const expressions = Object.entries(columns).map(([column, expression]) => expression || `t.${column}`);
  return `insert into ${table} (${Object.keys(columns).join(', ')})
    select ${expressions.join(', ')} from ${copies} c join ${table} t on t.${belongsBy} = c.old`;
}
