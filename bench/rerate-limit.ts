import type pg from 'pg';
import type { Population } from './rating-population.js';
import { benchStandard } from './rating-standard.js';

/** Whom the limit rates, in which sector it keeps the ratings, and on which day. */
export interface Limited {
  readonly population: Population;
  readonly sector: string;
  readonly on: string;
}

/** What a record counts for as long as it has not expired: no caps, no tapering, no direct rules. */
function worths(): string {
  const worth = benchStandard('limit', '1').indicators.flatMap(
    ({ recordTypes, pointsHundredths, validDays }) =>
      recordTypes.map((type) => ({ type, points: pointsHundredths, days: validDays })),
  );
  return JSON.stringify(worth);
}

function bands(): string {
  return JSON.stringify(
    benchStandard('limit', '1').bands.map((band) => ({
      code: band.code,
      low: band.minHundredths,
      high: band.maxHundredths,
    })),
  );
}

/**
 * Scores and grades of everybody rated in the sector `$3`, by unexpired points only: `$1` worths, `$2` bands, `$4` the day,
 * `$5` the base. "offset 0" has it read the table from end to end, which is faster than by the index whatever the planner
 * thinks.
 */
const banded = ({ prefix }: Population) => `
  worth as materialized (
    select * from jsonb_to_recordset($1::jsonb) as w(type text, points integer, days integer)
  ), band as materialized (
    select * from jsonb_to_recordset($2::jsonb) as b(code text, low integer, high integer)
  ), summed as (
    select r.subject_id, sum(w.points)::integer as points
    from (select * from credit_record offset 0) r join worth w on w.type = r.type
    where r.subject_id between '${prefix}000000-0000-0000-0000-000000000000' and '${prefix}ffffff-ffff-ffff-ffff-ffffffffffff'
      and r.withdrawn_at is null and r.occurred_on <= $4::date and (r.ended_on is null or r.ended_on > $4::date)
      and (w.days is null or r.occurred_on > $4::date - w.days)
    group by r.subject_id
  ), banded as (
    select f.subject_id, f.grade_code as former_grade, f.score_hundredths as former_score, b.code, t.score
    from rating f left join summed s on s.subject_id = f.subject_id
    cross join lateral (select $5::integer + coalesce(s.points, 0) as score) t
    join band b on (b.low is null or b.low <= t.score) and (b.high is null or t.score < b.high)
    where f.sector = $3
  )`;

/** One statement, by hand, that does the least a re-rating can do: it writes what has changed, and its history. */
const rerating = (population: Population) => `
  with ${banded(population)}, kept as (
    update rating f set score_hundredths = b.score, basis = 'RATED', grade_code = b.code, indicated_grade_code = b.code,
      rated_on = $4::date, since_on = case when b.former_grade is distinct from b.code then $4::date else f.since_on end
    from banded b
    where f.subject_id = b.subject_id and f.sector = $3
      and (b.former_score, b.former_grade) is distinct from (b.score, b.code)
    returning f.subject_id, f.standard_id, f.score_hundredths, f.grade_code
  )
  insert into rating_history (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, valid_from, cause)
  select subject_id, $3, standard_id, 'RATED', score_hundredths, grade_code, grade_code, $4::date, 'limit' from kept`;

/** The same without writing anything: how many would go from which grade to which. */
const transitions = (population: Population) => `
  with ${banded(population)}
  select former_grade, code, count(*) from banded group by former_grade, code`;

/** Re-rates by the limit's statement and answers how many seconds that took. */
export function rerateByLimit(owner: pg.Client, limited: Limited): Promise<number> {
  return secondsOf(owner, rerating(limited.population), limited);
}

/** Counts the transitions by the limit's statement and answers how many seconds that took. */
export function simulateByLimit(owner: pg.Client, limited: Limited): Promise<number> {
  return secondsOf(owner, transitions(limited.population), limited);
}

async function secondsOf(owner: pg.Client, text: string, { sector, on }: Limited): Promise<number> {
  const { baseHundredths } = benchStandard('limit', '1');
  const from = performance.now();
  await owner.query(text, [worths(), bands(), sector, on, baseHundredths]);
  return (performance.now() - from) / 1_000;
}
