import type pg from 'pg';
import type { Standard } from '../src/domain/standard.js';
import { AMOUNT_TYPES, benchStandard, RECORD_TYPES, TYPES_BY_SHARE } from './rating-standard.js';

/** Subjects that only the bench knows, in a stretch of ids of their own, with the records that a sector rates them by. */
export interface Population {
  readonly sector: string;
  /** The first two digits of the subjects' ids, which are otherwise as good as random. */
  readonly prefix: string;
  readonly subjects: number;
  readonly records: number;
}

/**
 * One more sector by the same standard that rates the first subjects of a population, in the order of their ids. New records do not
 * touch it.
 */
export interface Section {
  readonly sector: string;
  readonly subjects: number;
}

export const RERATED: Population = {
  sector: 'bench-rating',
  prefix: 'b0',
  subjects: 300_000,
  records: 1_000_000,
};
/** By whose standard the practical limit rates: as many ratings in the same table. */
export const BY_LIMIT: Section = { sector: 'bench-limit', subjects: RERATED.subjects };
/** A tenth, three tenths and all of the population. */
export const GROWING: readonly Section[] = [
  { sector: 'bench-growth-1', subjects: 30_000 },
  { sector: 'bench-growth-3', subjects: 90_000 },
  RERATED,
];
export const TRIED: Population = {
  sector: 'bench-simulate',
  prefix: 'b1',
  subjects: 1_000_000,
  records: 1_000_000,
};

const REGION = '440784001001';
const VERSION = '1';

/**
 * Fills the database with a population, unless it is there. Its subjects are enterprises on the register like all others, for if
 * a million lacked their rows there, PostgreSQL would misjudge every join with it, and other cases would suffer. Their
 * credit codes come after all others and are no true ones, so other cases leave them out. Everybody stands as not yet rated; a first
 * re-rating makes the ratings.
 */
export async function populate(
  owner: pg.Client,
  population: Population,
  sections: readonly Section[] = [],
): Promise<void> {
  const { sector, subjects } = population;
  const known = await owner.query('select from sector where code = $1', [sector]);
  if (known.rowCount === 1) return;
  console.log(`Filling in ${subjects} subjects with ${population.records} records of ${sector} …`);
  await owner.query('begin');
  // A million rows that are known to fit together; foreign keys would look each of them up again.
  await owner.query('set local session_replication_role = replica');
  await addRecordTypes(owner);
  await addSubjects(owner, population);
  await addRecords(owner, population);
  for (const section of new Set([population, ...sections])) {
    const standardId = await publish(owner, benchStandard(section.sector, VERSION), section === population);
    await addRatings(owner, population, section, standardId);
  }
  await owner.query('commit');
  await tidy(owner);
}

/** Nothing that was left behind is cleared up while somebody is measured. */
export async function tidy(owner: pg.Client): Promise<void> {
  await owner.query('vacuum (analyze) subject, enterprise, credit_record, rating, rating_history');
  await owner.query('checkpoint');
}

/** Whether nobody of the sector has been rated yet. */
export async function isUnrated(owner: pg.Client, sector: string): Promise<boolean> {
  const { rowCount } = await owner.query('select from rating_history where sector = $1 limit 1', [sector]);
  return rowCount === 0;
}

/** The population that the cases `rerate` and `incremental` share. */
export function populateRerated(owner: pg.Client): Promise<void> {
  return populate(owner, RERATED, [...GROWING, BY_LIMIT]);
}

async function addRecordTypes(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into record_type (code, label_zh, label_en, source)
     select t->>'code', t#>>'{label,zh}', t#>>'{label,en}', t->'source' from jsonb_array_elements($1::jsonb) as t
     on conflict do nothing`,
    [JSON.stringify(RECORD_TYPES)],
  );
}

const SUBJECT_ID = `($1 || substr(md5('bench subject ' || n), 3))::uuid`;

async function addSubjects(owner: pg.Client, { prefix, subjects }: Population): Promise<void> {
  await owner.query(
    `insert into subject (id, kind, credit_code, name, region_code, opened_on)
     select ${SUBJECT_ID}, 'ENTERPRISE', '99440784' || upper($1) || lpad(n::text, 8, '0'), '虚构性能样例' || n || '号', $3, '2020-01-01'
     from generate_series(1, $2::integer) as n`,
    [prefix, subjects, REGION],
  );
  await owner.query(
    `insert into enterprise (id, category) select ${SUBJECT_ID}, 'OTHER' from generate_series(1, $2::integer) as n`,
    [prefix, subjects],
  );
}

/** Day by day, as life brings them: the records of one subject lie far from each other. */
async function addRecords(owner: pg.Client, { prefix, subjects, records }: Population): Promise<void> {
  await owner.query('select setseed(0.5)');
  await owner.query(
    `insert into credit_record (id, subject_id, type, occurred_on, ended_on, ended_recorded_at, withdrawn_at, amount_hundredths,
       organ_name, content, source_key)
     select uuidv7(make_interval(days => -age)), ${SUBJECT_ID}, type, current_date - age,
       case when is_ended then current_date - age + least(age, 30) end, case when is_ended then now() end,
       case when is_withdrawn then now() end, case when type = any($5::text[]) then amount end,
       '虚构性能样例单位', '样例数据，并非真实', sha256(convert_to('bench record ' || $1 || at, 'UTF8'))
     from (
       select at, (900 * (1 - at / $3::float))::integer as age, 1 + floor(random() * $2::integer)::integer as n,
         ($4::text[])[1 + floor(random() * cardinality($4::text[]))::integer] as type,
         random() < 0.05 as is_ended, random() < 0.01 as is_withdrawn, 100 + floor(random() * 2000)::integer as amount
       from generate_series(1, $3::integer) as at
     ) as drawn`,
    [prefix, subjects, records, TYPES_BY_SHARE, AMOUNT_TYPES],
  );
}

async function publish(owner: pg.Client, standard: Standard, isTouched: boolean): Promise<string> {
  const { sector, version, inForceFrom } = standard;
  const definition = JSON.stringify(standard);
  await owner.query('insert into sector (code) values ($1)', [sector]);
  const { rows } = await owner.query<{ id: string }>(
    `insert into standard (id, sector, version, in_force_from, definition) values (gen_random_uuid(), $1, $2, $3, $4)
     returning id`,
    [sector, version, inForceFrom, definition],
  );
  const id = rows[0]?.id ?? '';
  await owner.query(
    `insert into standard_band (standard_id, code, rank, label_zh, label_en, colour, min_hundredths, max_hundredths)
     select $1, b->>'code', (b->>'rank')::integer, b#>>'{label,zh}', b#>>'{label,en}', b->>'colour',
       (b->>'minHundredths')::integer, (b->>'maxHundredths')::integer
     from jsonb_path_query($2::jsonb, '$.bands[*]') as b`,
    [id, definition],
  );
  if (isTouched) await owner.query('select note_record_types($1, $2)', [id, definition]);
  return id;
}

async function addRatings(
  owner: pg.Client,
  { prefix, subjects }: Population,
  section: Section,
  standardId: string,
): Promise<void> {
  await owner.query(
    `insert into rating (subject_id, sector, standard_id, basis, score_hundredths, since_on, rated_on)
     select id, $4, $5, 'BY_DEFAULT', 0, '2020-01-01', '2020-01-01' from (
       select ${SUBJECT_ID} as id from generate_series(1, $2::integer) as n order by id limit $3
     ) as first`,
    [prefix, subjects, section.subjects, section.sector, standardId],
  );
}
