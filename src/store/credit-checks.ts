import type { CivilDate, Instant } from '../domain/civil-date.js';
import type { Receipt } from '../domain/receipt.js';
import { type AdverseRecord, type ListEntry, type Measure, type Verdict } from '../domain/verdict.js';
import {
  ENDS_ON,
  ENTRY_COUNTS,
  MEASURE_COUNTS,
  POLICY_IN_FORCE,
  RECORD_COUNTS,
  suspendedUntil,
} from './credit-grounds.js';
import { OPENED } from './gathering.js';
import { paged, statement } from './statement.js';

/** A measure as it is published: what it does, on which basis, who applies it, and since when the row holds. */
export interface PublishedMeasure extends Measure {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly appliedBy: string;
  readonly validFrom: CivilDate;
}

export interface ListEntryFacts extends ListEntry {
  readonly entryId: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly enteredOn: CivilDate;
  readonly endsOn: CivilDate | null;
  readonly decisionNumber: string;
  readonly organName: string;
  readonly legalBasis: string;
  /** First day of an objection to the entry that is not decided; null: none is open. */
  readonly objectedOn: CivilDate | null;
  /** Day of an application for repair that is not decided. */
  readonly repairAppliedOn: CivilDate | null;
  readonly measures: readonly PublishedMeasure[];
}

export interface RecordFacts extends AdverseRecord {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly occurredOn: CivilDate;
  readonly documentNumber: string | null;
  readonly organName: string | null;
  readonly measures: readonly PublishedMeasure[];
}

export interface CreditFacts {
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly subjectStatus: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED' | null;
  readonly lists: readonly ListEntryFacts[];
  readonly records: readonly RecordFacts[];
  readonly dataOn: CivilDate | null;
  readonly staleAfterDays: number;
  readonly receiptValidDays: number;
  /** First day of the row that says how old data and records may be. */
  readonly policyFrom: CivilDate;
}

/** The published measures of a ground in the field `$2` that hold on the day `$3`, as known at `$4`. */
const measuresOf = (ground: string) => `
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'code', m.code, 'mustOrMay', m.must_or_may, 'effect', m.effect, 'legalBasis', m.legal_basis,
      'labelZh', m.label_zh, 'labelEn', m.label_en, 'appliedBy', m.applied_by, 'validFrom', m.valid_from) order by m.code)
    from measure m
    where ${ground} and ${MEASURE_COUNTS}), '[]')`;

/** The day of the first objection or application about an entry `e` on which nobody has decided by the day asked for, as far as was known. */
const openOn = (table: string, open: string, day: string) => `(
  select min(${day}) from ${table} f
  where f.entry_id = e.id and f.${day} <= $3::date and f.recorded_at <= $4::timestamptz
    and (f.state = '${open}' or f.decided_on > $3::date or f.decided_recorded_at > $4::timestamptz))`;

/** What a list says about a subject `s`. An entry that a case has led to has the measures that were told before it, and no others. */
const LISTS = `
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'entryId', e.id, 'listCode', l.code, 'kind', l.kind, 'labelZh', l.label_zh, 'labelEn', l.label_en,
      'enteredOn', e.valid_from, 'endsOn', ${ENDS_ON}, 'suspendedUntilOn', ${suspendedUntil('$3', '$4')},
      'decisionNumber', e.decision_number, 'organName', e.organ_name, 'legalBasis', l.legal_basis,
      'objectedOn', ${openOn('list_objection', 'FILED', 'filed_on')},
      'repairAppliedOn', ${openOn('list_repair', 'APPLIED', 'applied_on')},
      'measures', ${measuresOf('m.list_code = l.code and (c.id is null or m.code = any(c.measure_codes))')}) order by e.valid_from, e.id)
    from list_entry e join credit_list l on l.code = e.list_code left join list_case c on c.id = e.case_id
    where e.subject_id = s.id and ${ENTRY_COUNTS}), '[]')`;

/** Records of a subject `s` that count on the day and lead to a measure in the field, and commitments that he has broken. */
const RECORDS = `
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'recordId', r.id, 'type', r.type, 'labelZh', t.label_zh, 'labelEn', t.label_en, 'occurredOn', r.occurred_on,
      'documentNumber', r.document_number, 'organName', r.organ_name,
      'measures', ${measuresOf('m.record_type = r.type')}) order by r.occurred_on desc, r.id desc)
    from credit_record r join record_type t on t.code = r.type
    where r.subject_id = s.id and ${RECORD_COUNTS}), '[]')`;

/** Facts about each subject of a relation `asked (code)`; every row of it gets one. */
const creditFactsOf = (asked: string) => `
  select asked.code as "creditCode", s.id as "subjectId", s.name as "subjectName", s.status as "subjectStatus",
    ${LISTS} as lists, ${RECORDS} as records,
    (select delivered_on from data_delivery
     where may_be_adverse and delivered_on <= $3::date and recorded_at <= $4::timestamptz
     order by delivered_on desc limit 1) as "dataOn",
    p.stale_after_days as "staleAfterDays", p.receipt_valid_days as "receiptValidDays", p.valid_from as "policyFrom"
  from ${asked}
  cross join lateral (${POLICY_IN_FORCE}) p
  left join subject s on s.credit_code = asked.code and s.recorded_at <= $4::timestamptz`;

/**
 * All that an answer may rest on, in one statement that always returns one row; `$1` credit code, `$2` approval field,
 * `$3` day, `$4` moment of knowledge. Neither risk class nor points are read.
 */
export const READ_CREDIT_FACTS = statement<CreditFacts>(
  'read-credit-facts',
  creditFactsOf('(select $1::text as code) as asked'),
);

/** The same of many, in the order of the codes `$1`. */
export const READ_CREDIT_FACTS_OF_MANY = statement<CreditFacts & { readonly creditCode: string }>(
  'read-credit-facts-of-many',
  `${creditFactsOf('unnest($1::text[]) with ordinality as asked(code, place)')} order by asked.place`,
);

/**
 * The same for a look without a check, which leaves its entry in the access log by the very statement that reads: nobody can
 * have seen what is not logged. `$5` officer, `$6` office, `$7` purpose, `$8` matter, `$9` by which query.
 */
export const LOOK_AT_CREDIT_FACTS = statement<CreditFacts>(
  'look-at-credit-facts',
  `with facts as materialized (${creditFactsOf('(select $1::text as code) as asked')}), logged as (
     insert into access_log (officer_id, office_id, query, purpose, matter, subject_ids)
     select $5::uuid, $6::uuid, $9::text, $7::text, $8::text, array_remove(array["subjectId"], null) from facts
   )
   select * from facts`,
);

/** A check to be kept. */
export interface NewCheck {
  readonly key: string;
  readonly inputHash: string;
  readonly id: string;
  readonly receipt: Receipt<GivenAnswer>;
  readonly receiptHash: string;
  readonly keyId: string;
  readonly signature: string;
}

/**
 * Keeps checks of the officer `$1` of the office `$2`, each under its own key and with its own entry in the audit, in one
 * statement. Each element of `$3` is a `NewCheck` with its place. Answers which were kept: a key that is taken, or given twice, keeps nothing.
 */
export const KEEP_CHECKS = statement<{ id: string }>(
  'keep-checks',
  `with ${OPENED}, given as materialized (
     select distinct on (g.key) g.*, g.receipt->'answer' as answer
     from opened, jsonb_to_recordset($3::jsonb) as g(place integer, key text, "inputHash" text, id uuid, receipt jsonb,
       "receiptHash" text, "keyId" text, signature text)
     order by g.key, g.place
   ), taken as (
     insert into idempotency_key (officer_id, key, verb, input_hash, result)
     select $1::uuid, key, 'checkCredit', decode("inputHash", 'hex'), jsonb_build_object('checkId', id) from given
     on conflict do nothing returning key
   ), kept as (
     insert into credit_check (id, office_id, officer_id, credit_code, subject_id, field_code, matter, purpose, verdict,
       reason_code, data_on, checked_at, receipt, receipt_hash, key_id, signature)
     select g.id, $2::uuid, $1::uuid, g.answer->>'creditCode', (g.answer->>'subjectId')::uuid, g.answer->>'fieldCode',
       g.receipt->>'matter', g.receipt->>'purpose', g.answer->>'verdict', g.answer->>'reasonCode', (g.answer->>'dataOn')::date,
       (g.receipt->>'issuedAt')::timestamptz, g.receipt, decode(g."receiptHash", 'hex'), g."keyId", decode(g.signature, 'hex')
     from given g join taken using (key)
     returning id
   ), chained as materialized (
     select append_audit($2::uuid, $1::uuid, 'checkCredit', jsonb_agg(jsonb_build_object(
       'place', g.place, 'purpose', g.receipt->'purpose', 'matter', g.receipt->'matter', 'inputHash', g."inputHash",
       'subjectIds', case when g.answer->>'subjectId' is null then '[]'::jsonb else jsonb_build_array(g.answer->'subjectId') end,
       'rules', g.answer->'rules'))) as sequence
     from given g join taken using (key)
     having count(*) > 0
   )
   select kept.id from kept left join chained on true`,
);

export interface GivenAnswer extends CreditFacts, Verdict {
  readonly creditCode: string;
  readonly fieldCode: string;
  /** The day the answer held for. */
  readonly on: CivilDate;
  /** As known at this moment; null: when it was given. */
  readonly knownAt: Instant | null;
  /** Versions of the rules applied. */
  readonly rules: Readonly<Record<string, string>>;
}

/** What answers said before receipts were signed. */
export type FormerAnswer = Omit<GivenAnswer, 'records' | 'rules' | 'knownAt'>;

export interface CheckRow {
  readonly id: string;
  readonly creditCode: string;
  readonly fieldCode: string;
  readonly matter: string;
  readonly purpose: string;
  readonly verdict: Verdict['verdict'];
  readonly reasonCode: Verdict['reasonCode'];
  /** Where the answer stands that was given before receipts were signed; since then it is part of the receipt. */
  readonly formerAnswer: FormerAnswer | null;
  readonly dataOn: string | null;
  readonly checkedAt: string;
  readonly officerName: string;
  /** Null: made before receipts were signed. */
  readonly receipt: Receipt<GivenAnswer> | null;
  /** SHA-256 of the receipt, hexadecimal. */
  readonly receiptHash: string | null;
  readonly keyId: string | null;
  readonly signature: Buffer | null;
}

const CHECK = `
  select c.id, c.credit_code as "creditCode", c.field_code as "fieldCode", c.matter, c.purpose, c.verdict,
    c.reason_code as "reasonCode", c.answer as "formerAnswer", c.data_on as "dataOn",
    c.checked_at as "checkedAt", o.name as "officerName", c.receipt, encode(c.receipt_hash, 'hex') as "receiptHash",
    c.key_id as "keyId", c.signature
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
  /** Null: no refusal, or one from before remedies were kept. */
  readonly remedies: string | null;
  readonly recordedAt: string;
}

export const ADD_FEEDBACK = statement<{ id: string }>(
  'add-feedback',
  `insert into check_feedback (id, check_id, decision, measure_codes, departs, reason, officer_id, remedies, given_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
);

export const LIST_FEEDBACK = statement<FeedbackRow>(
  'list-feedback',
  `select id, check_id as "checkId", decision, measure_codes as "measureCodes", departs, reason, remedies, recorded_at as "recordedAt"
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
