import type { Contribution } from '../domain/rating.js';
import type { SubjectKind } from '../domain/standard.js';
import { paged, statement } from './statement.js';

/** A change of grade with everything that is shown of it. */
export interface GradeChangeRow {
  readonly id: string;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly sector: string;
  readonly standardId: string;
  readonly standardVersion: string;
  readonly fromGradeCode: string;
  readonly fromZh: string;
  readonly fromEn: string;
  readonly toGradeCode: string;
  readonly toZh: string;
  readonly toEn: string;
  readonly direction: 'UP' | 'DOWN';
  readonly state: 'PROPOSED' | 'CONFIRMED' | 'REJECTED' | 'SUPERSEDED';
  readonly explanation: ChangeExplanation;
  readonly notice: string;
  readonly reason: string | null;
  readonly proposedById: string;
  readonly proposedBy: string;
  readonly proposedOn: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** Why a change was proposed, as it was then. */
export interface ChangeExplanation {
  readonly scoreHundredths: number;
  readonly reasons: readonly Contribution[];
}

/**
 * Subjects `s` of the region subtrees `roots`, in sectors `x` among `sectors` (null: all), and in internal ones only if they are
 * among `internal` as well (null: all).
 */
export function inReach(roots: string, sectors: string, internal: string): string {
  return `s.region_code ^@ any(${roots}::text[])
     and (${sectors}::text[] is null or x.code = any(${sectors}::text[]))
     and (not x.internal or ${internal}::text[] is null or x.code = any(${internal}::text[]))`;
}

const GRADE_CHANGE = `
  select g.id, g.subject_id as "subjectId", s.kind as "subjectKind", g.sector, g.standard_id as "standardId",
    v.version as "standardVersion", g.from_grade_code as "fromGradeCode", coalesce(f.label_zh, g.from_grade_code) as "fromZh", coalesce(f.label_en, g.from_grade_code) as "fromEn",
    g.to_grade_code as "toGradeCode", coalesce(t.label_zh, g.to_grade_code) as "toZh", coalesce(t.label_en, g.to_grade_code) as "toEn",
    g.direction, g.state, g.explanation, g.notice, g.reason, g.proposed_by as "proposedById", p.name as "proposedBy",
    g.proposed_on as "proposedOn", d.name as "decidedBy", g.decided_at as "decidedAt"
  from grade_change g
  join subject s on s.id = g.subject_id
  join sector x on x.code = g.sector
  join standard v on v.id = g.standard_id
  join officer p on p.id = g.proposed_by
  left join officer d on d.id = g.decided_by
  left join standard_band f on f.standard_id = g.standard_id and f.code = g.from_grade_code
  left join standard_band t on t.standard_id = g.standard_id and t.code = g.to_grade_code`;

/** By id, inside the reach `$2` to `$4`. */
export const FIND_GRADE_CHANGES = statement<GradeChangeRow>(
  'find-grade-changes',
  `${GRADE_CHANGE} where g.id = any($1::uuid[]) and ${inReach('$2', '$3', '$4')}`,
);

/** Those that wait to be confirmed, of the subjects `$1`, inside the reach `$2` to `$4`. */
export const FIND_PENDING_CHANGES = statement<GradeChangeRow>(
  'find-pending-changes',
  `${GRADE_CHANGE} where g.state = 'PROPOSED' and g.subject_id = any($1::uuid[]) and ${inReach('$2', '$3', '$4')}`,
);

/** Inside the reach `$1` to `$3`, of the sector `$4` and in the state `$5` if given, newest first, after `$6`. */
export const LIST_GRADE_CHANGES = paged<GradeChangeRow>(
  'list-grade-changes',
  'desc',
  ({ order, beyond }) => `${GRADE_CHANGE}
   where ${inReach('$1', '$2', '$3')} and ($4::text is null or g.sector = $4) and ($5::text is null or g.state = $5)
     and ($6::uuid is null or g.id ${beyond} $6)
   order by g.id ${order} limit $7`,
);

export const COUNT_GRADE_CHANGES = statement<{ count: number }>(
  'count-grade-changes',
  `select count(*) from grade_change g join subject s on s.id = g.subject_id join sector x on x.code = g.sector
   where ${inReach('$1', '$2', '$3')} and ($4::text is null or g.sector = $4) and ($5::text is null or g.state = $5)`,
);

/** A subject that is rated in a sector, as a notice names it. */
export interface GradedSubject {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly regionCode: string;
  readonly name: string;
  /** True: the name is that of a natural person. */
  readonly isPerson: boolean;
  /** Credit code, address code, or number in the register; null for natural persons. */
  readonly code: string | null;
}

/** The subject `$1` if it is rated in the sector `$2`, inside the reach `$3` to `$5`. */
export const FIND_GRADED_SUBJECT = statement<GradedSubject>(
  'find-graded-subject',
  `select s.id, s.kind, s.region_code as "regionCode", coalesce(p.name, s.name, u.register_code, '') as name, p.id is not null as "isPerson",
     coalesce(s.credit_code, h.address_code, u.register_code) as code
   from subject s
   join rating r on r.subject_id = s.id and r.sector = $2
   join sector x on x.code = r.sector
   left join person p on p.id = s.id
   left join rental_house h on h.id = s.id
   left join household u on u.id = s.id
   where s.id = $1 and ${inReach('$3', '$4', '$5')}`,
);

/** No row when another change of that grade is pending. */
export const ADD_GRADE_CHANGE = statement<{ id: string }>(
  'add-grade-change',
  `insert into grade_change (id, subject_id, sector, standard_id, from_grade_code, to_grade_code, direction, state, explanation,
     notice, office_id, proposed_by, proposed_on)
   values ($1, $2, $3, $4, $5, $6, $7, 'PROPOSED', $8, $9, $10, $11, $12)
   on conflict (subject_id, sector) where state = 'PROPOSED' do nothing
   returning id`,
);

/**
 * Brings the proposed change `$1` into effect on the day `$3`, decided by `$2`, and notes it in the history under the cause
 * `$4`. Where a still better grade is indicated, the observation of the next step begins that day.
 */
export const CONFIRM_GRADE_CHANGE = statement<{ subjectId: string }>(
  'confirm-grade-change',
  `with decided as (
     update grade_change set state = 'CONFIRMED', decided_by = $2, decided_at = clock_timestamp()
     where id = $1 and state = 'PROPOSED' returning subject_id, sector, to_grade_code, direction
   ), changed as (
     update rating r set grade_code = d.to_grade_code, since_on = $3::date, rated_on = $3::date,
       better_since_on = case when d.direction = 'UP' and r.indicated_grade_code <> d.to_grade_code then $3::date end
     from decided d where r.subject_id = d.subject_id and r.sector = d.sector
     returning r.*
   ), noted as (
     insert into rating_history (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, valid_from, cause)
     select subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, $3::date, $4::text from changed
   )
   select subject_id as "subjectId" from changed`,
);

/** Turns the proposed change `$1` down, by `$2` for the reason `$3`; the observation of an upgrade begins anew on the day `$4`. */
export const REJECT_GRADE_CHANGE = statement<{ subjectId: string }>(
  'reject-grade-change',
  `with decided as (
     update grade_change set state = 'REJECTED', decided_by = $2, decided_at = clock_timestamp(), reason = $3
     where id = $1 and state = 'PROPOSED' returning subject_id, sector, direction
   ), restarted as (
     update rating r set better_since_on = $4::date
     from decided d where d.direction = 'UP' and r.subject_id = d.subject_id and r.sector = d.sector and r.better_since_on is not null
   )
   select subject_id as "subjectId" from decided`,
);
