import type { CivilDate, Instant } from '../domain/civil-date.js';
import type { FallOutReason, ScreeningRequirements } from '../domain/screening.js';
import type { Verdict } from '../domain/verdict.js';
import type { PublishedMeasure } from './credit-checks.js';
import { ENTRY_COUNTS, POLICY_IN_FORCE, RECORD_COUNTS } from './credit-grounds.js';
import { paged, statement } from './statement.js';

/** Who is looked at. */
export interface ScreenedPopulation {
  /** Region subtrees, inside the jurisdiction of the office. */
  readonly regionCodes: readonly string[];
  /** Leading digits of GB/T 4754 industries; null: all. */
  readonly industryCodes: readonly string[] | null;
  readonly categories: readonly string[] | null;
  /** First and last day of registration. */
  readonly registeredFrom: CivilDate | null;
  readonly registeredTo: CivilDate | null;
}

export interface ScreeningRow {
  readonly id: string;
  readonly jobId: string;
  readonly officerName: string;
  readonly title: string;
  readonly purpose: string;
  readonly matter: string;
  readonly fieldCode: string;
  readonly population: ScreenedPopulation;
  readonly requirements: ScreeningRequirements;
  readonly screenedOn: CivilDate;
  readonly dataOn: CivilDate | null;
  readonly rules: Readonly<Record<string, string>>;
  readonly eligibleCount: number;
  readonly fellOutCount: number;
  /** Also the moment of knowledge. */
  readonly recordedAt: Instant;
}

const SCREENING = `
  select c.id, c.job_id as "jobId", o.name as "officerName", c.title, c.purpose, c.matter, c.field_code as "fieldCode", c.population,
    c.requirements, c.screened_on as "screenedOn", c.data_on as "dataOn", c.rules, c.eligible_count as "eligibleCount",
    c.fell_out_count as "fellOutCount", c.recorded_at as "recordedAt"
  from screening c join officer o on o.id = c.officer_id`;

/** Screenings are the office's own business: those of another office than `$2` are not there. */
export const FIND_SCREENINGS = statement<ScreeningRow>(
  'find-screenings',
  `${SCREENING} where c.id = any($1::uuid[]) and c.office_id = $2`,
);

/** Newest first. */
export const LIST_SCREENINGS = paged<ScreeningRow>(
  'list-screenings',
  'desc',
  ({ order, beyond }) => `${SCREENING} where c.office_id = $1 and ($2::uuid is null or c.id ${beyond} $2)
   order by c.id ${order} limit $3`,
);

export const COUNT_SCREENINGS = statement<{ count: number }>(
  'count-screenings',
  'select count(*) from screening where office_id = $1',
);

/** Now, by the clock that every row is recorded by. */
export const READ_MOMENT = statement<{ at: Instant }>(
  'read-moment',
  `select date_trunc('milliseconds', clock_timestamp()) as at`,
);

export const ADD_SCREENING = statement<never>(
  'add-screening',
  `insert into screening (id, office_id, officer_id, job_id, title, purpose, matter, field_code, population, requirements, screened_on,
     data_on, rules, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);

/** Those of the lists `$1` that are red. */
export const FIND_RED_LISTS = statement<{ code: string }>(
  'find-red-lists',
  `select code from credit_list where code = any($1::text[]) and kind = 'RED'`,
);

/** Subjects of a population whose binds begin at `$first`, of those on file at `known`. */
const populationBy = (known: string, first: number) => `
  from subject s join enterprise b on b.id = s.id
  where s.credit_code is not null and s.recorded_at <= ${known}::timestamptz and s.region_code ^@ any($${first}::text[])
    and ($${first + 1}::text[] is null or b.industry_code ^@ any($${first + 1}::text[]))
    and ($${first + 2}::text[] is null or b.category = any($${first + 2}::text[]))
    and ($${first + 3}::date is null or b.registered_on >= $${first + 3}::date)
    and ($${first + 4}::date is null or b.registered_on <= $${first + 4}::date)`;

/** `$1` moment of knowledge, then the population. */
export const COUNT_SCREENED = statement<{ count: number }>(
  'count-screened',
  `select count(*) ${populationBy('$1', 2)}`,
);

/** The last of the `$2` subjects after `$1`, whoever they are; no row when there are no more than these. */
export const FIND_END_OF_STRETCH = statement<{ id: string }>(
  'find-end-of-stretch',
  'select id from subject where id > $1 order by id offset $2::integer - 1 limit 1',
);

/** What whoever has nothing on file comes to; it hangs on nothing but status and grade. */
export interface Ruling {
  readonly status: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED';
  readonly gradeClass: GradeClass;
  readonly verdict: Verdict['verdict'];
  readonly reasons: readonly FallOutReason[];
}

/** Whether a subject has a grade that is asked for. */
export const GRADE_CLASSES = { none: 0, accepted: 1, other: 2 } as const;
export type GradeClass = (typeof GRADE_CLASSES)[keyof typeof GRADE_CLASSES];

/** A subject with lists or records that have to be looked at. */
export interface GroundedSubject {
  readonly id: string;
  readonly creditCode: string;
  readonly gradeCode: string | null;
}

export interface ScreenedStretch {
  readonly count: number;
  readonly grounded: readonly GroundedSubject[];
  /** How many of those without grounds came to which reasons. */
  readonly tally: readonly { readonly reasons: readonly FallOutReason[]; readonly count: number }[];
}

/** Between the ends of the stretch, so that each table is read there only and whatever the planner thinks of the rest. */
const inStretch = (column: string) => `${column} > $5::uuid and ${column} <= $6::uuid`;

/**
 * Screens a stretch of subjects for the screening `$1`: field `$2`, day `$3`, moment of knowledge `$4`, after `$5` and up to `$6`; `$7`
 * sector and `$8` grades that are asked for; `$9` rulings; then the population. Who has nothing on file is judged by the rulings and
 * kept; the others come back.
 */
export const SCREEN_STRETCH = statement<ScreenedStretch>(
  'screen-stretch',
  `with p as materialized (${POLICY_IN_FORCE}), population as materialized (
     select s.id, s.credit_code, s.status ${populationBy('$4', 10)} and ${inStretch('s.id')} and ${inStretch('b.id')}
   ), grounded as materialized (
     select e.subject_id as id from list_entry e where ${inStretch('e.subject_id')} and ${ENTRY_COUNTS}
     union
     select r.subject_id from credit_record r cross join p where ${inStretch('r.subject_id')} and ${RECORD_COUNTS}
   ), graded as (
     select s.id, s.credit_code, s.status, g.grade_code, n.id is not null as has_grounds,
       case when g.grade_code is null then ${GRADE_CLASSES.none} when g.grade_code = any($8::text[]) then ${GRADE_CLASSES.accepted}
         else ${GRADE_CLASSES.other} end as grade_class
     from population s
     left join rating g on g.subject_id = s.id and g.sector = $7 and ${inStretch('g.subject_id')}
     left join grounded n on n.id = s.id
   ), ruling as materialized (
     select * from jsonb_to_recordset($9::jsonb) as r(status text, "gradeClass" integer, verdict text, reasons text[])
   ), ruled as materialized (
     select g.id, g.credit_code, g.grade_code, g.has_grounds, r.verdict, r.reasons
     from graded g join ruling r on r.status = g.status and r."gradeClass" = g.grade_class
   ), kept as (
     insert into screening_result (screening_id, outcome, subject_id, verdict, grade_code, reason_codes)
     select $1::uuid, case when reasons = '{}' then 'ELIGIBLE' else 'FELL_OUT' end, id, verdict, grade_code, reasons
     from ruled where not has_grounds
   )
   select (select count(*) from ruled) as count,
     (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'creditCode', credit_code, 'gradeCode', grade_code)), '[]')
      from ruled where has_grounds) as grounded,
     (select coalesce(jsonb_agg(t), '[]')
      from (select reasons, count(*) from ruled where not has_grounds group by reasons) t) as tally`,
);

/** A list or a record that a result rests on, as it was published on the day. */
export interface ScreeningGround {
  readonly listCode: string | null;
  readonly recordId: string | null;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly documentNumber: string | null;
  readonly organName: string | null;
  readonly measures: readonly PublishedMeasure[];
  readonly objectedOn: CivilDate | null;
  readonly repairAppliedOn: CivilDate | null;
}

export type ScreeningOutcome = 'ELIGIBLE' | 'FELL_OUT';

/** What becomes of a subject with grounds. */
export interface DecidedSubject {
  readonly subjectId: string;
  readonly outcome: ScreeningOutcome;
  readonly verdict: Verdict['verdict'];
  readonly gradeCode: string | null;
  readonly reasons: readonly FallOutReason[];
  readonly grounds: readonly ScreeningGround[];
}

/** Each element of `$2` is a `DecidedSubject`. */
export const KEEP_DECIDED = statement<never>(
  'keep-decided',
  `insert into screening_result (screening_id, outcome, subject_id, verdict, grade_code, reason_codes, grounds)
   select $1::uuid, d.outcome, d."subjectId", d.verdict, d."gradeCode", d.reasons, d.grounds
   from jsonb_to_recordset($2::jsonb)
     as d("subjectId" uuid, outcome text, verdict text, "gradeCode" text, reasons text[], grounds jsonb)`,
);

/** `$2` more are eligible and `$3` more fell out, for the reasons `$4` with their numbers `$5`. */
export const COUNT_OUTCOMES = statement<never>(
  'count-outcomes',
  `with counted as (
     insert into screening_reason (screening_id, reason_code, subject_count)
     select $1::uuid, code, count from unnest($4::text[], $5::integer[]) as t(code, count)
     on conflict (screening_id, reason_code) do update set subject_count = screening_reason.subject_count + excluded.subject_count
   )
   update screening set eligible_count = eligible_count + $2::integer, fell_out_count = fell_out_count + $3::integer where id = $1`,
);

export interface ReasonCountRow {
  readonly screeningId: string;
  readonly reasonCode: FallOutReason;
  readonly count: number;
}

/** How many fell out of each of the screenings `$1` for which reason, the most frequent first. */
export const READ_REASON_COUNTS = statement<ReasonCountRow>(
  'read-reason-counts',
  `select screening_id as "screeningId", reason_code as "reasonCode", subject_count as count
   from screening_reason where screening_id = any($1::uuid[]) order by screening_id, subject_count desc, reason_code`,
);

export interface ScreeningResultRow {
  readonly subjectId: string;
  readonly outcome: ScreeningOutcome;
  readonly creditCode: string;
  readonly subjectName: string;
  readonly verdict: Verdict['verdict'];
  readonly gradeCode: string | null;
  readonly reasons: readonly FallOutReason[];
  readonly grounds: readonly ScreeningGround[];
}

/** Before the first and behind the last of all outcomes and ids. */
const ENDS = {
  '>': `coalesce($4::text, ''), coalesce($5::uuid, '00000000-0000-0000-0000-000000000000')`,
  '<': `coalesce($4::text, 'Z'), coalesce($5::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')`,
} as const;

/**
 * Results of the screening `$1`: of the outcome `$2` and for the reason `$3` (null: of any), the eligible first, after `$4` and `$5`. Every
 * bound is a value and never a choice, so that the deepest page is found by the index, too.
 */
export const LIST_RESULTS = paged<ScreeningResultRow>(
  'list-results',
  'asc',
  ({ order, beyond }) => `
   select r.subject_id as "subjectId", r.outcome, s.credit_code as "creditCode", s.name as "subjectName", r.verdict,
     r.grade_code as "gradeCode", r.reason_codes as reasons, coalesce(r.grounds, '[]') as grounds
   from screening_result r join subject s on s.id = r.subject_id
   where r.screening_id = $1 and r.outcome >= coalesce($2::text, '') and r.outcome <= coalesce($2::text, 'Z')
     and ($3::text is null or r.reason_codes @> array[$3::text])
     and (r.outcome, r.subject_id) ${beyond} (${ENDS[beyond]})
   order by r.outcome ${order}, r.subject_id ${order} limit $6`,
);
