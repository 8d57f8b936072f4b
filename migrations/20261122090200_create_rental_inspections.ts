import { Migration } from '@mikro-orm/migrations';

/** The police station's work: what to look at, who was there, what was found, and when to go again. */
export class CreateRentalInspections extends Migration {
  override up(): void {
    this.addSql(`
      create table check_item (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        severity text not null check (severity in ('ORDINARY', 'MAJOR')),
        term_value integer not null check (term_value > 0),
        term_unit text not null check (term_unit in ('DAY', 'WEEK', 'WORKING_DAY')),
        source jsonb not null
      );
      comment on table check_item is 'What an inspection of a rental house looks at, and the term to put a finding right.';

      create table inspection (
        id uuid primary key,
        house_id uuid not null references rental_house,
        station_id uuid not null references office,
        inspected_on date not null,
        officer_id uuid not null references officer,
        second_officer_id uuid not null references officer,
        note text,
        finding_count integer not null default 0,
        recorded_at timestamptz not null default now(),
        unique (house_id, inspected_on),
        check (officer_id <> second_officer_id)
      );
      comment on table inspection is 'One carried-out inspection of a rental house; two officers are required by law.';

      create table hazard (
        id uuid primary key,
        house_id uuid not null references rental_house,
        inspection_id uuid not null references inspection,
        item_code text not null references check_item,
        severity text not null check (severity in ('ORDINARY', 'MAJOR')),
        description text,
        found_on date not null,
        due_on date not null check (due_on >= found_on),
        state text not null check (state in ('OPEN', 'CLOSED')),
        closed_on date,
        closing_evidence text,
        failure_count integer not null default 0,
        check ((state = 'CLOSED') = (closed_on is not null))
      );
      alter table credit_record add column hazard_id uuid references hazard;
      comment on column credit_record.hazard_id is 'The hazard whose end also ends this record.';
      create index credit_record_of_hazard on credit_record (hazard_id) where hazard_id is not null;
      create index hazard_of_house on hazard (house_id, found_on desc);
      create index hazard_open_by_due on hazard (due_on) where state = 'OPEN';

      create table inspection_schedule (
        house_id uuid primary key references rental_house,
        station_id uuid not null references office,
        due_on date not null,
        reason text not null check (reason in ('FIRST_VISIT', 'ROUTINE')),
        last_inspection_id uuid references inspection
      );
      create index inspection_schedule_due on inspection_schedule (station_id, due_on, house_id);

      grant select on check_item to supervision_app;
      grant select, insert on inspection to supervision_app;
      grant select, insert, update on hazard, inspection_schedule to supervision_app;
    `);
  }
}
