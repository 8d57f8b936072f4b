import type { ArrivalMethod, CarryOutRules, VisitState } from '../domain/carry-out.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** What was drawn and is to be visited. */
export interface DrawnTarget {
  readonly drawId: string;
  readonly place: number;
  readonly subjectId: string;
  readonly officeId: string;
  readonly drawState: string;
  readonly algorithm: string;
  readonly drawnOn: string | null;
  readonly preparedBy: string;
}

/**
 * The draw `$1` of an office inside `$3` with what it has drawn of the subject `$2`: of several objects of one subject the first, because
 * they are looked at in one visit. The place is null where nothing of the subject was drawn.
 */
export const FIND_DRAWN_TARGET = statement<Omit<DrawnTarget, 'place'> & { readonly place: number | null }>(
  'find-drawn-target',
  `select d.id as "drawId", o.place, $2::uuid as "subjectId", d.office_id as "officeId", d.state as "drawState", d.algorithm,
     d.drawn_on as "drawnOn", d.prepared_by as "preparedBy"
   from draw d join office f on f.id = d.office_id
   left join lateral (select min(place) as place from draw_object where draw_id = d.id and subject_id = $2) o on true
   where d.id = $1 and ${ofOfficesInside('$3')}`,
);

/**
 * A visit with whoever was drawn for it; one that was never told and whose day has passed is approved anew. No row when there is another.
 * `$1` id, `$2` draw, `$3` place, `$4` day, `$5` officer, `$6` today.
 */
export const APPROVE_VISIT = statement<{ id: string }>(
  'approve-visit',
  `with approved as (
     insert into spot_check_visit as v (id, draw_id, place, subject_id, office_id, visit_on, approved_by, approved_on)
     select $1, o.draw_id, o.place, o.subject_id, d.office_id, $4, $5, $6
     from draw_object o join draw d on d.id = o.draw_id where o.draw_id = $2 and o.place = $3
     on conflict (draw_id, subject_id) do update set visit_on = excluded.visit_on, approved_by = excluded.approved_by,
       approved_on = excluded.approved_on
     where v.state = 'APPROVED' and v.visit_on < $6::date
     returning id
   ), seated as (
     insert into spot_check_visit_inspector (visit_id, inspector_id, seat, is_drawn)
     select approved.id, a.inspector_id, a.position, true from approved
     join draw_assignment a on a.draw_id = $2 and a.place = $3
     on conflict do nothing
   )
   select id from approved`,
);

export interface VisitRow {
  readonly id: string;
  readonly drawId: string;
  readonly place: number;
  readonly subjectId: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly state: VisitState;
  readonly visitOn: string;
  readonly approvedOn: string;
  readonly approvedBy: string;
  readonly toldOn: string | null;
  readonly toldBy: string | null;
  readonly recusalUntilOn: string | null;
  readonly recusalIsProvisional: boolean | null;
  readonly arrivedAt: string | null;
  readonly arrivedOn: string | null;
  readonly arrivedBy: string | null;
  readonly arrivalMethod: ArrivalMethod | null;
}

const VISIT = `
  select v.id, v.draw_id as "drawId", v.place, v.subject_id as "subjectId", v.office_id as "officeId", f.name as "officeName", v.state,
    v.visit_on as "visitOn", v.approved_on as "approvedOn", ap.name as "approvedBy", v.told_on as "toldOn", tl.name as "toldBy",
    v.recusal_until_on as "recusalUntilOn", v.recusal_is_provisional as "recusalIsProvisional", v.arrived_at as "arrivedAt",
    (v.arrived_at at time zone 'Asia/Shanghai')::date as "arrivedOn", ar.name as "arrivedBy", v.arrival_method as "arrivalMethod"
  from spot_check_visit v join office f on f.id = v.office_id join officer ap on ap.id = v.approved_by
  left join officer tl on tl.id = v.told_by left join officer ar on ar.id = v.arrived_by`;

export const FIND_VISITS = statement<VisitRow>(
  'find-visits',
  `${VISIT} where v.id = any($1::uuid[]) and ${ofOfficesInside('$2')}`,
);

/** The visit `$1` inside `$2`; nobody else changes it until the unit of work ends. */
export const LOCK_VISIT = statement<VisitRow>(
  'lock-visit',
  `${VISIT} where v.id = $1 and ${ofOfficesInside('$2')} for update of v`,
);

/** The same by draw `$1` and subject `$2`, inside `$3`. */
export const LOCK_VISIT_OF = statement<VisitRow>(
  'lock-visit-of',
  `${VISIT} where v.draw_id = $1 and v.subject_id = $2 and ${ofOfficesInside('$3')} for update of v`,
);

/** The visits of drawn objects: `$1` and `$2` are draws and subjects, pair by pair. */
export const FIND_VISITS_OF_OBJECTS = statement<VisitRow>(
  'find-visits-of-objects',
  `${VISIT} where (v.draw_id, v.subject_id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
);

/** Visits of offices inside `$1`, of the draw `$2` (null: any) and in the state `$3` (null: any), newest first, after `$4`. */
export const LIST_VISITS = paged<VisitRow>(
  'list-visits',
  'desc',
  ({ order, beyond }) => `${VISIT} where ${ofOfficesInside('$1')} and ($2::uuid is null or v.draw_id = $2)
     and ($3::text is null or v.state = $3) and ($4::uuid is null or v.id ${beyond} $4)
   order by v.id ${order} limit $5`,
);

export const COUNT_VISITS = statement<{ count: number }>(
  'count-visits',
  `select count(*) from spot_check_visit v join office f on f.id = v.office_id
   where ${ofOfficesInside('$1')} and ($2::uuid is null or v.draw_id = $2) and ($3::text is null or v.state = $3)`,
);

export interface SeatRow {
  readonly visitId: string;
  readonly inspectorId: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly expiresOn: string;
  readonly isActive: boolean;
  readonly seat: number;
  readonly isDrawn: boolean;
  readonly isReplaced: boolean;
  readonly wasPresent: boolean;
}

/** Everybody who has, or had, a seat at the visits `$1`. */
export const LIST_SEATS = statement<SeatRow>(
  'list-seats',
  `select s.visit_id as "visitId", s.inspector_id as "inspectorId", i.name, i.certificate_number as "certificateNumber",
     i.certificate_expires_on as "expiresOn", i.active as "isActive", s.seat, s.is_drawn as "isDrawn", s.is_replaced as "isReplaced",
     s.was_present as "wasPresent"
   from spot_check_visit_inspector s join inspector i on i.id = s.inspector_id
   where s.visit_id = any($1::uuid[]) order by s.visit_id, s.seat, s.is_replaced desc, s.is_drawn desc, i.certificate_number`,
);

export interface CarryOutSettings {
  readonly rules: CarryOutRules;
  readonly calendar: WorkCalendar;
}

/** The rules in force on the day `$1`, and every published calendar. */
export const READ_CARRY_OUT_RULES = statement<CarryOutSettings>(
  'read-carry-out-rules',
  `select
     (select jsonb_object_agg(code, value) from (
        select distinct on (code) code, value from carry_out_rule where valid_from <= $1::date order by code, valid_from desc) r) as rules,
     (select jsonb_build_object('years', coalesce(jsonb_object_agg(year, jsonb_build_object(
        'holidays', holidays, 'makeUpWorkdays', make_up_workdays)), '{}')) from calendar_year) as calendar`,
);

export interface NoticeFacts {
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly drawTitle: string;
  /** In Chinese, as the list names them. */
  readonly items: readonly string[];
  readonly inspectedThisYear: number;
}

/** What the notice of the visit `$1` has to say; the year is that of the day of the visit. */
export const READ_NOTICE_FACTS = statement<NoticeFacts>(
  'read-notice-facts',
  `select s.name as "enterpriseName", coalesce(s.credit_code, o.public_id) as "creditCode", d.title as "drawTitle",
     array(select t.label_zh from inspection_item t where t.code = any(d.item_codes) order by t.code) as items, (
       select count(*) from (
         select p.draw_id from spot_check_visit p where p.subject_id = v.subject_id and p.id <> v.id
           and date_part('year', p.arrived_at at time zone 'Asia/Shanghai') = date_part('year', v.visit_on)
         union
         select i.draw_id from enterprise_inspection i where i.subject_id = v.subject_id and i.draw_id <> v.draw_id
           and date_part('year', i.inspected_on) = date_part('year', v.visit_on)) as before) as "inspectedThisYear"
   from spot_check_visit v join draw d on d.id = v.draw_id join subject s on s.id = v.subject_id
   join draw_object o on o.draw_id = v.draw_id and o.place = v.place
   where v.id = $1`,
);

/** `$1` visit, `$2` officer, `$3` day, `$4` last day for recusal, `$5` whether that may move. */
export const TELL_VISIT = statement<never>(
  'tell-visit',
  `update spot_check_visit set state = 'TOLD', told_by = $2, told_on = $3, recusal_until_on = $4, recusal_is_provisional = $5 where id = $1`,
);

/** `$1` id, `$2` visit, `$3` kind, `$4` text, `$5` day, `$6` last day of a term, `$7` officer. */
export const ADD_VISIT_NOTICE = statement<never>(
  'add-visit-notice',
  `insert into spot_check_notice (id, visit_id, kind, body, noticed_on, due_on, written_by) values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface VisitNoticeRow {
  readonly id: string;
  readonly visitId: string;
  readonly kind: 'VISIT' | 'REPLACEMENT' | 'CORRECTION' | 'REMINDER';
  readonly body: string;
  readonly noticedOn: string;
  readonly writtenBy: string | null;
}

/** At most a hundred of each visit of `$1`, oldest first. */
export const LIST_VISIT_NOTICES = statement<VisitNoticeRow>(
  'list-visit-notices',
  `select n.* from unnest($1::uuid[]) as wanted(id) cross join lateral (
     select n.id, n.visit_id as "visitId", n.kind, n.body, n.noticed_on as "noticedOn", o.name as "writtenBy"
     from spot_check_notice n left join officer o on o.id = n.written_by where n.visit_id = wanted.id order by n.id limit 100) n`,
);

/** `$1` visit, `$2` officer, `$3` moment, `$4` method, `$5` inspectors who were there. */
export const RECORD_ARRIVAL = statement<never>(
  'record-arrival',
  `with there as (update spot_check_visit_inspector set was_present = true where visit_id = $1 and inspector_id = any($5::uuid[]))
   update spot_check_visit set state = 'ARRIVED', arrived_by = $2, arrived_at = $3, arrival_method = $4 where id = $1`,
);

/** The officer `$3`, if he himself was drawn for the place `$2` of the draw `$1`, or goes there as a replacement. */
export const FIND_OWN_SEAT = statement<{ inspectorId: string }>(
  'find-own-seat',
  `select i.id as "inspectorId" from inspector i where i.officer_id = $3 and (
     exists (select from draw_assignment a where a.draw_id = $1 and a.place = $2 and a.inspector_id = i.id)
     or exists (select from spot_check_visit v join spot_check_visit_inspector s on s.visit_id = v.id
       where v.draw_id = $1 and v.place = $2 and s.inspector_id = i.id and not s.is_replaced))`,
);

/** `$1` visit, `$2` state. */
export const SET_VISIT_STATE = statement<never>(
  'set-visit-state',
  `update spot_check_visit set state = $2 where id = $1`,
);
