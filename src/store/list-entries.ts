import type { ListTerms } from '../domain/list-case.js';
import { ruleOn, TERMS } from './list-cases.js';
import { statement } from './statement.js';

/** An entry as whoever acts on it must know it. */
export interface KeptEntry {
  readonly id: string;
  /** Null: another organ has delivered the entry. */
  readonly caseId: string | null;
  readonly subjectId: string;
  readonly listCode: string;
  readonly listZh: string;
  readonly recordType: string | null;
  readonly recordId: string | null;
  readonly legalBasis: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly organName: string;
  readonly decisionNumber: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly suspendedUntilOn: string | null;
  /** Whether it is known to have held on no day. */
  readonly isAnnulled: boolean;
  readonly confirmedById: string | null;
  readonly ruleFrom: string;
  readonly terms: ListTerms;
  readonly channelZh: string;
  readonly channelEn: string;
}

/** An entry `e` is kept by the office `$1` whose case led to it; one that another organ has delivered by any office that keeps such lists by the rule `r`. */
const KEPT = `case when e.case_id is null then (select kind from office where id = $1) = any(r.kept_by)
     else (select office_id from list_case c where c.id = e.case_id) = $1 end`;

/**
 * The entry `$4` of an enterprise or law firm in the regions `$2` that the office `$1` keeps on the day `$3`, held until the unit of work
 * ends. Its announcements keep the channel on which it was announced first.
 */
export const LOCK_ENTRY = statement<KeptEntry>(
  'lock-list-entry',
  `select e.id, e.case_id as "caseId", e.subject_id as "subjectId", l.code as "listCode", l.label_zh as "listZh", l.record_type as "recordType",
     e.record_id as "recordId", l.legal_basis as "legalBasis", s.name as "enterpriseName", s.credit_code as "creditCode",
     e.organ_name as "organName", e.decision_number as "decisionNumber", e.valid_from as "validFrom", e.valid_to as "validTo",
     e.suspended_until_on as "suspendedUntilOn", (select decided_by from list_case c where c.id = e.case_id) as "confirmedById",
     exists (select from list_exit x where x.entry_id = e.id and x.kind in ('OBJECTION', 'REVOCATION')) as "isAnnulled",
     r.valid_from as "ruleFrom", ${TERMS} as terms,
     coalesce((select channel_zh from list_announcement a where a.entry_id = e.id and a.kind = 'ENTRY'), r.channel_zh) as "channelZh",
     coalesce((select channel_en from list_announcement a where a.entry_id = e.id and a.kind = 'ENTRY'), r.channel_en) as "channelEn"
   from list_entry e
   join subject s on s.id = e.subject_id and s.kind in ('ENTERPRISE', 'LAW_FIRM') and s.region_code ^@ any($2::text[])
   join credit_list l on l.code = e.list_code
   join ${ruleOn('$3')}
   where e.id = $4 and ${KEPT}
   for no key update of e`,
);

/** Of the entries `$5` on the day `$4` those on which the office `$1` may act in the regions `$2`, or which somebody oversees there (`$3`). */
export const FIND_KEPT_ENTRIES = statement<{ id: string }>(
  'find-kept-list-entries',
  `select e.id from list_entry e
   join subject s on s.id = e.subject_id and s.kind in ('ENTERPRISE', 'LAW_FIRM') and s.region_code ^@ any($2::text[])
   join credit_list l on l.code = e.list_code
   join ${ruleOn('$4')}
   where e.id = any($5::uuid[]) and ($3::boolean or ${KEPT})`,
);

/** On which black lists the subject `$1` stands on the day `$2`. */
export const FIND_BLACK_ENTRIES = statement<{ id: string }>(
  'find-black-list-entries',
  `select e.id from list_entry e join credit_list l on l.code = e.list_code
   where e.subject_id = $1 and l.kind = 'BLACK' and e.valid_from <= $2::date and (e.valid_to is null or e.valid_to > $2::date)`,
);

/** An entry as it is made by a case. */
export interface NewEntry {
  readonly id: string;
  readonly subjectId: string;
  readonly listCode: string;
  readonly decisionNumber: string;
  readonly organName: string;
  readonly validFrom: string;
  readonly termTo: string | null;
  readonly caseId: string;
  readonly recordId: string | null;
}

/** Makes the entry `$1` (a `NewEntry`). */
export const ADD_ENTRY = statement<never>(
  'add-list-entry',
  `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, term_to, case_id, record_id)
   select n.id, n."subjectId", n."listCode", n."decisionNumber", n."organName", n."validFrom", n."termTo", n."termTo", n."caseId",
     n."recordId"
   from jsonb_to_record($1::jsonb) as n(id uuid, "subjectId" uuid, "listCode" text, "decisionNumber" text, "organName" text,
     "validFrom" date, "termTo" date, "caseId" uuid, "recordId" uuid)`,
);

/** An officer asks that an entry without a case end, which takes another officer with the same document. */
export interface ExitRequestRow {
  readonly entryId: string;
  readonly kind: 'REVOCATION' | 'COURT';
  readonly documentNumber: string;
  readonly requestedBy: string;
  readonly requestedOn: string;
}

export const LIST_EXIT_REQUESTS = statement<ExitRequestRow>(
  'list-list-exit-requests',
  `select q.entry_id as "entryId", q.kind, q.document_number as "documentNumber", o.name as "requestedBy", q.requested_on as "requestedOn"
   from list_exit_request q join officer o on o.id = q.requested_by
   where q.entry_id = any($1::uuid[]) order by q.entry_id, q.id`,
);

/** Whether another officer than `$4` has asked that the entry `$1` end in the way `$2` by the document `$3`. */
export const FIND_EXIT_REQUEST = statement<{ id: string }>(
  'find-list-exit-request',
  'select id from list_exit_request where entry_id = $1 and kind = $2 and document_number = $3 and requested_by <> $4 limit 1',
);

/** Asks under the id `$1` that the entry `$2` end in the way `$3` by the document `$4`: for the reason `$5`, on `$6`, officer `$7`, office `$8`. No row when he has asked already. */
export const ADD_EXIT_REQUEST = statement<{ id: string }>(
  'add-list-exit-request',
  `insert into list_exit_request (id, entry_id, kind, document_number, reason, requested_on, requested_by, office_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
);

/** Why the entry `$1` ends: in the way `$2` on `$3` for the reason `$4`, by the document `$5`, the officer `$6` and the office `$7`. */
export const ADD_EXIT = statement<never>(
  'add-list-exit',
  `insert into list_exit (entry_id, kind, exited_on, reason, document_number, decided_by, office_id)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

/**
 * Comes after its exit, which the table asks for: from `$2` on the entry `$1` holds no longer. Its suspension stays, for whoever asks what was known before.
 */
export const CLOSE_ENTRY = statement<never>(
  'close-list-entry',
  'update list_entry set valid_to = $2, ended_recorded_at = now() where id = $1',
);

/** Nobody need decide the open objections to the case or entry `$1` any more, which has ended: by `$2` on `$3` for the reason `$4`. */
export const CLOSE_OBJECTIONS = statement<never>(
  'close-list-objections',
  `update list_objection set state = 'CLOSED', decided_by = $2, decided_on = $3, reasons = $4, decided_recorded_at = clock_timestamp()
   where (case_id = $1 or entry_id = $1) and state = 'FILED'`,
);

/** The same of the open application for repair of the entry `$1`. */
export const CLOSE_REPAIR = statement<never>(
  'close-list-repair',
  `update list_repair set state = 'CLOSED', decided_by = $2, decided_on = $3, reasons = $4, decided_recorded_at = clock_timestamp()
   where entry_id = $1 and state = 'APPLIED'`,
);

/** How entries ended; of one that was annulled after its end, that it was. */
export interface ListExitRow {
  readonly entryId: string;
  readonly kind: 'REPAIR' | 'OBJECTION' | 'REVOCATION' | 'COURT';
  readonly exitedOn: string;
  readonly reason: string;
  readonly documentNumber: string | null;
}

export const LIST_EXITS = statement<ListExitRow>(
  'list-list-exits',
  `select distinct on (entry_id) entry_id as "entryId", kind, exited_on as "exitedOn", reason, document_number as "documentNumber"
   from list_exit where entry_id = any($1::uuid[]) order by entry_id, recorded_at desc`,
);

/** An application to leave a list early. */
export interface RepairRow {
  readonly id: string;
  readonly entryId: string;
  readonly correctedOn: string;
  readonly evidence: string;
  readonly appliedOn: string;
  readonly recordedById: string;
  readonly decideUntilOn: string;
  readonly decideIsProvisional: boolean;
  readonly state: 'APPLIED' | 'GRANTED' | 'REJECTED' | 'CLOSED';
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly reasons: string | null;
}

const REPAIR = `
  select p.id, p.entry_id as "entryId", p.corrected_on as "correctedOn", p.evidence, p.applied_on as "appliedOn",
    p.recorded_by as "recordedById", p.decide_until_on as "decideUntilOn", p.decide_is_provisional as "decideIsProvisional", p.state,
    d.name as "decidedBy", p.decided_on as "decidedOn", p.reasons
  from list_repair p left join officer d on d.id = p.decided_by`;

export const LIST_REPAIRS = statement<RepairRow>(
  'list-list-repairs',
  `${REPAIR} where p.entry_id = any($1::uuid[]) order by p.entry_id, p.id`,
);

export const FIND_REPAIRS = statement<RepairRow>(
  'find-list-repairs',
  `${REPAIR} where p.id = any($1::uuid[])`,
);

/** `$1` id, `$2` entry, `$3` office, `$4` corrected on, `$5` evidence, `$6` applied on, `$7` officer, `$8` decided until, `$9` provisional. No row while one is open. */
export const ADD_REPAIR = statement<{ id: string }>(
  'add-list-repair',
  `insert into list_repair (id, entry_id, office_id, corrected_on, evidence, applied_on, recorded_by, decide_until_on, decide_is_provisional)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (entry_id) where state = 'APPLIED' do nothing returning id`,
);

/** Decides the application `$1`: `$2` by `$3` on `$4` with the reasons `$5`. No row when it is decided. */
export const DECIDE_REPAIR = statement<{ id: string }>(
  'decide-list-repair',
  `update list_repair set state = $2, decided_by = $3, decided_on = $4, reasons = $5, decided_recorded_at = clock_timestamp()
   where id = $1 and state = 'APPLIED' returning id`,
);

/** A time in which the use of an entry is suspended. */
export interface SuspensionRow {
  readonly id: string;
  readonly entryId: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly courtDocument: string;
  readonly reason: string;
  readonly suspendedById: string;
  readonly endedOn: string | null;
  readonly endReason: string | null;
}

const SUSPENSION = `
  select id, entry_id as "entryId", from_on as "fromOn", until_on as "untilOn", court_document as "courtDocument", reason,
    suspended_by as "suspendedById", ended_on as "endedOn", end_reason as "endReason"
  from list_suspension`;

export const LIST_SUSPENSIONS = statement<SuspensionRow>(
  'list-list-suspensions',
  `${SUSPENSION} where entry_id = any($1::uuid[]) order by entry_id, id`,
);

/** The suspension of the entry `$1` that holds on the day `$2`. */
export const FIND_SUSPENSION = statement<SuspensionRow>(
  'find-list-suspension',
  `${SUSPENSION} where entry_id = $1 and ended_on is null and until_on >= $2::date order by id desc limit 1`,
);

/** On how many days before `$2` the use of the entry `$1` was suspended. */
export const COUNT_SUSPENDED_DAYS = statement<{ days: number }>(
  'count-suspended-days',
  `select coalesce(sum(least(coalesce(ended_on, until_on + 1), $2::date) - from_on), 0)::integer as days
   from list_suspension where entry_id = $1 and from_on < $2::date`,
);

/** Suspends the use of the entry `$2` from `$3` until `$4` by the court's document `$5` for the reason `$6`: officer `$7`, office `$8`. */
export const ADD_SUSPENSION = statement<never>(
  'add-list-suspension',
  `with kept as (
     insert into list_suspension (id, entry_id, from_on, until_on, court_document, reason, suspended_by, office_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
   ) update list_entry set suspended_until_on = $4 where id = $2`,
);

/** Ends the suspension `$1` of the entry `$2` on `$3` by `$4` for the reason `$5`: the entry is used again from that day on. */
export const END_SUSPENSION = statement<never>(
  'end-list-suspension',
  `with ended as (
     update list_suspension set ended_on = $3, ended_by = $4, end_reason = $5, ended_recorded_at = clock_timestamp() where id = $1
   ) update list_entry set suspended_until_on = null where id = $2`,
);
