import { Migration } from '@mikro-orm/migrations';

/** Random inspections: the roster as it stood, the seed, the tickets, the pairs of inspectors and what they found. */
export class CreateSpotChecks extends Migration {
  override up(): void {
    this.addSql(`
      create table inspector (
        id uuid primary key,
        name text not null,
        certificate_number text collate "C" not null unique,
        certificate_expires_on date not null,
        office_id uuid not null references office,
        active boolean not null default true
      );

      create table result_code (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        record_type text references record_type,
        sort integer not null,
        source jsonb not null
      );
      comment on column result_code.record_type is 'The record such a result leaves in the credit file; null for none.';

      create table draw (
        id uuid primary key,
        office_id uuid not null references office,
        title text not null,
        population jsonb not null,
        algorithm text not null,
        seed text not null check (seed ~ '^[0-9a-f]{64}$'),
        ratios jsonb not null,
        inspectors jsonb not null,
        roster_hash text not null check (roster_hash ~ '^[0-9a-f]{64}$'),
        roster_size integer not null check (roster_size > 0),
        drawn_size integer not null check (drawn_size > 0),
        drawn_on date not null,
        drawn_by uuid not null references officer,
        recorded_at timestamptz not null default now()
      );
      create index draw_of_office on draw (office_id, id);

      create table draw_roster (
        draw_id uuid not null references draw deferrable initially deferred,
        public_id text collate "C" not null,
        subject_id uuid not null references subject,
        class_code text not null,
        primary key (draw_id, public_id)
      );
      comment on table draw_roster is 'Everybody who could have been drawn, as he was classed on that day.';

      create table draw_object (
        draw_id uuid not null,
        public_id text collate "C" not null,
        subject_id uuid not null references subject,
        class_code text not null,
        ticket text not null,
        place integer not null check (place >= 1),
        first_inspector_id uuid not null references inspector,
        second_inspector_id uuid not null references inspector,
        primary key (draw_id, place),
        unique (draw_id, subject_id),
        foreign key (draw_id, public_id) references draw_roster (draw_id, public_id),
        check (first_inspector_id <> second_inspector_id)
      );
      comment on column draw_object.place is 'Place in the list of drawn objects, by class and then lowest ticket first.';

      create table enterprise_inspection (
        id uuid primary key,
        draw_id uuid not null references draw,
        subject_id uuid not null references subject,
        inspected_on date not null,
        result_codes text[] not null check (cardinality(result_codes) > 0),
        note text,
        recorded_by uuid not null references officer,
        recorded_at timestamptz not null default now(),
        unique (draw_id, subject_id)
      );

      grant select on inspector, result_code to supervision_app;
      grant select, insert on draw, draw_roster, draw_object, enterprise_inspection to supervision_app;
    `);
  }
}
