import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { statement } from './statement.js';

export interface PlannedRow {
  readonly houseId: string;
  readonly dueOn: string;
  readonly reason: 'FIRST_VISIT' | 'ROUTINE' | 'REVISIT';
  /** Of the standard whose grade the date follows from. */
  readonly version: string;
}

/**
 * Works out when each house of `$1` is due by the policy in force on `$2`, as `nextDue` of the domain does, and notes what has
 * changed. A tier that is another than the one the date was worked out for leaves a notice to the owner, whoever changed it. `$3`:
 * whether this is part of an act on these houses, which a phone that was away must notice. What has changed loses its place in the rounds.
 * A house whose tier has no interval in force gets no row: the caller must look.
 */
export const PLAN_INSPECTIONS = statement<PlannedRow>(
  'plan-inspections',
  `with policy as materialized (
     select distinct on (kind, grade_code) kind, grade_code, value, unit
     from treatment_policy
     where sector = '${RENTAL_HOUSE_SECTOR}' and kind in ('FIRST_VISIT_TERM', 'INSPECTION_INTERVAL') and valid_from <= $2::date
     order by kind, grade_code, valid_from desc, recorded_at desc
   ), fact as (
     select h.id, h.station_id, r.basis, r.grade_code, r.since_on, r.standard_id, i.id as last_inspection_id,
       add_period(coalesce(i.inspected_on, h.registered_on), p.value, p.unit) as by_interval,
       (select min(z.revisit_on) from hazard z where z.house_id = h.id and z.state = 'OPEN') as revisit_on
     from rental_house h
     join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
     join policy p on p.kind = case when r.grade_code is null then 'FIRST_VISIT_TERM' else 'INSPECTION_INTERVAL' end
       and p.grade_code is not distinct from r.grade_code
     left join lateral (
       select id, inspected_on from inspection where house_id = h.id order by inspected_on desc limit 1
     ) i on true
     where h.id = any($1::uuid[])
   ), routine as (
     select *, greatest(by_interval, case when basis = 'RATED' then since_on end) as routine_on from fact
   ), due as (
     select *, least(routine_on, revisit_on) as due_on,
       case when revisit_on <= routine_on then 'REVISIT' when last_inspection_id is null then 'FIRST_VISIT' else 'ROUTINE' end as reason
     from routine
   ), saved as (
     insert into inspection_schedule as d (house_id, station_id, due_on, reason, last_inspection_id, grade_code)
     select id, station_id, due_on, reason, last_inspection_id, grade_code from due
     on conflict (house_id) do update set due_on = excluded.due_on, reason = excluded.reason,
       last_inspection_id = excluded.last_inspection_id, grade_code = excluded.grade_code,
       team_id = null, planned_on = null, round_place = null, unplanned_reason = null
     where (d.due_on, d.reason, d.last_inspection_id, d.grade_code)
       is distinct from (excluded.due_on, excluded.reason, excluded.last_inspection_id, excluded.grade_code)
   ), told as (
     insert into notice (id, house_id, station_id, kind, recipient, grade_before, grade_after, standard_id, noticed_on)
     select time_ordered_id(), u.id, u.station_id, 'TIER_CHANGED', 'OWNER', d.grade_code, u.grade_code, u.standard_id, $2::date
     from due u join inspection_schedule d on d.house_id = u.id
     where u.grade_code is not null and d.grade_code is distinct from u.grade_code
   ), counted as (
     update rental_house set version = version + 1 where $3 and id = any($1::uuid[])
   )
   select u.id as "houseId", u.due_on as "dueOn", u.reason, st.version
   from due u join standard st on st.id = u.standard_id`,
);
