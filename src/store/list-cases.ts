import type { CaseFacts, ListTerms } from '../domain/list-case.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { paged, statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

/** The terms of a rule `r`, as the domain has them. */
export const TERMS = `jsonb_build_object('notice', r.notice, 'objectionWorkingDays', r.objection_working_days,
    'decideObjectionWorkingDays', r.decide_objection_working_days, 'termMonths', r.term_months, 'leastMonths', r.least_months,
    'leastFrom', r.least_from, 'decideRepairWorkingDays', r.decide_repair_working_days, 'suspensionMonths', r.suspension_months)`;

/** A list with the rule in force, and its measures as they are told of. */
export interface ListRow {
  readonly code: string;
  readonly kind: 'RED' | 'BLACK' | 'ABNORMAL' | 'FOCUS';
  readonly labelZh: string;
  readonly labelEn: string;
  readonly legalBasis: string;
  readonly recordType: string | null;
  readonly ruleId: string;
  readonly ruleFrom: string;
  readonly keptBy: readonly string[];
  readonly terms: ListTerms;
  readonly exitShownDays: number;
  readonly channelZh: string;
  readonly channelEn: string;
}

/** The rule of the list `l` on a day. */
export const ruleOn = (day: string) => `lateral (
    select * from list_rule where list_code = l.code and valid_from <= ${day}::date order by valid_from desc limit 1
  ) r on true`;

const LIST = (day: string) => `
  select l.code, l.kind, l.label_zh as "labelZh", l.label_en as "labelEn", l.legal_basis as "legalBasis",
    l.record_type as "recordType", r.id as "ruleId", r.valid_from as "ruleFrom", r.kept_by as "keptBy", ${TERMS} as terms,
    r.exit_shown_days as "exitShownDays", r.channel_zh as "channelZh", r.channel_en as "channelEn"
  from credit_list l join ${ruleOn(day)}`;

/** The lists with their rules on the day `$1`. */
export const LIST_CREDIT_LISTS = statement<ListRow>(
  'list-credit-lists',
  `${LIST('$1')} order by l.kind, l.code`,
);

/** The list `$1` on the day `$2`, if an office like `$3` keeps it. */
export const FIND_KEPT_LIST = statement<ListRow>(
  'find-kept-list',
  `${LIST('$2')} where l.code = $1 and (select kind from office where id = $3) = any(r.kept_by)`,
);

export interface ToldMeasure {
  readonly code: string;
  readonly label: string;
  readonly legalBasis: string;
}

/** Of the codes `$1` (null: any) those that are published measures of the list `$2` on the day `$3`. */
export const FIND_TOLD_MEASURES = statement<ToldMeasure>(
  'find-told-measures',
  `select distinct on (code) code, label_zh as label, legal_basis as "legalBasis" from measure
   where ($1::text[] is null or code = any($1::text[])) and list_code = $2 and valid_from <= $3::date and (valid_to is null or valid_to > $3::date)
   order by code, valid_from desc`,
);

/** The published measures of the lists `$1` that hold on the day `$2`. */
export const LIST_MEASURES_OF_LISTS = statement<{
  readonly listCode: string;
  readonly code: string;
  readonly fieldCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly effect: string;
  readonly mustOrMay: string;
  readonly target: 'ENTITY' | 'RESPONSIBLE_PERSON';
  readonly isPublic: boolean;
  readonly legalBasis: string;
  readonly appliedBy: string;
}>(
  'list-measures-of-lists',
  `select list_code as "listCode", code, field_code as "fieldCode", label_zh as "labelZh", label_en as "labelEn", effect,
     must_or_may as "mustOrMay", target, is_public as "isPublic", legal_basis as "legalBasis", applied_by as "appliedBy"
   from measure where list_code = any($1::text[]) and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)
   order by list_code, code`,
);

export const READ_WORK_CALENDAR = statement<{ calendar: WorkCalendar }>(
  'read-work-calendar-of-lists',
  `select ${WORK_CALENDAR} as calendar`,
);

/** A case with everything that is shown of it. */
export interface ListCaseRow extends CaseFacts {
  readonly id: string;
  readonly subjectId: string;
  readonly subjectKind: 'ENTERPRISE' | 'LAW_FIRM';
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly listCode: string;
  readonly listKind: ListRow['kind'];
  readonly listZh: string;
  readonly listEn: string;
  readonly ruleFrom: string;
  readonly recordType: string | null;
  readonly terms: ListTerms;
  readonly channelZh: string;
  readonly channelEn: string;
  readonly officeName: string;
  readonly organName: string;
  readonly groundKind: 'OWN_FINDING' | 'COURT_REFERRAL' | 'LIST_PROPOSAL';
  readonly proposalId: string | null;
  readonly courtName: string | null;
  readonly courtDocument: string | null;
  readonly facts: string;
  readonly legalBasis: string;
  readonly measureCodes: readonly string[];
  readonly proposedBy: string;
  readonly proposedOn: string;
  readonly noticedBy: string | null;
  readonly noticedOn: string | null;
  readonly noticeMethod: string | null;
  readonly noticeBody: string | null;
  readonly decidedById: string | null;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly decisionNumber: string | null;
  readonly reason: string | null;
  readonly entryId: string | null;
}

const CASE = `
  select c.id, c.subject_id as "subjectId", s.kind as "subjectKind", s.region_code as "regionCode", s.name as "enterpriseName",
    s.credit_code as "creditCode", c.list_code as "listCode", l.kind as "listKind", l.label_zh as "listZh", l.label_en as "listEn",
    r.valid_from as "ruleFrom", l.record_type as "recordType", ${TERMS} as terms, r.notice, r.channel_zh as "channelZh",
    r.channel_en as "channelEn", f.name as "officeName", c.organ_name as "organName", c.ground_kind as "groundKind",
    c.proposal_id as "proposalId", c.court_name as "courtName", c.court_document as "courtDocument", c.facts,
    c.legal_basis as "legalBasis", c.measure_codes as "measureCodes", c.state, c.proposed_by as "proposedById",
    p.name as "proposedBy", c.proposed_on as "proposedOn", n.name as "noticedBy", c.noticed_on as "noticedOn",
    c.notice_method as "noticeMethod", c.notice as "noticeBody", c.objection_until_on as "objectionUntilOn",
    c.objection_is_provisional as "objectionIsProvisional", c.decided_by as "decidedById", d.name as "decidedBy",
    c.decided_on as "decidedOn", c.decision_number as "decisionNumber", c.reason, e.id as "entryId",
    exists (select from list_objection o where o.case_id = c.id and o.state = 'FILED') as "hasOpenObjection"
  from list_case c
  join subject s on s.id = c.subject_id
  join credit_list l on l.code = c.list_code
  join list_rule r on r.id = c.rule_id
  join office f on f.id = c.office_id
  join officer p on p.id = c.proposed_by
  left join officer n on n.id = c.noticed_by
  left join officer d on d.id = c.decided_by
  left join list_entry e on e.case_id = c.id`;

/** Cases are the business of the office `$1` that conducts them; whoever oversees sees those of the regions `$2`. */
const SEEN = `(c.office_id = $1 or ($3::boolean and s.region_code ^@ any($2::text[])))`;

/** The cases `$4` as the office `$1` may know them, or whoever oversees (`$3`) the regions `$2`. */
export const FIND_CASES = statement<ListCaseRow>(
  'find-list-cases',
  `${CASE} where ${SEEN} and c.id = any($4::uuid[])`,
);

/** The same by their subjects: the newest 100 of each. */
export const LIST_CASES_OF_SUBJECTS = statement<ListCaseRow>(
  'list-list-cases-of-subjects',
  `select x.* from unnest($4::uuid[]) as wanted(id)
   cross join lateral (${CASE} where ${SEEN} and c.subject_id = wanted.id order by c.id desc limit 100) x
   order by x."subjectId", x.id desc`,
);

const WANTED = `($4::text is null or c.state = $4) and ($5::text is null or c.list_code = $5)`;

/** Newest first; in the state `$4` and of the list `$5` if given, after the cursor `$6`. */
export const LIST_CASES = paged<ListCaseRow>(
  'list-list-cases',
  'desc',
  ({ order, beyond }) =>
    `${CASE} where ${SEEN} and ${WANTED} and ($6::uuid is null or c.id ${beyond} $6) order by c.id ${order} limit $7`,
);

export const COUNT_CASES = statement<{ count: number }>(
  'count-list-cases',
  `select count(*) from list_case c join subject s on s.id = c.subject_id where ${SEEN} and ${WANTED}`,
);

/** Holds the case `$1` of the office `$2` until the unit of work ends. */
export const LOCK_CASE = statement<{ id: string }>(
  'lock-list-case',
  'select id from list_case where id = $1 and office_id = $2 for no key update',
);

/** A case as it is proposed. */
export interface NewCase {
  readonly id: string;
  readonly subjectId: string;
  readonly listCode: string;
  readonly ruleId: string;
  readonly officeId: string;
  readonly organName: string;
  readonly groundKind: ListCaseRow['groundKind'];
  readonly proposalId: string | null;
  readonly courtName: string | null;
  readonly courtDocument: string | null;
  readonly facts: string;
  readonly legalBasis: string;
  readonly measureCodes: readonly string[];
  readonly proposedBy: string;
  readonly proposedOn: string;
}

/** Adds `$1` (a `NewCase`). No row when a case of the subject for the list is under way, or when it stands on the list. */
export const ADD_CASE = statement<{ id: string }>(
  'add-list-case',
  `insert into list_case (id, subject_id, list_code, rule_id, office_id, organ_name, ground_kind, proposal_id, court_name, court_document,
     facts, legal_basis, measure_codes, proposed_by, proposed_on)
   select n.id, n."subjectId", n."listCode", n."ruleId", n."officeId", n."organName", n."groundKind", n."proposalId", n."courtName",
     n."courtDocument", n.facts, n."legalBasis", n."measureCodes", n."proposedBy", n."proposedOn"
   from jsonb_to_record($1::jsonb) as n(id uuid, "subjectId" uuid, "listCode" text, "ruleId" uuid, "officeId" uuid, "organName" text,
     "groundKind" text, "proposalId" uuid, "courtName" text, "courtDocument" text, facts text, "legalBasis" text,
     "measureCodes" text[], "proposedBy" uuid, "proposedOn" date)
   where not exists (
       select from list_entry e where e.subject_id = n."subjectId" and e.list_code = n."listCode"
         and (e.valid_to is null or e.valid_to > n."proposedOn"))
     and not exists (select from list_case c where c.proposal_id = n."proposalId" and c.state <> 'DROPPED')
   on conflict (subject_id, list_code) where state in ('PROPOSED', 'NOTICED') do nothing
   returning id`,
);

/** Whose proposal of a random inspection `$1` it is, if it was accepted, in the regions `$2`. */
export const FIND_ACCEPTED_PROPOSAL = statement<{ subjectId: string; listCode: string; state: string }>(
  'find-accepted-proposal',
  `select p.subject_id as "subjectId", p.list_code as "listCode", p.state
   from list_proposal p join subject s on s.id = p.subject_id where p.id = $1 and s.region_code ^@ any($2::text[])`,
);

/** Records the persons `$2` with the roles `$3` with the case `$1`. */
export const ADD_CASE_PERSONS = statement<never>(
  'add-list-case-persons',
  `insert into list_case_person (case_id, person_id, role) select $1, * from unnest($2::uuid[], $3::text[])`,
);

/** Who is recorded with the cases `$1`. */
export const LIST_CASE_PERSONS = statement<{
  caseId: string;
  personId: string;
  role: 'LEGAL_REPRESENTATIVE' | 'DIRECTLY_RESPONSIBLE' | 'ACTUAL_CONTROLLER';
}>(
  'list-list-case-persons',
  `select case_id as "caseId", person_id as "personId", role from list_case_person
   where case_id = any($1::uuid[]) order by case_id, role desc, person_id`,
);

/** Of the case `$1`: notice `$5` by `$2`, delivered or published on `$3` in the way `$4`; objections until `$6`, provisional `$7`. */
export const NOTE_NOTICE = statement<{ id: string }>(
  'note-list-notice',
  `update list_case set state = 'NOTICED', noticed_by = $2, noticed_on = $3, notice_method = $4, notice = $5, objection_until_on = $6,
     objection_is_provisional = $7
   where id = $1 and state = 'PROPOSED' returning id`,
);

/** The term to object to the case `$1` ends on `$2`, provisionally or not (`$3`). */
export const NOTE_OBJECTION_TERM = statement<never>(
  'note-list-objection-term',
  'update list_case set objection_until_on = $2, objection_is_provisional = $3 where id = $1',
);

/** Ends the case `$1` in the state `$2`, by `$3` on `$4`: with the decision `$5`, or for the reason `$6`. */
export const DECIDE_CASE = statement<{ id: string }>(
  'decide-list-case',
  `update list_case set state = $2, decided_by = $3, decided_on = $4, decision_number = $5, reason = $6
   where id = $1 and state in ('PROPOSED', 'NOTICED') returning id`,
);
