import type { Interval } from '../domain/inspection-schedule.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { paged, statement } from './statement.js';

export interface InspectionRow {
  readonly id: string;
  readonly houseId: string;
  readonly inspectedOn: string;
  readonly officerName: string;
  readonly secondOfficerName: string;
  readonly note: string | null;
  readonly findingCount: number;
  readonly recordedAt: string;
}

const INSPECTION = `
  select i.id, i.house_id as "houseId", i.inspected_on as "inspectedOn", o.name as "officerName",
    o2.name as "secondOfficerName", i.note, i.finding_count as "findingCount", i.recorded_at as "recordedAt"
  from inspection i join officer o on o.id = i.officer_id join officer o2 on o2.id = i.second_officer_id
  join subject s on s.id = i.house_id`;

export const FIND_INSPECTIONS = statement<InspectionRow>(
  'find-inspections',
  `${INSPECTION} where i.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** The inspection that was recorded for this house and day by whoever came first. */
export const FIND_INSPECTION_OF_DAY = statement<InspectionRow>(
  'find-inspection-of-day',
  `${INSPECTION} where i.house_id = $1 and i.inspected_on = $2::date`,
);

/** The inspections of each house of `$1`, newest first: the same page of all of them. */
export const LIST_INSPECTIONS = paged<InspectionRow>(
  'list-inspections',
  'desc',
  ({
    order,
    beyond,
  }) => `select i.id, i.house_id as "houseId", i.inspected_on as "inspectedOn", o.name as "officerName",
     o2.name as "secondOfficerName", i.note, i.finding_count as "findingCount", i.recorded_at as "recordedAt"
   from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     select * from inspection c where c.house_id = wanted.id
       and ($2::date is null or (c.inspected_on, c.id) ${beyond} ($2::date, $3::uuid))
     order by c.inspected_on ${order}, c.id ${order} limit $4
   ) i
   join officer o on o.id = i.officer_id join officer o2 on o2.id = i.second_officer_id
   order by i.house_id, i.inspected_on ${order}, i.id ${order}`,
);

export const COUNT_INSPECTIONS = statement<{ id: string; count: number }>(
  'count-inspections',
  `select house_id as id, count(*) as count from inspection where house_id = any($1::uuid[]) group by house_id`,
);

/** A finding as it is stored: the hazard and the credit record it leaves in the file of the house. */
export interface NewHazard {
  readonly id: string;
  readonly recordId: string;
  readonly itemCode: string;
  readonly severity: string;
  readonly recordType: string;
  readonly description: string | null;
  readonly dueOn: string;
}

/**
 * One inspection with all its findings: the inspection, its own record (the house has been looked at), a hazard and a
 * record for each finding of `$9`. No row when an inspection of that house and day is recorded already.
 */
export const ADD_INSPECTION = statement<{ id: string }>(
  'add-inspection',
  `with carried_out as (
     insert into inspection (id, house_id, station_id, inspected_on, officer_id, second_officer_id, note, finding_count)
     values ($1, $2, $3, $4, $5, $6, $7, jsonb_array_length($9::jsonb))
     on conflict (house_id, inspected_on) do nothing
     returning id, house_id, inspected_on
   ), finding as (
     select f.* from carried_out, jsonb_to_recordset($9::jsonb) as f(
       id uuid, "recordId" uuid, "itemCode" text, severity text, "recordType" text, description text, "dueOn" date)
   ), record as (
     insert into credit_record (id, subject_id, type, occurred_on, content, hazard_id, source_key, office_id)
     select $8::uuid, house_id, 'RENTAL_INSPECTION', inspected_on, null, null::uuid, sha256(convert_to('inspection ' || id, 'UTF8')), $10::uuid
     from carried_out
     union all
     select "recordId", $2::uuid, "recordType", $4::date, description, id, sha256(convert_to('hazard ' || id, 'UTF8')), $10::uuid
     from finding
     returning id
   ), noted as (
     insert into hazard (id, house_id, inspection_id, item_code, severity, description, found_on, due_on, state)
     select id, $2::uuid, $1::uuid, "itemCode", severity, description, $4::date, "dueOn", 'OPEN'
     from finding
   )
   select id from carried_out`,
);

export interface ScheduleFacts {
  readonly houseId: string;
  /** Of the standard that the house is rated by. */
  readonly version: string;
  readonly basis: 'RATED' | 'BY_DEFAULT';
  readonly gradeCode: string | null;
  readonly sinceOn: string;
  readonly registeredOn: string;
  readonly lastInspectionId: string | null;
  readonly lastInspectedOn: string | null;
  readonly intervalValue: number;
  readonly intervalUnit: Interval['unit'];
}

/** What the next due date of each house of `$1` rests on, by the policy in force on `$2`. */
export const READ_SCHEDULE_FACTS = statement<ScheduleFacts>(
  'read-schedule-facts',
  `select h.id as "houseId", st.version, r.basis, r.grade_code as "gradeCode", r.since_on as "sinceOn",
     h.registered_on as "registeredOn", i.id as "lastInspectionId", i.inspected_on as "lastInspectedOn",
     t.value as "intervalValue", t.unit as "intervalUnit"
   from rental_house h
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   join standard st on st.id = r.standard_id
   left join lateral (
     select id, inspected_on from inspection where house_id = h.id order by inspected_on desc limit 1
   ) i on true
   join lateral (
     select value, unit from treatment_policy t
     where t.sector = r.sector
       and t.kind = case when r.grade_code is null then 'FIRST_VISIT_TERM' else 'INSPECTION_INTERVAL' end
       and t.grade_code is not distinct from r.grade_code and t.valid_from <= $2::date
     order by t.valid_from desc, t.recorded_at desc limit 1
   ) t on true
   where h.id = any($1::uuid[])`,
);

/** Each element: `{ houseId, dueOn, reason, lastInspectionId }`. A house whose schedule changes loses its place in the rounds. */
export const SAVE_SCHEDULES = statement<never>(
  'save-schedules',
  `insert into inspection_schedule (house_id, station_id, due_on, reason, last_inspection_id)
   select h.id, h.station_id, (e->>'dueOn')::date, e->>'reason', (e->>'lastInspectionId')::uuid
   from jsonb_array_elements($1::jsonb) as e join rental_house h on h.id = (e->>'houseId')::uuid
   on conflict (house_id) do update set
     due_on = excluded.due_on, reason = excluded.reason, last_inspection_id = excluded.last_inspection_id,
     team_id = null, planned_on = null, round_place = null, unplanned_reason = null
   where (inspection_schedule.due_on, inspection_schedule.reason, inspection_schedule.last_inspection_id)
     is distinct from (excluded.due_on, excluded.reason, excluded.last_inspection_id)`,
);
