import { statement } from './statement.js';

export interface RecusalRow {
  readonly id: string;
  readonly visitId: string;
  readonly inspectorId: string;
  /** The account of the inspector himself, if he has one. */
  readonly inspectorOfficerId: string | null;
  readonly inspectorName: string;
  readonly certificateNumber: string;
  readonly grounds: string;
  readonly requestedOn: string;
  readonly recordedBy: string;
  readonly recorderId: string;
  readonly state: 'REQUESTED' | 'UPHELD' | 'DISMISSED';
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly decision: string | null;
}

const RECUSAL = `
  select r.id, r.visit_id as "visitId", r.inspector_id as "inspectorId", i.officer_id as "inspectorOfficerId", i.name as "inspectorName",
    i.certificate_number as "certificateNumber", r.grounds, r.requested_on as "requestedOn", o.name as "recordedBy",
    r.recorded_by as "recorderId", r.state, d.name as "decidedBy", r.decided_on as "decidedOn", r.decision
  from recusal_request r join inspector i on i.id = r.inspector_id join officer o on o.id = r.recorded_by
  left join officer d on d.id = r.decided_by`;

/** Of the visits `$1`, oldest first. */
export const LIST_RECUSALS = statement<RecusalRow>(
  'list-recusals',
  `${RECUSAL} where r.visit_id = any($1::uuid[]) order by r.visit_id, r.id`,
);

export const FIND_RECUSAL = statement<RecusalRow>('find-recusal', `${RECUSAL} where r.id = $1`);

/** `$1` id, `$2` visit, `$3` inspector, `$4` grounds, `$5` day, `$6` officer. No row while one of this inspector is undecided. */
export const ADD_RECUSAL = statement<{ id: string }>(
  'add-recusal',
  `insert into recusal_request (id, visit_id, inspector_id, grounds, requested_on, recorded_by) values ($1, $2, $3, $4, $5, $6)
   on conflict (visit_id, inspector_id) where state = 'REQUESTED' do nothing returning id`,
);

/** `$1` request, `$2` state, `$3` officer, `$4` day, `$5` reasons. No row when it is decided already. */
export const DECIDE_RECUSAL = statement<{ id: string }>(
  'decide-recusal',
  `update recusal_request set state = $2, decided_by = $3, decided_on = $4, decision = $5 where id = $1 and state = 'REQUESTED' returning id`,
);

export interface ReplacementReasonRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly needsRecusal: boolean;
}

export const LIST_REPLACEMENT_REASONS = statement<ReplacementReasonRow>(
  'list-replacement-reasons',
  `select code, label_zh as "labelZh", label_en as "labelEn", needs_recusal as "needsRecusal" from replacement_reason order by sort`,
);

export interface PoolRow {
  readonly inspectorId: string;
  readonly publicId: string;
  readonly name: string;
  readonly expiresOn: string;
  readonly isActive: boolean;
  readonly hasConflict: boolean;
  readonly hasSpecialty: boolean;
  readonly isTaken: boolean;
}

export interface LotsRow {
  readonly algorithm: string;
  readonly seed: string | null;
  /** What makes the lots together with the seed; null for draws of the first kind. */
  readonly saltKey: string | null;
  readonly objectPublicId: string;
  readonly pool: readonly PoolRow[];
}

/**
 * The lots of the draw of the visit `$1`, and whoever stood in its pool, with certificates as they are now. A conflict is one that was
 * on record at the draw or is now, or a request for recusal of the same subject that was upheld since.
 */
export const READ_POOL = statement<LotsRow>(
  'read-pool',
  `select d.algorithm, d.seed, (select salt_key from reveal_secret(d.id)) as "saltKey", o.public_id as "objectPublicId", coalesce((
     select jsonb_agg(jsonb_build_object('inspectorId', i.id, 'publicId', p.public_id, 'name', i.name,
       'expiresOn', i.certificate_expires_on, 'isActive', i.active,
       'hasConflict', o.public_id = any(p.conflicts) or exists (
          select from inspector_conflict c where c.inspector_id = i.id and c.subject_id = v.subject_id
            and (c.ends_on is null or c.ends_on > v.visit_on)) or exists (
          select from recusal_request r join spot_check_visit w on w.id = r.visit_id
          where r.inspector_id = i.id and r.state = 'UPHELD' and w.subject_id = v.subject_id),
       'hasSpecialty', cardinality(d.specialties) = 0 or d.specialties && p.specialties,
       'isTaken', coalesce(i.officer_id = v.approved_by, false) or exists (select from spot_check_visit_inspector s where s.visit_id = v.id and s.inspector_id = i.id)))
     from draw_inspector p join inspector i on i.id = p.inspector_id where p.draw_id = o.roster_draw_id), '[]') as pool
   from spot_check_visit v join draw d on d.id = v.draw_id
   join draw_object o on o.draw_id = v.draw_id and o.place = v.place where v.id = $1`,
);

/** `$1` visit, `$2` who leaves, `$3` who comes. */
export const TAKE_SEAT = statement<never>(
  'take-seat',
  `with left_ as (
     update spot_check_visit_inspector set is_replaced = true where visit_id = $1 and inspector_id = $2 and not is_replaced returning seat)
   insert into spot_check_visit_inspector (visit_id, inspector_id, seat, is_drawn) select $1, $3, seat, false from left_`,
);

export interface NewReplacement {
  readonly id: string;
  readonly visitId: string;
  readonly outId: string;
  readonly inId: string;
  readonly nextId: string;
  readonly reasonCode: string;
  readonly remark: string | null;
  readonly departureReason: string | null;
  readonly recusalId: string | null;
}

/** `$1` a `NewReplacement`, `$2` officer, `$3` office, `$4` day. */
export const ADD_REPLACEMENT = statement<never>(
  'add-replacement',
  `insert into inspector_replacement (id, visit_id, out_id, in_id, next_id, reason_code, remark, departure_reason, recusal_id, replaced_by,
     office_id, replaced_on)
   select r.id, r."visitId", r."outId", r."inId", r."nextId", r."reasonCode", r.remark, r."departureReason", r."recusalId", $2, $3, $4
   from jsonb_to_record($1::jsonb) as r(id uuid, "visitId" uuid, "outId" uuid, "inId" uuid, "nextId" uuid, "reasonCode" text,
     remark text, "departureReason" text, "recusalId" uuid)`,
);

export interface ReplacementRow {
  readonly id: string;
  readonly visitId: string;
  readonly outName: string;
  readonly outCertificate: string;
  readonly inName: string;
  readonly inCertificate: string;
  readonly nextCertificate: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
  readonly remark: string | null;
  readonly departureReason: string | null;
  readonly replacedBy: string;
  readonly replacedOn: string;
}

/** Of the visits `$1`, in the order in which they happened. */
export const LIST_REPLACEMENTS = statement<ReplacementRow>(
  'list-replacements',
  `select r.id, r.visit_id as "visitId", a.name as "outName", a.certificate_number as "outCertificate", b.name as "inName",
     b.certificate_number as "inCertificate", n.certificate_number as "nextCertificate", e.label_zh as "reasonZh", e.label_en as "reasonEn",
     r.remark, r.departure_reason as "departureReason", o.name as "replacedBy", r.replaced_on as "replacedOn"
   from inspector_replacement r join inspector a on a.id = r.out_id join inspector b on b.id = r.in_id join inspector n on n.id = r.next_id
   join replacement_reason e on e.code = r.reason_code join officer o on o.id = r.replaced_by
   where r.visit_id = any($1::uuid[]) order by r.visit_id, r.id`,
);
