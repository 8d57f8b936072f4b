import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import type { RatingBasis } from '../domain/rating.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { CountedMove, CountedWork, OfficerVisits } from '../domain/station-picture.js';
import { statement } from './statement.js';

/** Codes of grades are upper case, so that none is called like one of these. */
const MARK = `case h.basis when 'RATED' then h.grade_code when 'BY_DEFAULT' then 'by default' else 'not rated' end`;

const MONTH = (day: string) =>
  `case when ${day} >= $2::date then date_trunc('month', ${day}::timestamp)::date end`;

export interface TierRow {
  readonly mark: string;
  readonly basis: RatingBasis;
  readonly rank: number | null;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly colour: string;
  readonly inForce: boolean;
}

/**
 * The tiers of rental houses on the day `$1`, best first, those without a grade last. Each is called what the latest version that
 * has it calls it; a tier that the version in force has no more is there for the months in which houses had it.
 */
export const LIST_TIERS = statement<TierRow>(
  'list-tiers',
  `with version as (
     select *, row_number() over (order by in_force_from desc) = 1 as latest from standard
     where sector = '${RENTAL_HOUSE_SECTOR}' and in_force_from <= $1::date
   )
   select * from (
     select distinct on (b.mark) b.mark, b.basis, b.rank, b."labelZh", b."labelEn", b.colour, v.latest as "inForce"
     from version v cross join lateral (
       select code as mark, 'RATED' as basis, rank, label_zh as "labelZh", label_en as "labelEn", colour
       from standard_band where standard_id = v.id
       union all
       select 'by default', 'BY_DEFAULT', null, u->'label'->>'zh', u->'label'->>'en', u->>'colour'
       from jsonb_path_query(v.definition, '$.byDefault') as u where u <> 'null'
       union all
       select 'not rated', 'NOT_RATED', null, u->'label'->>'zh', u->'label'->>'en', u->>'colour'
       from jsonb_path_query(v.definition, '$.notRated') as u where u <> 'null'
     ) b
     order by b.mark, v.in_force_from desc
   ) tier
   order by rank nulls last, mark`,
);

/**
 * How houses of the regions `$1` moved between tiers from the day `$2` to the day `$3`, by month; with month null, where they stood
 * before. A house has one tier a day, the one recorded last for it; its first one it comes to from nowhere.
 */
export const COUNT_TIER_MOVES = statement<CountedMove>(
  'count-tier-moves',
  `with day as (
     select distinct on (h.subject_id, h.valid_from) h.subject_id, h.valid_from, ${MARK} as mark
     from rating_history h join subject s on s.id = h.subject_id
     where h.sector = '${RENTAL_HOUSE_SECTOR}' and s.region_code ^@ any($1::text[]) and h.valid_from <= $3::date
     order by h.subject_id, h.valid_from desc, h.recorded_at desc
   ), step as (
     select valid_from, mark, lead(mark) over (partition by subject_id order by valid_from desc) as former from day
   )
   select ${MONTH('valid_from')} as month, former as "from", mark as "to", count(*) as count
   from step where mark is distinct from former
   group by 1, 2, 3 order by 1, 2, 3`,
);

/**
 * Visits to houses of the regions `$1` and what became of their hazards, by month from the day `$2` to the day `$3`, on the day `$4`;
 * with month null, what came before. A failed rectification begins a new term, so the term that it ended is counted with it, on the
 * day on which the failure was found.
 */
export const COUNT_WORK = statement<CountedWork>(
  'count-work',
  `with house as materialized (
     select h.id from rental_house h join subject s on s.id = h.id where s.region_code ^@ any($1::text[])
   ), own as (
     select z.id, z.found_on, z.due_on, z.closed_on, z.failure_count from hazard z join house on house.id = z.house_id
   ), event as (
     select i.inspected_on as "on", 1 as visit, 0 as found, 0 as closed, 0 as failed, 0 as ended, 0 as missed
     from inspection i join house on house.id = i.house_id where i.inspected_on >= $2::date
     union all
     select found_on, 0, 1, 0, 0, 0, 0 from own
     union all
     select closed_on, 0, 0, 1, 0, 0, 0 from own where closed_on is not null
     union all
     select due_on, 0, 0, 0, 0, 1, (closed_on is null or closed_on > due_on)::integer from own where due_on < $4::date
     union all
     select r.occurred_on, 0, 0, 0, 1, 1, 1 from own join credit_record r on r.hazard_id = own.id
     where own.failure_count > 0 and r.type = '${FAILED_RECTIFICATION_RECORD}' and r.withdrawn_at is null
   )
   select ${MONTH('"on"')} as month, sum(visit) as visits, sum(found) as found, sum(closed) as closed, sum(failed) as failed,
     sum(ended) as "termsEnded", sum(missed) as "termsMissed"
   from event where "on" <= $3::date
   group by 1 order by 1`,
);

/** Visits of the officers of the office `$4` to houses of the regions `$1` from the day `$2` to the day `$3`, most first. */
export const COUNT_OFFICER_VISITS = statement<OfficerVisits>(
  'count-officer-visits',
  `with made as (
     select officer.id, count(*) as visits
     from inspection i
     join subject s on s.id = i.house_id
     cross join lateral (values (i.officer_id), (i.second_officer_id)) as officer(id)
     where s.region_code ^@ any($1::text[]) and i.inspected_on between $2::date and $3::date
     group by officer.id
   )
   select o.id as "officerId", o.name, coalesce(m.visits, 0) as visits
   from officer o left join made m on m.id = o.id
   where o.office_id = $4 and 'STATION_OFFICER' = any(o.roles) and (o.active or m.visits > 0)
   order by visits desc, o.name collate "C", o.id`,
);

export interface OverdueHouses {
  readonly houses: number;
  readonly overdue: number;
}

/** Houses of the regions `$1`, and how many of them should have been visited before the day `$2`. */
export const COUNT_OVERDUE_HOUSES = statement<OverdueHouses>(
  'count-overdue-houses',
  `select count(*) as houses, count(*) filter (where d.due_on < $2::date) as overdue
   from inspection_schedule d join subject s on s.id = d.house_id where s.region_code ^@ any($1::text[])`,
);
