import type { Finding, ResultKind } from '../domain/checklist.js';
import type { Photo } from '../domain/photo.js';
import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** A result code with all that follows from it. */
export interface ResultRule extends ResultKind {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly recordType: string | null;
  readonly ordersCorrection: boolean;
  readonly proposesList: string | null;
  readonly listBasis: string | null;
}

export const READ_RESULT_RULES = statement<ResultRule>(
  'read-result-rules',
  `select code, label_zh as "labelZh", label_en as "labelEn", record_type as "recordType", is_met as "isMet", is_clean as "isClean",
     orders_correction as "ordersCorrection", proposes_list as "proposesList", list_basis as "listBasis"
   from result_code order by sort`,
);

export interface PointRow {
  readonly code: string;
  readonly itemCode: string | null;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly legalBasis: string;
}

/** The points of the items `$1`, or where these are none those of a visit without items; all there are when `$1` is null. */
export const LIST_POINTS = statement<PointRow>(
  'list-points',
  `select code, item_code as "itemCode", label_zh as "labelZh", label_en as "labelEn", legal_basis as "legalBasis"
   from spot_check_point where $1::text[] is null or item_code = any($1::text[]) or (item_code is null and cardinality($1::text[]) = 0)
   order by item_code nulls first, sort limit 1000`,
);

/** The points for the items of the draw `$1`: what is not among its items is not inspected. */
export const LIST_POINTS_OF_DRAW = statement<{ code: string }>(
  'list-points-of-draw',
  `select p.code from draw d join spot_check_point p on p.item_code = any(d.item_codes) or (p.item_code is null and cardinality(d.item_codes) = 0)
   where d.id = $1 order by p.item_code nulls first, p.sort limit 1000`,
);

/** `$1` inspection, `$2` its findings. */
export const ADD_FINDINGS = statement<never>(
  'add-findings',
  `insert into spot_check_finding (inspection_id, point_code, verdict, remark, photos)
   select $1, e->>'pointCode', e->>'verdict', e->>'remark', e->'photos' from jsonb_array_elements($2::jsonb) as e`,
);

export interface FindingRow extends Finding {
  readonly visitId: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly photos: readonly Photo[];
}

/** The checklists of the visits `$1`. */
export const LIST_FINDINGS = statement<FindingRow>(
  'list-findings',
  `select v.id as "visitId", n.point_code as "pointCode", n.verdict, n.remark, n.photos, p.label_zh as "labelZh", p.label_en as "labelEn"
   from spot_check_visit v join enterprise_inspection i on i.draw_id = v.draw_id and i.subject_id = v.subject_id
   join spot_check_finding n on n.inspection_id = i.id join spot_check_point p on p.code = n.point_code
   where v.id = any($1::uuid[]) order by v.id, p.item_code nulls first, p.sort`,
);

/** The result of a drawn object that holds: as put right last, or as recorded. */
export interface HeldResult {
  readonly id: string;
  readonly drawId: string;
  readonly subjectId: string;
  readonly inspectedOn: string;
  readonly resultCodes: readonly string[];
  readonly note: string | null;
  /** What put it right last; null: it stands as recorded. */
  readonly amendmentId: string | null;
  readonly visitId: string | null;
  readonly isPublished: boolean;
}

/** Of the draw `$1` and the subject `$2`, of an office inside `$3`. Nobody else puts it right until the unit of work ends. */
export const LOCK_RESULT = statement<HeldResult>(
  'lock-result',
  `with locked as (
     select s.id from enterprise_inspection i join draw d on d.id = i.draw_id join office f on f.id = d.office_id
     join subject s on s.id = i.subject_id
     where i.draw_id = $1 and i.subject_id = $2 and ${ofOfficesInside('$3')} for no key update of s)
   select r.id, r.draw_id as "drawId", r.subject_id as "subjectId", r.inspected_on as "inspectedOn", r.result_codes as "resultCodes", r.note,
     r.amendment_id as "amendmentId", (select v.id from spot_check_visit v where v.draw_id = r.draw_id and v.subject_id = r.subject_id) as "visitId",
     exists (select from draw_publication p where p.draw_id = r.draw_id) as "isPublished"
   from locked join spot_check_result r on r.draw_id = $1 and r.subject_id = locked.id`,
);

export interface AmendmentRow {
  readonly id: string;
  readonly visitId: string;
  readonly resultCodes: readonly string[];
  readonly note: string | null;
  readonly reason: string;
  readonly amendedBy: string;
  readonly amendedOn: string;
}

/** `$1` id, `$2` inspection, `$3` codes, `$4` note, `$5` reason, `$6` officer, `$7` office, `$8` day. */
export const ADD_AMENDMENT = statement<never>(
  'add-amendment',
  `insert into result_amendment (id, inspection_id, result_codes, note, reason, amended_by, office_id, amended_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** Of the visits `$1`, in the order in which results were put right. */
export const LIST_AMENDMENTS = statement<AmendmentRow>(
  'list-amendments',
  `select a.id, v.id as "visitId", a.result_codes as "resultCodes", a.note, a.reason, o.name as "amendedBy", a.amended_on as "amendedOn"
   from spot_check_visit v join enterprise_inspection i on i.draw_id = v.draw_id and i.subject_id = v.subject_id
   join result_amendment a on a.inspection_id = i.id join officer o on o.id = a.amended_by
   where v.id = any($1::uuid[]) order by v.id, a.id`,
);

/** Records that the result `$1` of the subject `$2` has left and that no longer hold, for the reason `$3`. */
export const WITHDRAW_RESULT_RECORDS = statement<{ id: string }>(
  'withdraw-result-records',
  `update credit_record set withdrawn_at = now(), details = details || jsonb_build_object('withdrawnBecause', $3::text)
   where subject_id = $2 and withdrawn_at is null and source_key in (
     select sha256(convert_to(key, 'UTF8')) from unnest($1::text[]) as key)
   returning id`,
);

export interface ListProposalRow {
  readonly id: string;
  readonly subjectId: string;
  readonly listCode: string;
  readonly listZh: string;
  readonly listEn: string;
  readonly facts: string;
  readonly legalBasis: string;
  readonly state: 'PROPOSED' | 'ACCEPTED' | 'REJECTED' | 'WITHDRAWN';
  readonly proposedBy: string;
  readonly proposerId: string;
  readonly proposedOn: string;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly decision: string | null;
}

const PROPOSAL = `
  select p.id, p.subject_id as "subjectId", p.list_code as "listCode", l.label_zh as "listZh", l.label_en as "listEn", p.facts,
    p.legal_basis as "legalBasis", p.state, o.name as "proposedBy", p.proposed_by as "proposerId", p.proposed_on as "proposedOn",
    d.name as "decidedBy", p.decided_on as "decidedOn", p.decision
  from list_proposal p join credit_list l on l.code = p.list_code join officer o on o.id = p.proposed_by
  join office f on f.id = p.office_id left join officer d on d.id = p.decided_by`;

export const FIND_PROPOSALS = statement<ListProposalRow>(
  'find-proposals',
  `${PROPOSAL} where p.id = any($1::uuid[]) and ${ofOfficesInside('$2')}`,
);

/** Of offices inside `$1` and in the state `$2` (null: any), newest first, after `$3`. */
export const LIST_PROPOSALS = paged<ListProposalRow>(
  'list-proposals',
  'desc',
  ({ order, beyond }) => `${PROPOSAL} where ${ofOfficesInside('$1')} and ($2::text is null or p.state = $2)
     and ($3::uuid is null or p.id ${beyond} $3) order by p.id ${order} limit $4`,
);

export const COUNT_PROPOSALS = statement<{ count: number }>(
  'count-proposals',
  `select count(*) from list_proposal p join office f on f.id = p.office_id where ${ofOfficesInside('$1')} and ($2::text is null or p.state = $2)`,
);

export interface NewProposal {
  readonly id: string;
  readonly resultCode: string;
  readonly listCode: string;
  readonly facts: string;
  readonly legalBasis: string;
}

/** `$1` `NewProposal`s of the inspection `$2` of the subject `$3`, by `$4` of the office `$5` on `$6`. */
export const ADD_PROPOSALS = statement<{ id: string }>(
  'add-proposals',
  `insert into list_proposal (id, inspection_id, subject_id, list_code, result_code, facts, legal_basis, proposed_by, office_id, proposed_on)
   select p.id, $2, $3, p."listCode", p."resultCode", p.facts, p."legalBasis", $4, $5, $6
   from jsonb_to_recordset($1::jsonb) as p(id uuid, "listCode" text, "resultCode" text, facts text, "legalBasis" text)
   on conflict do nothing returning id`,
);

/** `$1` proposal, `$2` state, `$3` officer, `$4` day, `$5` reasons. No row when it is decided already. */
export const DECIDE_PROPOSAL = statement<{ id: string }>(
  'decide-proposal',
  `update list_proposal set state = $2, decided_by = $3, decided_on = $4, decision = $5 where id = $1 and state = 'PROPOSED' returning id`,
);

/** What was proposed because of the inspection `$1` for a result that is not among `$2` any more; by `$3` on `$4`, for `$5`. */
export const WITHDRAW_PROPOSALS = statement<{ id: string }>(
  'withdraw-proposals',
  `update list_proposal set state = 'WITHDRAWN', decided_by = $3, decided_on = $4, decision = $5
   where inspection_id = $1 and state = 'PROPOSED' and result_code <> all($2::text[]) returning id`,
);
