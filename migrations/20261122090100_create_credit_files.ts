import { Migration } from '@mikro-orm/migrations';

/**
 * Record → rating → treatment. Two times throughout: valid (when it holds in the world) and recorded (when we knew).
 * Histories are only ever appended to: the application role has no right to change or delete their rows.
 */
export class CreateCreditFiles extends Migration {
  override up(): void {
    this.addSql(`
      create table record_type (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        source jsonb not null
      );

      create table credit_record (
        id uuid primary key,
        subject_id uuid not null references subject,
        type text not null references record_type,
        occurred_on date not null,
        ended_on date check (ended_on >= occurred_on),
        ended_recorded_at timestamptz,
        withdrawn_at timestamptz,
        amount_hundredths bigint,
        document_number text,
        organ_name text,
        organ_code text collate "C",
        content text,
        valid_until_on date,
        published_until_on date,
        details jsonb not null default '{}',
        source_key bytea not null unique,
        job_id uuid,
        office_id uuid references office,
        recorded_at timestamptz not null default now(),
        check ((ended_on is null) = (ended_recorded_at is null))
      );
      comment on column credit_record.source_key is
        'SHA-256 of what identifies the record at its source; the same record delivered twice is stored once.';
      comment on column credit_record.ended_on is 'From this day on the record no longer counts: hazard closed, credit repaired.';
      create index credit_record_of_subject on credit_record (subject_id, occurred_on desc, id desc);

      create table standard (
        id uuid primary key,
        sector text not null,
        version text not null,
        in_force_from date not null,
        definition jsonb not null,
        recorded_at timestamptz not null default now(),
        unique (sector, version),
        unique (sector, in_force_from)
      );
      comment on table standard is 'Published standards; a version is never edited, a later one in force supersedes it.';

      create table standard_band (
        standard_id uuid not null references standard,
        code text not null,
        rank integer not null check (rank >= 1),
        label_zh text not null,
        label_en text not null,
        colour text not null,
        min_hundredths integer,
        max_hundredths integer,
        primary key (standard_id, code),
        unique (standard_id, rank)
      );

      create table standard_indicator (
        standard_id uuid not null references standard,
        code text not null,
        record_types text[] not null,
        points_hundredths integer not null,
        per_amount boolean not null,
        valid_days integer check (valid_days > 0),
        cap_hundredths integer check (cap_hundredths > 0),
        min_count integer not null default 1 check (min_count >= 1),
        sets_grade text,
        primary key (standard_id, code),
        foreign key (standard_id, sets_grade) references standard_band (standard_id, code)
      );

      create table rating (
        subject_id uuid not null references subject,
        sector text not null,
        standard_id uuid not null references standard,
        basis text not null check (basis in ('RATED', 'BY_DEFAULT')),
        score_hundredths integer not null,
        grade_code text,
        since_on date not null,
        rated_on date not null,
        primary key (subject_id, sector),
        check ((basis = 'BY_DEFAULT') = (grade_code is null))
      );
      comment on table rating is 'The rating as it stands today; rating_history holds how it came about.';
      create index rating_by_grade on rating (sector, grade_code, subject_id);

      create table rating_history (
        subject_id uuid not null references subject,
        sector text not null,
        standard_id uuid not null references standard,
        basis text not null,
        score_hundredths integer not null,
        grade_code text,
        valid_from date not null,
        recorded_at timestamptz not null default clock_timestamp(),
        cause text not null
      );
      comment on table rating_history is
        'As of valid date V, known at K: the row with the latest valid_from <= V, then the latest recorded_at <= K.';
      create index rating_history_of_subject on rating_history (subject_id, sector, valid_from desc, recorded_at desc);

      create table treatment_policy (
        id uuid primary key,
        sector text not null,
        grade_code text,
        kind text not null check (kind in ('INSPECTION_INTERVAL', 'FIRST_VISIT_TERM', 'SPOT_CHECK_RATIO')),
        value integer not null check (value > 0),
        unit text not null check (unit in ('DAY', 'WEEK', 'HALF_MONTH', 'MONTH', 'BASIS_POINT')),
        valid_from date not null,
        recorded_at timestamptz not null default clock_timestamp(),
        reason text not null check (length(reason) > 0),
        source jsonb not null,
        office_id uuid references office,
        set_by uuid references officer,
        check (kind <> 'SPOT_CHECK_RATIO' or (unit = 'BASIS_POINT' and value <= 10000)),
        check ((kind = 'SPOT_CHECK_RATIO') = (unit = 'BASIS_POINT')),
        check ((kind = 'FIRST_VISIT_TERM') = (grade_code is null))
      );
      comment on column treatment_policy.grade_code is 'Null: the treatment of subjects that were never rated.';
      create index treatment_policy_in_force on treatment_policy (sector, kind, grade_code, valid_from desc, recorded_at desc);

      grant select on record_type, standard, standard_band, standard_indicator to supervision_app;
      grant select, insert, update on credit_record, rating to supervision_app;
      grant select, insert on rating_history, treatment_policy to supervision_app;
    `);
  }
}
