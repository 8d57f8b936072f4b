import type { PublicityTable } from '../domain/double-publicity.js';
import type { RefusalCode } from '../domain/refusal.js';
import { paged, statement } from './statement.js';

export type FileEncoding = 'UTF_8' | 'GB18030';

/** What happens to the good rows of a file when others are refused. */
export type ErrorPolicy = 'REJECT_ALL' | 'SKIP_FAILED';

/** The kind of job that imports a file, and what is written down of the order for it. */
export const IMPORT_JOB = 'IMPORT_RECORDS';
export interface ImportOrder {
  readonly uploadId: string;
  readonly table: PublicityTable;
  /** Null: found out from the file. */
  readonly encoding: FileEncoding | null;
  readonly errorPolicy: ErrorPolicy;
}

/** The job that rates a whole sector, and what is written down of the order for it. */
export const RERATE_JOB = 'RERATE_SECTOR';
export interface RerateOrder {
  readonly sector: string;
  /** The day on which it was ordered: what is rated is rated as of this day at the earliest. */
  readonly on: string;
}

/** The job that tries a draft on everybody, and what is written down of the order for it. */
export const SIMULATE_JOB = 'SIMULATE_DRAFT';
export interface SimulationOrder {
  readonly simulationId: string;
  readonly draftId: string;
}

/** The job that draws lots, and what is written down of the order for it. */
export const DRAW_JOB = 'DRAW_LOTS';
export interface DrawOrder {
  readonly drawId: string;
}

/** The job that screens a population, and what is written down of the order for it. */
export const SCREEN_JOB = 'SCREEN_POPULATION';
export interface ScreeningOrder {
  readonly screeningId: string;
}

export type JobState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly officeId: string;
  readonly requestedBy: string;
  readonly input: unknown;
  readonly doneCount: number;
  readonly totalCount: number | null;
  readonly keptCount: number;
  readonly unchangedCount: number;
  readonly refusedCount: number;
  readonly refusalCode: RefusalCode | null;
  readonly cancelRequested: boolean;
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

const JOB = `
  select id, kind, state, office_id as "officeId", requested_by as "requestedBy", input, done_count as "doneCount",
    total_count as "totalCount", kept_count as "keptCount", unchanged_count as "unchangedCount",
    refused_count as "refusedCount", refusal_code as "refusalCode", cancel_requested as "cancelRequested",
    queued_at as "queuedAt", started_at as "startedAt", finished_at as "finishedAt"
  from job`;

/** Jobs of the office `$2`. */
export const FIND_JOBS = statement<JobRow>(
  'find-jobs',
  `${JOB} where id = any($1::uuid[]) and office_id = $2`,
);

/** For the job door, which has nothing but the id. */
export const READ_JOB = statement<JobRow>('read-job', `${JOB} where id = $1`);

/**
 * Puts a job on record and into the queue, in the same transaction: there is never one without the other. Jobs of one
 * kind run one after the other (they share a queue), so that two imports never wait for each other's rows.
 */
export const ADD_JOB = statement<{ id: string }>(
  'add-job',
  `with added as (
     insert into job (id, kind, state, office_id, requested_by, input)
     values ($1::uuid, $2::text, 'QUEUED', $3::uuid, $4::uuid, $5::jsonb) returning id, kind
   ), queued as (
     select graphile_worker.add_job('run-job', json_build_object('jobId', id), queue_name := kind,
       max_attempts := $6::integer, job_key := id::text)
     from added
   )
   select id from added where exists (select from queued)`,
);

/** Also for a job that an earlier process left running. No row when it has come to its end before. */
export const START_JOB = statement<{ id: string; cancelRequested: boolean }>(
  'start-job',
  `update job set state = 'RUNNING', started_at = now(), done_count = 0
   where id = $1 and state in ('QUEUED', 'RUNNING') returning id, cancel_requested as "cancelRequested"`,
);

/**
 * Starts a job that goes through subjects, or goes on with it where an earlier process left it. `$2` how many there are. No row
 * when it has come to its end before.
 */
export const RESUME_JOB = statement<{ lastSubjectId: string | null }>(
  'resume-job',
  `update job set state = 'RUNNING', started_at = coalesce(started_at, now()), total_count = $2::bigint
   where id = $1 and state in ('QUEUED', 'RUNNING') returning last_subject_id as "lastSubjectId"`,
);

/**
 * `$2` more subjects are done, the last of them `$3`: in the transaction that did them. Answers whether somebody wants the job to
 * stop; no row when it runs no more.
 */
export const NOTE_STRETCH = statement<{ cancelRequested: boolean }>(
  'note-stretch',
  `update job set done_count = done_count + $2::bigint, last_subject_id = coalesce($3::uuid, last_subject_id)
   where id = $1 and state = 'RUNNING' returning cancel_requested as "cancelRequested"`,
);

/** `$2` of about `$3` rows are worked on; answers whether somebody wants the job to stop. */
export const NOTE_PROGRESS = statement<{ cancelRequested: boolean }>(
  'note-progress',
  `update job set done_count = $2::bigint, total_count = $3::bigint
   where id = $1 and state = 'RUNNING' returning cancel_requested as "cancelRequested"`,
);

/** The figures of a job, in the transaction that keeps its rows; the last moment to hear that it shall stop. */
export const NOTE_RESULT = statement<{ cancelRequested: boolean }>(
  'note-result',
  `update job set done_count = $2::bigint, total_count = $2::bigint, kept_count = $3::bigint,
     unchanged_count = $4::bigint, refused_count = $5::bigint
   where id = $1 returning cancel_requested as "cancelRequested"`,
);

/** `$2` the state it ends in, `$3` the refusal that ended it. A job that has ended stays as it is. */
export const END_JOB = statement<{ id: string }>(
  'end-job',
  `update job set state = $2::text, refusal_code = $3::text, finished_at = now()
   where id = $1 and state in ('QUEUED', 'RUNNING') returning id`,
);

/** A job that waits ends at once; a running one is asked to stop. No row for another office's or an ended one. */
export const CANCEL_JOB = statement<{ state: JobState }>(
  'cancel-job',
  `update job set cancel_requested = true,
     state = case when state = 'QUEUED' then 'CANCELLED' else state end,
     finished_at = case when state = 'QUEUED' then now() end
   where id = $1 and office_id = $2 and state in ('QUEUED', 'RUNNING')
   returning state`,
);

/** Takes a job out of the queue in which it waits. */
export const UNQUEUE_JOB = statement<never>(
  'unqueue-job',
  'select graphile_worker.remove_job($1::uuid::text)',
);

/** Frees the jobs of workers that died without a word: who lives holds its name (see `held-name.ts`). */
export const FREE_JOBS_OF_DEAD_WORKERS = statement<{ workers: number }>(
  'free-jobs-of-dead-workers',
  `with holders as materialized (
     select distinct locked_by from (
       select locked_by from graphile_worker._private_jobs
       union all
       select locked_by from graphile_worker._private_job_queues
     ) locks where locked_by is not null
   ), dead as materialized (
     select locked_by from holders where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))
   ), freed as (
     select graphile_worker.force_unlock_workers((select array_agg(locked_by) from dead)) where exists (select from dead)
   )
   select (select count(*) from dead) as workers from (select count(*) from freed) as done`,
);

export interface RefusalRow {
  readonly rowNumber: number;
  /** The official heading; empty when the whole row or file is meant. */
  readonly column: string;
  readonly code: RefusalCode;
  readonly explanation: { readonly zh: string; readonly en: string };
}

/** Refusals of a job of the office `$2`, in the order of the file, from a cursor (`$3`, `$4`, `$5`) on. */
export const LIST_REFUSALS = paged<RefusalRow>(
  'list-refusals',
  'asc',
  ({ order, beyond }) => `
   select r.row_number as "rowNumber", r.column_name as "column", r.code, r.explanation
   from import_refusal r join job j on j.id = r.job_id
   where r.job_id = $1 and j.office_id = $2
     and ($3::integer is null or (r.row_number, r.column_name, r.code) ${beyond} ($3::integer, $4::text, $5::text))
   order by r.row_number ${order}, r.column_name ${order}, r.code ${order} limit $6`,
);

export const COUNT_REFUSALS = statement<{ count: number }>(
  'count-refusals',
  `select count(*) as count from import_refusal r join job j on j.id = r.job_id where r.job_id = $1 and j.office_id = $2`,
);

/** Each element of `$2` is a `RefusalRow`; of equal ones one is kept. */
export const ADD_REFUSALS = statement<never>(
  'add-refusals',
  `insert into import_refusal (job_id, row_number, column_name, code, explanation)
   select $1::uuid, r."rowNumber", r."column", r.code, r.explanation
   from jsonb_to_recordset($2::jsonb) as r("rowNumber" integer, "column" text, code text, explanation jsonb)
   on conflict do nothing`,
);
