import { Migration } from '@mikro-orm/migrations';

/**
 * Credit for many at once, and for the subject himself: which of a population an office's criteria let through and why the others
 * fell out, and who may ask in the name of an enterprise.
 */
export class ScreenPopulations extends Migration {
  override up(): void {
    this.addSql(SCREENINGS);
    this.addSql(REPRESENTATIVES);
    this.addSql(RIGHTS);
  }
}

const SCREENINGS = `
  create table screening (
    id uuid primary key,
    office_id uuid not null references office,
    officer_id uuid not null references officer,
    job_id uuid not null unique references job,
    title text not null check (length(title) > 0),
    purpose text not null check (length(purpose) > 0),
    matter text not null check (length(matter) > 0),
    field_code text not null references approval_field,
    population jsonb not null,
    requirements jsonb not null,
    screened_on date not null,
    data_on date,
    rules jsonb not null,
    eligible_count integer not null default 0,
    fell_out_count integer not null default 0,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table screening is 'A population screened for one matter (批量筛选). It is one look into credit files, and no check: who is granted something is checked by himself.';
  comment on column screening.population is 'Who is looked at.';
  comment on column screening.requirements is 'What each of them must meet.';
  comment on column screening.screened_on is 'The day as of which everybody is judged, whenever the work is done.';
  comment on column screening.data_on is 'The day that the data stood for.';
  comment on column screening.recorded_at is 'Also the moment of knowledge: what lists and records come to be known later changes no result.';
  create index screening_of_office on screening (office_id, id);

  create table screening_result (
    screening_id uuid not null,
    outcome text not null check (outcome in ('ELIGIBLE', 'FELL_OUT')),
    subject_id uuid not null,
    verdict text not null check (verdict in ('CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN')),
    grade_code text,
    reason_codes text[] not null,
    grounds jsonb,
    primary key (screening_id, outcome, subject_id),
    constraint whoever_falls_out_is_told_why check ((outcome = 'FELL_OUT') = (cardinality(reason_codes) > 0))
  );
  comment on table screening_result is 'Each subject of a screening. Nothing is declared as a reference: rows come by the million from the very statement that reads the subjects, which are never deleted.';
  comment on column screening_result.grade_code is 'The public grade in the sector that the screening asks for; null: none, or not asked for.';
  comment on column screening_result.reason_codes is 'Every reason why the subject fell out; none of whoever is eligible.';
  comment on column screening_result.grounds is 'Lists and records that the result rests on, with their measures; null: nothing was on file.';

  create table screening_reason (
    screening_id uuid not null references screening,
    reason_code text not null,
    subject_count integer not null check (subject_count > 0),
    primary key (screening_id, reason_code)
  );
  comment on table screening_reason is 'How many fell out for each reason; whoever fell out for two is counted under both.';
`;

const REPRESENTATIVES = `
  create table representative (
    id uuid primary key,
    enterprise_id uuid not null references enterprise,
    person_id uuid not null references person,
    role text not null check (role in ('LEGAL_REPRESENTATIVE', 'AGENT')),
    document_number text not null check (length(document_number) > 0),
    from_on date not null,
    until_on date check (until_on >= from_on),
    ended_on date check (ended_on >= from_on),
    office_id uuid not null references office,
    registered_by uuid not null references officer,
    recorded_at timestamptz not null default clock_timestamp(),
    ended_by uuid references officer,
    ended_recorded_at timestamptz,
    constraint end_is_whole check (num_nonnulls(ended_on, ended_by, ended_recorded_at) in (0, 3))
  );
  comment on table representative is 'Natural persons who may see the credit of an enterprise in its name (法定代表人、经办人), as registered at a counter.';
  comment on column representative.document_number is 'Of the paper that was shown: licence of the enterprise or power of attorney.';
  comment on column representative.until_on is 'Last day by the paper; null: it names none.';
  comment on column representative.ended_on is 'First day on which the person represents the enterprise no more; null: nobody has ended it.';
  create unique index one_open_representation on representative (enterprise_id, person_id) where ended_on is null;
  create index representative_of_person on representative (person_id);
`;

const RIGHTS = `
  alter table screening enable row level security;
  create policy screening_is_read on screening for select to supervision_app using (true);
  create policy screening_in_own_name on screening for insert to supervision_app
    with check (
      officer_id::text = current_setting('supervision.officer', true)
      and office_id::text = current_setting('supervision.office', true));
  -- The job that counts works in nobody's name.
  create policy screening_is_counted on screening for update to supervision_app using (true);

  alter table representative enable row level security;
  create policy representative_is_read on representative for select to supervision_app using (true);
  create policy representative_in_own_name on representative for insert to supervision_app
    with check (
      registered_by::text = current_setting('supervision.officer', true)
      and office_id::text = current_setting('supervision.office', true));
  create policy representative_ended_in_own_name on representative for update to supervision_app using (true)
    with check (ended_by::text = current_setting('supervision.officer', true));

  grant select, insert on screening, screening_result, screening_reason, representative to supervision_app;
  grant update (eligible_count, fell_out_count) on screening to supervision_app;
  grant update (subject_count) on screening_reason to supervision_app;
  grant update (ended_on, ended_by, ended_recorded_at) on representative to supervision_app;
`;
