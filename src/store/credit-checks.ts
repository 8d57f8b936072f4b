import type { ListEntry, Measure, Verdict } from '../domain/verdict.js';
import { paged, statement } from './statement.js';

/** A measure as it is published: what it does, on which basis, and who applies it. */
export interface PublishedMeasure extends Measure {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly appliedBy: string;
}

export interface ListEntryFacts extends ListEntry {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly enteredOn: string;
  readonly endsOn: string | null;
  readonly decisionNumber: string;
  readonly organName: string;
  readonly legalBasis: string;
  readonly measures: readonly PublishedMeasure[];
}

export interface CreditFacts {
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly subjectStatus: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED' | null;
  readonly lists: readonly ListEntryFacts[];
  readonly dataOn: string | null;
  readonly staleAfterDays: number;
}

/** The subject of the credit code `$1`, its list entries on the day `$3`, their published measures in the field `$2`. */
const CREDIT_FACTS = `
  select s.id as "subjectId", s.name as "subjectName", s.status as "subjectStatus",
     coalesce((
       select jsonb_agg(jsonb_build_object(
         'listCode', l.code, 'kind', l.kind, 'labelZh', l.label_zh, 'labelEn', l.label_en, 'enteredOn', e.valid_from,
         'endsOn', e.valid_to, 'suspendedUntilOn', e.suspended_until_on, 'decisionNumber', e.decision_number,
         'organName', e.organ_name, 'legalBasis', l.legal_basis,
         'measures', coalesce((
           select jsonb_agg(jsonb_build_object(
             'code', m.code, 'mustOrMay', m.must_or_may, 'effect', m.effect, 'legalBasis', m.legal_basis,
             'labelZh', m.label_zh, 'labelEn', m.label_en, 'appliedBy', m.applied_by) order by m.code)
           from measure m
           where m.list_code = l.code and m.field_code = $2
             and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to > $3::date)), '[]')
         ) order by e.valid_from, e.id)
       from list_entry e join credit_list l on l.code = e.list_code
       where e.subject_id = s.id and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)), '[]') as lists,
     (select delivered_on from data_delivery where delivered_on <= $3::date order by delivered_on desc limit 1) as "dataOn",
     (select stale_after_days from check_policy where valid_from <= $3::date
      order by valid_from desc, recorded_at desc limit 1) as "staleAfterDays"
   from (select) as always left join subject s on s.credit_code = $1`;

/**
 * All that an answer may rest on, in one statement that always returns one row; `$1` credit code, `$2` approval field,
 * `$3` day. Neither risk class nor points are read.
 */
export const READ_CREDIT_FACTS = statement<CreditFacts>('read-credit-facts', CREDIT_FACTS);

/**
 * The same for a look without a check, which leaves its entry in the access log by the very statement that reads: nobody can
 * have seen what is not logged. `$4` officer, `$5` office, `$6` purpose, `$7` matter.
 */
export const LOOK_AT_CREDIT_FACTS = statement<CreditFacts>(
  'look-at-credit-facts',
  `with facts as materialized (${CREDIT_FACTS}), logged as (
     insert into access_log (officer_id, office_id, query, purpose, matter, subject_ids)
     select $4::uuid, $5::uuid, 'previewCredit', $6::text, $7::text, array_remove(array["subjectId"], null) from facts
   )
   select * from facts`,
);

export const ADD_CHECK = statement<{ id: string; checkedAt: string }>(
  'add-check',
  `insert into credit_check (id, office_id, officer_id, credit_code, subject_id, field_code, matter, purpose, verdict,
     reason_code, answer, data_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   returning id, checked_at as "checkedAt"`,
);

export interface GivenAnswer extends CreditFacts, Verdict {
  readonly creditCode: string;
  readonly fieldCode: string;
  /** The day the answer held for. */
  readonly on: string;
}

export interface CheckRow {
  readonly id: string;
  readonly creditCode: string;
  readonly fieldCode: string;
  readonly matter: string;
  readonly purpose: string;
  readonly verdict: Verdict['verdict'];
  readonly reasonCode: Verdict['reasonCode'];
  /** The answer as it was given. */
  readonly answer: GivenAnswer;
  readonly dataOn: string | null;
  readonly checkedAt: string;
  readonly officerName: string;
}

const CHECK = `
  select c.id, c.credit_code as "creditCode", c.field_code as "fieldCode", c.matter, c.purpose, c.verdict,
    c.reason_code as "reasonCode", c.answer, c.data_on as "dataOn", c.checked_at as "checkedAt", o.name as "officerName"
  from credit_check c join officer o on o.id = c.officer_id`;

/** Checks are the office's own business: those of another office are not there. */
export const FIND_CHECKS = statement<CheckRow>(
  'find-checks',
  `${CHECK} where c.id = any($1::uuid[]) and c.office_id = $2`,
);

/** Newest first. */
export const LIST_CHECKS = paged<CheckRow>(
  'list-checks',
  'desc',
  ({ order, beyond }) => `${CHECK} where c.office_id = $1 and ($2::uuid is null or c.id ${beyond} $2)
   order by c.id ${order} limit $3`,
);

export const COUNT_CHECKS = statement<{ count: number }>(
  'count-checks',
  `select count(*) from credit_check where office_id = $1`,
);

export interface FeedbackRow {
  readonly id: string;
  readonly checkId: string;
  readonly decision: string;
  readonly measureCodes: string[];
  readonly departs: boolean;
  readonly reason: string | null;
  readonly recordedAt: string;
}

export const ADD_FEEDBACK = statement<{ id: string }>(
  'add-feedback',
  `insert into check_feedback (id, check_id, decision, measure_codes, departs, reason, officer_id)
   values ($1, $2, $3, $4, $5, $6, $7) returning id`,
);

export const LIST_FEEDBACK = statement<FeedbackRow>(
  'list-feedback',
  `select id, check_id as "checkId", decision, measure_codes as "measureCodes", departs, reason, recorded_at as "recordedAt"
   from check_feedback where check_id = any($1::uuid[]) order by id`,
);

export interface CatalogueRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export const LIST_APPROVAL_FIELDS = statement<CatalogueRow>(
  'list-approval-fields',
  `select code, label_zh as "labelZh", label_en as "labelEn" from approval_field order by sort`,
);
