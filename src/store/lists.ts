import { endedAsKnown, suspendedUntil } from './credit-grounds.js';
import { statement } from './statement.js';

/** An entry on a list (名单), as it was known at a moment. */
export interface ListEntryRow {
  readonly id: string;
  readonly caseId: string | null;
  readonly subjectId: string;
  readonly listCode: string;
  readonly kind: 'RED' | 'BLACK' | 'ABNORMAL' | 'FOCUS';
  readonly labelZh: string;
  readonly labelEn: string;
  readonly enteredOn: string;
  readonly endsOn: string | null;
  readonly suspendedUntilOn: string | null;
  readonly decisionNumber: string;
  readonly organName: string;
  readonly legalBasis: string;
  readonly recordedAt: string;
}

const entry = (suspendedUntilOn: string) => `
  select e.id, e.case_id as "caseId", e.subject_id as "subjectId", l.code as "listCode", l.kind, l.label_zh as "labelZh",
    l.label_en as "labelEn", e.valid_from as "enteredOn", e.ends_on as "endsOn", ${suspendedUntilOn} as "suspendedUntilOn",
    e.decision_number as "decisionNumber", e.organ_name as "organName", l.legal_basis as "legalBasis", e.recorded_at as "recordedAt"`;

/**
 * Entries of the subjects `$1` that hold on the day `$2`, as known at `$3`: an exit that was recorded later is not known yet, and then the
 * entry ends by its term, if it has one.
 */
export const READ_LIST_ENTRIES = statement<ListEntryRow>(
  'read-list-entries',
  `${entry(suspendedUntil('$2', '$3'))}
   from (
     select *, case when ended_recorded_at > $3::timestamptz then ${endedAsKnown('$3')} else valid_to end as ends_on
     from list_entry e where subject_id = any($1::uuid[]) and recorded_at <= $3::timestamptz
   ) e
   join credit_list l on l.code = e.list_code
   where e.valid_from <= $2::date and (e.ends_on is null or e.ends_on > $2::date)
   order by e.subject_id, e.valid_from, e.id`,
);

/** The entries `$1` of enterprises and law firms as they are known now, ended ones too. */
export const FIND_LIST_ENTRIES = statement<ListEntryRow>(
  'find-list-entries',
  `${entry('case when e.ended_recorded_at is null then e.suspended_until_on end')}
   from (select *, valid_to as ends_on from list_entry where id = any($1::uuid[])) e
   join credit_list l on l.code = e.list_code
   join subject s on s.id = e.subject_id and s.kind in ('ENTERPRISE', 'LAW_FIRM')`,
);

/** A published measure (奖惩措施). */
export interface MeasureRow {
  readonly code: string;
  /** Null where a kind of record leads to it. */
  readonly listCode: string | null;
  readonly recordType: string | null;
  readonly fieldCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly effect: string;
  readonly mustOrMay: 'MUST' | 'MAY';
  readonly target: 'ENTITY' | 'RESPONSIBLE_PERSON';
  readonly isPublic: boolean;
  readonly legalBasis: string;
  readonly appliedBy: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly recordedAt: string;
}

/** Measures that hold on the day `$1`, as known at `$2`; of one approval field `$3` and one list `$4` if given. */
export const READ_MEASURES = statement<MeasureRow>(
  'read-measures',
  `select code, list_code as "listCode", record_type as "recordType", field_code as "fieldCode", label_zh as "labelZh", label_en as "labelEn", effect,
     must_or_may as "mustOrMay", target, is_public as "isPublic", legal_basis as "legalBasis", applied_by as "appliedBy", valid_from as "validFrom",
     valid_to as "validTo", recorded_at as "recordedAt"
   from measure
   where valid_from <= $1::date and (valid_to is null or valid_to > $1::date) and recorded_at <= $2::timestamptz
     and ($3::text is null or field_code = $3) and ($4::text is null or list_code = $4)
   order by code`,
);

export const FIRST_MEASURE_KNOWN = statement<{ recordedAt: string | null }>(
  'first-measure-known',
  'select min(recorded_at) as "recordedAt" from measure',
);
