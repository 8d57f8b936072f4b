import { Migration } from '@mikro-orm/migrations';

/** What every act and every long piece of work leaves behind: keys, audit, access log, jobs, uploads. */
export class CreateActsAndJobs extends Migration {
  override up(): void {
    this.addSql(`
      create table idempotency_key (
        officer_id uuid not null references officer,
        key text not null check (length(key) between 1 and 255),
        verb text not null,
        input_hash bytea not null,
        result jsonb,
        recorded_at timestamptz not null default now(),
        primary key (officer_id, key)
      );
      create index idempotency_key_by_age on idempotency_key (recorded_at);

      create table audit_head (
        office_id uuid primary key references office,
        sequence bigint not null,
        hash bytea not null
      );
      comment on table audit_head is 'Last link of the audit chain of each office; chains are separate so that offices never wait for each other.';

      create table audit_entry (
        office_id uuid not null references office,
        sequence bigint not null,
        recorded_at timestamptz not null,
        officer_id uuid not null references officer,
        verb text not null,
        purpose text,
        matter text,
        subject_ids uuid[] not null,
        input_hash bytea not null,
        rules jsonb not null,
        hash bytea not null,
        primary key (office_id, sequence)
      );
      alter table audit_entry enable row level security;
      create policy audit_is_read on audit_entry for select to supervision_app using (true);
      create policy audit_in_own_name on audit_entry for insert to supervision_app
        with check (
          officer_id::text = current_setting('supervision.officer', true)
          and office_id::text = current_setting('supervision.office', true));

      create function audit_body(
        office_id uuid, recorded_at timestamptz, officer_id uuid, verb text, purpose text, matter text,
        subject_ids uuid[], input_hash bytea, rules jsonb
      ) returns text language sql immutable as $$
        select jsonb_build_array(
          office_id, floor(extract(epoch from recorded_at) * 1000)::bigint, officer_id, verb, purpose, matter,
          to_jsonb(subject_ids), encode(input_hash, 'hex'), rules
        )::text
      $$;
      comment on function audit_body is 'What one link of the audit chain covers besides its number, in one canonical text.';

      create index audit_entry_of_subjects on audit_entry using gin (subject_ids);

      create table access_log (
        id bigint generated always as identity primary key,
        officer_id uuid not null,
        office_id uuid not null,
        query text not null,
        purpose text,
        matter text,
        subject_ids uuid[] not null,
        recorded_at timestamptz not null default clock_timestamp()
      );
      comment on table access_log is 'Who looked at whose file and why; appended only, kept 10 years.';
      comment on column access_log.officer_id is
        'Not declared as a reference: checking it would lock the row of the officer for every single look. Officers are never deleted.';
      create index access_log_of_time on access_log using brin (recorded_at);

      create table upload (
        id uuid primary key,
        office_id uuid not null references office,
        officer_id uuid not null references officer,
        byte_count bigint not null default 0,
        sha256 text,
        state text not null check (state in ('RECEIVING', 'COMPLETE')),
        recorded_at timestamptz not null default now()
      );

      create table upload_chunk (
        upload_id uuid not null references upload on delete cascade,
        sequence integer not null,
        bytes bytea not null,
        primary key (upload_id, sequence)
      );
      alter table upload_chunk alter column bytes set storage external;

      create table job (
        id uuid primary key,
        kind text not null,
        state text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
        office_id uuid not null references office,
        requested_by uuid not null references officer,
        input jsonb not null,
        done_count bigint not null default 0,
        total_count bigint,
        kept_count bigint not null default 0,
        unchanged_count bigint not null default 0,
        refused_count bigint not null default 0,
        refusal_code text,
        cancel_requested boolean not null default false,
        queued_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz
      );
      create index job_of_office on job (office_id, id);

      create table import_refusal (
        job_id uuid not null references job,
        row_number integer not null,
        column_name text not null,
        code text not null,
        explanation jsonb not null,
        primary key (job_id, row_number, column_name, code)
      );
      comment on column import_refusal.explanation is 'The same sentence in both languages; never what stood in the cell.';

      alter table credit_record add foreign key (job_id) references job;
      -- The records of one import lie together, so this finds them and yet costs an import nothing.
      create index credit_record_of_job on credit_record using brin (job_id);

      grant select, insert, update, delete on idempotency_key to supervision_app;
      grant select, insert, update on audit_head to supervision_app;
      grant select, insert on audit_entry, access_log to supervision_app;
      grant select, insert, update, delete on upload, upload_chunk to supervision_app;
      grant select, insert, update on job to supervision_app;
      grant select, insert, delete on import_refusal to supervision_app;
    `);
  }
}
