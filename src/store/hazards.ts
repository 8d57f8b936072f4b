import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import type { Photo } from '../domain/photo.js';
import { statement } from './statement.js';

export interface HazardRow {
  readonly id: string;
  readonly houseId: string;
  readonly inspectionId: string;
  readonly itemCode: string;
  readonly itemZh: string;
  readonly itemEn: string;
  readonly severity: 'ORDINARY' | 'MAJOR';
  readonly description: string | null;
  readonly foundOn: string;
  readonly dueOn: string;
  readonly state: 'OPEN' | 'CLOSED' | 'WITHDRAWN';
  readonly closedOn: string | null;
  readonly closingEvidence: string | null;
  readonly failureCount: number;
  readonly room: string | null;
  readonly photos: readonly Photo[];
  readonly revisitOn: string;
  readonly remindOn: string;
  readonly provisional: boolean;
}

export interface CheckItem {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly severity: 'ORDINARY' | 'MAJOR';
  readonly termValue: number;
  readonly termUnit: 'DAY' | 'WEEK' | 'WORKING_DAY';
}

export const LIST_CHECK_ITEMS = statement<CheckItem>(
  'list-check-items',
  `select code, label_zh as "labelZh", label_en as "labelEn", severity, term_value as "termValue", term_unit as "termUnit"
   from check_item order by code`,
);

const HAZARD = `
  select z.id, z.house_id as "houseId", z.inspection_id as "inspectionId", z.item_code as "itemCode", c.label_zh as "itemZh",
    c.label_en as "itemEn", z.severity, z.description, z.found_on as "foundOn", z.due_on as "dueOn", z.state,
    z.closed_on as "closedOn", z.closing_evidence as "closingEvidence", z.failure_count as "failureCount", z.room, z.photos,
    z.revisit_on as "revisitOn", z.remind_on as "remindOn", z.provisional
  from hazard z join check_item c on c.code = z.item_code`;

export const FIND_HAZARDS = statement<HazardRow>(
  'find-hazards',
  `${HAZARD} join subject s on s.id = z.house_id where z.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** The newest 500 hazards of each house, of the state `$2` if given. */
export const LIST_HAZARDS_OF_HOUSES = statement<HazardRow>(
  'list-hazards-of-houses',
  `select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${HAZARD} where z.house_id = wanted.id and ($2::text is null or z.state = $2)
     order by z.found_on desc, z.id limit 500
   ) l
   order by l."houseId", l."foundOn" desc, l.id`,
);

/** A look at a hazard, as it is stored. */
export interface NewHazardCheck {
  readonly id: string;
  readonly hazardId: string;
  readonly checkedOn: string;
  readonly officerId: string;
  readonly evidence: string;
  readonly photos: readonly Photo[];
}

const CHECK = `jsonb_to_record($1::jsonb) as c(id uuid, "hazardId" uuid, "checkedOn" date, "officerId" uuid, evidence text, photos jsonb)`;

/**
 * Closes a hazard by the check `$1` (a `NewHazardCheck`). No row when it is closed already, or when it was still seen, or found not put
 * right, on a later day.
 */
export const CLOSE_HAZARD = statement<{ id: string }>(
  'close-hazard',
  `with checked as (select * from ${CHECK}), closed as (
     update hazard z set state = 'CLOSED', closed_on = c."checkedOn", closing_evidence = c.evidence
     from checked c
     where z.id = c."hazardId" and z.state = 'OPEN' and not exists (
       select from credit_record
       where hazard_id = z.id and type = '${FAILED_RECTIFICATION_RECORD}' and occurred_on > c."checkedOn" and withdrawn_at is null)
       and not exists (
       select from inspection i
       where i.house_id = z.house_id and i.inspected_on > c."checkedOn" and z.id = any(i.seen_again_ids))
     returning z.id, z.due_on
   )
   insert into hazard_check (id, hazard_id, outcome, checked_on, officer_id, evidence, photos, due_on)
   select c.id, c."hazardId", 'RECTIFIED', c."checkedOn", c."officerId", c.evidence, c.photos, closed.due_on
   from checked c, closed
   returning hazard_id as id`,
);

/**
 * The rectification failed by the check `$1`: counted, and the new term of `$2` (a `HazardTerm`) begins, unless a later one runs already.
 * `$3`: the last day of the term that was over. No row when it is closed.
 */
export const COUNT_FAILURE = statement<{ failureCount: number }>(
  'count-failure',
  `with checked as (select * from ${CHECK}), before as (
     select z.id, z.due_on, z.failure_count from hazard z, checked c where z.id = c."hazardId" and z.state = 'OPEN'
   ), counted as (
     update hazard z set failure_count = z.failure_count + 1, due_on = greatest(z.due_on, t."dueOn"),
       remind_on = greatest(z.remind_on, t."remindOn"), revisit_on = greatest(z.revisit_on, t."revisitOn"),
       provisional = case when t."dueOn" > z.due_on then t.provisional else z.provisional end
     from before, jsonb_to_record($2::jsonb) as t("dueOn" date, "remindOn" date, "revisitOn" date, provisional boolean)
     where z.id = before.id
   ), noted as (
     insert into hazard_check (id, hazard_id, outcome, checked_on, officer_id, evidence, photos, due_on)
     select c.id, c."hazardId", 'NOT_RECTIFIED', c."checkedOn", c."officerId", c.evidence, c.photos, $3::date
     from checked c, before
   )
   select failure_count + 1 as "failureCount" from before`,
);

/** A look by the check `$1` within the term, which counts for nothing: the next one comes on `$2`, when the term is over. */
export const NOTE_LOOK = statement<{ id: string }>(
  'note-look',
  `with checked as (select * from ${CHECK}), put_back as (
     update hazard z set revisit_on = greatest(z.revisit_on, $2::date) from checked c
     where z.id = c."hazardId" and z.state = 'OPEN' returning z.id, z.due_on
   )
   insert into hazard_check (id, hazard_id, outcome, checked_on, officer_id, evidence, photos, due_on)
   select c.id, c."hazardId", 'WITHIN_TERM', c."checkedOn", c."officerId", c.evidence, c.photos, z.due_on
   from checked c, put_back z
   returning hazard_id as id`,
);

/** The hazard `$1` was recorded by mistake (`$2` why, on `$3` by `$4`): neither it nor its failures count on any day. */
export const WITHDRAW_HAZARD = statement<{ personId: string; type: string }>(
  'withdraw-hazard',
  `with gone as (
     update hazard set state = 'WITHDRAWN', closed_on = null, closing_evidence = null, withdrawn_reason = $2,
       withdrawn_on = $3::date, withdrawn_by = $4
     where id = $1 returning id, house_id
   ), records as (
     update credit_record r set withdrawn_at = now(), details = r.details || jsonb_build_object('withdrawnBecause', $2::text)
     from gone where r.hazard_id = gone.id and r.withdrawn_at is null
   )
   update credit_record r set withdrawn_at = now(), details = r.details || jsonb_build_object('withdrawnBecause', $2::text)
   from gone, house_tenure t
   where t.house_id = gone.house_id and r.subject_id = t.person_id and r.details->>'hazardId' = gone.id::text
     and r.withdrawn_at is null
   returning r.subject_id as "personId", r.type`,
);

/** Who recorded the inspection that found the hazard `$1`, and everybody who ever answered for its house. */
export const READ_FINDER = statement<{ officerId: string; personIds: string[] }>(
  'read-finder',
  `select i.officer_id as "officerId",
     array(select distinct person_id from house_tenure where house_id = z.house_id order by 1) as "personIds"
   from hazard z join inspection i on i.id = z.inspection_id where z.id = $1`,
);

/** The hazard `$1` is looked at again on `$2` at the latest. No row when it is so already. */
export const BRING_REVISIT_FORWARD = statement<{ id: string }>(
  'bring-revisit-forward',
  `update hazard set revisit_on = $2::date where id = $1 and state = 'OPEN' and revisit_on > $2::date returning id`,
);

/** A look at a hazard with whoever looked. */
export interface HazardCheckRow {
  readonly id: string;
  readonly hazardId: string;
  readonly outcome: 'RECTIFIED' | 'NOT_RECTIFIED' | 'WITHIN_TERM';
  readonly checkedOn: string;
  readonly officerId: string;
  readonly officerName: string;
  readonly evidence: string;
  readonly photos: readonly Photo[];
  readonly dueOn: string;
  readonly recordedAt: string;
}

/** Every look at the hazards `$1`, oldest first; at most 200 of each. */
export const LIST_HAZARD_CHECKS = statement<HazardCheckRow>(
  'list-hazard-checks',
  `select c.id, c.hazard_id as "hazardId", c.outcome, c.checked_on as "checkedOn", c.officer_id as "officerId", o.name as "officerName", c.evidence, c.photos,
     c.due_on as "dueOn", c.recorded_at as "recordedAt"
   from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     select * from hazard_check k where k.hazard_id = wanted.id order by k.checked_on, k.recorded_at limit 200
   ) c join officer o on o.id = c.officer_id
   order by c.hazard_id, c.checked_on, c.recorded_at`,
);
