import { type HazardTerm, RENTAL_INSPECTION_RECORD } from '../domain/hazard.js';
import type { Photo } from '../domain/photo.js';
import type { Area } from '../domain/visit.js';
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
export interface NewHazard extends HazardTerm {
  readonly id: string;
  readonly recordId: string;
  readonly itemCode: string;
  readonly severity: string;
  readonly recordType: string;
  readonly description: string | null;
  readonly room: string | null;
  readonly photos: readonly Photo[];
}

/** A visit as it is stored. */
export interface NewInspection {
  readonly id: string;
  readonly recordId: string;
  readonly houseId: string;
  readonly stationId: string;
  readonly inspectedOn: string;
  readonly officerId: string;
  readonly secondOfficerId: string;
  readonly otherOfficerIds: readonly string[];
  readonly recorderNumber: string | null;
  readonly note: string | null;
  readonly checkedItems: readonly string[];
  readonly photos: readonly Photo[];
  readonly areas: readonly Area[];
  readonly hazards: readonly NewHazard[];
  readonly seenAgainIds: readonly string[];
  readonly officeId: string;
}

/**
 * One inspection `$1` (a `NewInspection`) with the hash `$2` of its content and all its findings: the inspection, where its officers were,
 * its own record (the house has been looked at), a hazard and a record for each new finding. No row when an inspection of that house and
 * day, or with that id, is recorded already.
 */
export const ADD_INSPECTION = statement<{ id: string }>(
  'add-inspection',
  `with visit as (
     select * from jsonb_to_record($1::jsonb) as v(id uuid, "recordId" uuid, "houseId" uuid, "stationId" uuid, "inspectedOn" date,
       "officerId" uuid, "secondOfficerId" uuid, "otherOfficerIds" uuid[], "recorderNumber" text, note text, "checkedItems" text[],
       photos jsonb, areas jsonb, hazards jsonb, "seenAgainIds" uuid[], "officeId" uuid)
   ), carried_out as (
     insert into inspection (id, house_id, station_id, inspected_on, officer_id, second_officer_id, other_officer_ids,
       recorder_number, note, checked_items, photos, content_hash, seen_again_ids, finding_count)
     select id, "houseId", "stationId", "inspectedOn", "officerId", "secondOfficerId", "otherOfficerIds", "recorderNumber", note,
       "checkedItems", photos, $2::bytea, "seenAgainIds", jsonb_array_length(hazards) + cardinality("seenAgainIds")
     from visit
     on conflict do nothing
     returning id
   ), been as (
     insert into inspected_area (inspection_id, place, kind, room, consent_reference, certificate_number, auxiliary_ids)
     select c.id, a.place, a.area->>'kind', a.area->>'room', a.area->>'consentReference', a.area->>'certificateNumber',
       array(select jsonb_array_elements_text(a.area->'auxiliaryIds')::uuid)
     from carried_out c, visit, jsonb_array_elements(areas) with ordinality as a(area, place)
   ), finding as (
     select f.* from carried_out, visit, jsonb_to_recordset(hazards) as f(
       id uuid, "recordId" uuid, "itemCode" text, severity text, "recordType" text, description text, room text, photos jsonb,
       "dueOn" date, "remindOn" date, "revisitOn" date, provisional boolean)
   ), record as (
     insert into credit_record (id, subject_id, type, occurred_on, content, hazard_id, source_key, office_id)
     select "recordId", "houseId", '${RENTAL_INSPECTION_RECORD}', "inspectedOn", null, null::uuid,
       sha256(convert_to('inspection ' || c.id, 'UTF8')), "officeId"
     from carried_out c, visit
     union all
     select f."recordId", "houseId", f."recordType", "inspectedOn", f.description, f.id,
       sha256(convert_to('hazard ' || f.id, 'UTF8')), "officeId"
     from finding f, visit
     returning id
   ), noted as (
     insert into hazard (id, house_id, inspection_id, item_code, severity, description, found_on, due_on, state, room, photos,
       revisit_on, remind_on, provisional)
     select f.id, "houseId", visit.id, f."itemCode", f.severity, f.description, "inspectedOn", f."dueOn", 'OPEN', f.room, f.photos,
       f."revisitOn", f."remindOn", f.provisional
     from finding f, visit
   )
   select id from carried_out`,
);

/** A visit that kept another one from being recorded. */
export interface WinningInspection {
  readonly id: string;
  readonly contentHash: Buffer | null;
  readonly officerName: string;
  readonly secondOfficerName: string;
  readonly recordedAt: string;
  readonly hazardIds: readonly string[];
  readonly dueOn: string;
}

/** The visit with the id `$1`, or else the one of the house `$2` on the day `$3`, if it is of that house. */
export const FIND_WINNING_INSPECTION = statement<WinningInspection>(
  'find-winning-inspection',
  `select i.id, i.content_hash as "contentHash", o.name as "officerName", o2.name as "secondOfficerName",
     i.recorded_at as "recordedAt", d.due_on as "dueOn",
     array(select z.id from hazard z where z.inspection_id = i.id order by z.id) || i.seen_again_ids as "hazardIds"
   from inspection i join officer o on o.id = i.officer_id join officer o2 on o2.id = i.second_officer_id
   join inspection_schedule d on d.house_id = i.house_id
   where i.house_id = $2 and (i.id = $1 or i.inspected_on = $3::date)
   order by i.id = $1 desc limit 1`,
);

/** What is asked of a visit less often: where its officers were, by which right, and what they looked at. */
export interface VisitDetails {
  readonly id: string;
  readonly otherOfficerNames: readonly string[];
  readonly recorderNumber: string | null;
  readonly checkedItems: readonly string[];
  readonly photos: readonly Photo[];
  readonly areas: readonly (Omit<Area, 'auxiliaryIds'> & { readonly auxiliaryNames: readonly string[] })[];
  readonly seenAgainIds: readonly string[];
}

export const READ_VISIT_DETAILS = statement<VisitDetails>(
  'read-visit-details',
  `select i.id, array(select name from officer where id = any(i.other_officer_ids) order by name) as "otherOfficerNames",
     i.recorder_number as "recorderNumber", i.checked_items as "checkedItems", i.photos, i.seen_again_ids as "seenAgainIds",
     coalesce((
       select jsonb_agg(jsonb_build_object('kind', a.kind, 'room', a.room, 'consentReference', a.consent_reference,
         'certificateNumber', a.certificate_number,
         'auxiliaryNames', array(select name from officer where id = any(a.auxiliary_ids) order by name)) order by a.place)
       from inspected_area a where a.inspection_id = i.id), '[]') as areas
   from inspection i where i.id = any($1::uuid[])`,
);
