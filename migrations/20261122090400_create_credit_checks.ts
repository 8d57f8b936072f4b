import { Migration } from '@mikro-orm/migrations';

/** Credit inside approvals: lists, the published measures that alone may burden, and every answer given. */
export class CreateCreditChecks extends Migration {
  override up(): void {
    this.addSql(`
      create table approval_field (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        sort integer not null,
        source jsonb not null
      );

      create table credit_list (
        code text primary key,
        kind text not null check (kind in ('RED', 'BLACK', 'ABNORMAL', 'FOCUS')),
        label_zh text not null,
        label_en text not null,
        legal_basis text not null check (length(legal_basis) > 0),
        source jsonb not null
      );

      create table list_entry (
        id uuid primary key,
        subject_id uuid not null references subject,
        list_code text not null references credit_list,
        decision_number text not null,
        organ_name text not null,
        valid_from date not null,
        valid_to date check (valid_to > valid_from),
        suspended_until_on date,
        recorded_at timestamptz not null default now(),
        ended_recorded_at timestamptz
      );
      comment on column list_entry.valid_to is 'First day on which the entry no longer holds.';
      create index list_entry_of_subject on list_entry (subject_id);

      create table measure (
        id uuid primary key,
        code text not null,
        list_code text not null references credit_list,
        field_code text not null references approval_field,
        label_zh text not null,
        label_en text not null,
        effect text not null check (effect in
          ('DENY', 'RESTRICT', 'KEY_REVIEW', 'NO_COMMITMENT_SHORTCUT', 'MORE_CHECKS',
           'FAST_TRACK', 'PRIORITY', 'COMMITMENT_SHORTCUT', 'TOLERANCE', 'FEE_REDUCTION', 'FEWER_CHECKS')),
        must_or_may text not null check (must_or_may in ('MUST', 'MAY')),
        legal_basis text not null check (length(legal_basis) > 0),
        applied_by text not null,
        valid_from date not null,
        valid_to date check (valid_to > valid_from),
        recorded_at timestamptz not null default now(),
        source jsonb not null
      );
      create index measure_of_list on measure (list_code, field_code);

      create table data_delivery (
        id uuid primary key,
        source text not null,
        delivered_on date not null,
        job_id uuid,
        recorded_at timestamptz not null default now()
      );
      comment on table data_delivery is 'Each day on which records came in; an answer says how fresh it is.';
      create index data_delivery_latest on data_delivery (delivered_on desc);

      create table check_policy (
        id uuid primary key,
        stale_after_days integer not null check (stale_after_days > 0),
        valid_from date not null,
        recorded_at timestamptz not null default clock_timestamp(),
        source jsonb not null
      );
      comment on table check_policy is 'After how many days without a delivery a credit answer must be called unknown.';

      create table credit_check (
        id uuid primary key,
        office_id uuid not null references office,
        officer_id uuid not null references officer,
        credit_code text collate "C" not null,
        subject_id uuid references subject,
        field_code text not null references approval_field,
        matter text not null,
        purpose text not null,
        verdict text not null check (verdict in ('CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN')),
        reason_code text not null,
        answer jsonb not null,
        data_on date,
        checked_at timestamptz not null default now()
      );
      create index credit_check_of_office on credit_check (office_id, id);
      create index credit_check_of_subject on credit_check (subject_id, id);

      -- An answer can be recorded in nobody else's name, whatever a statement says.
      alter table credit_check enable row level security;
      create policy check_is_read on credit_check for select to supervision_app using (true);
      create policy check_in_own_name on credit_check for insert to supervision_app
        with check (
          officer_id::text = current_setting('supervision.officer', true)
          and office_id::text = current_setting('supervision.office', true));

      create table check_feedback (
        id uuid primary key,
        check_id uuid not null references credit_check,
        decision text not null check (decision in ('GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN')),
        measure_codes text[] not null,
        departs boolean not null,
        reason text,
        officer_id uuid not null references officer,
        recorded_at timestamptz not null default now(),
        check (not departs or length(reason) > 0)
      );
      create index check_feedback_of_check on check_feedback (check_id);

      grant select on approval_field, credit_list, measure, check_policy to supervision_app;
      grant select, insert, update on list_entry to supervision_app;
      grant select, insert on data_delivery, credit_check, check_feedback to supervision_app;
    `);
  }
}
