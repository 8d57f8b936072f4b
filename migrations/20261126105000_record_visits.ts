import { Migration } from '@mikro-orm/migrations';

/**
 * The station's whole working week: visits as they are made with a phone on a poor line, who was where by which right, looks at
 * hazards, the notices that follow, and files for those who punish. Due dates are worked out in the database, for one house or for all.
 */
export class RecordVisits extends Migration {
  override up(): void {
    this.addSql(CADENCE);
    this.addSql(VISITS);
    this.addSql(HAZARDS);
    this.addSql(TRANSFERS);
    this.addSql(NOTICES);
    this.addSql(RIGHTS);
  }
}

/** Mirrors `addInterval` and `nextDue` of the domain; a property test holds them equal. */
const CADENCE = `
  alter table treatment_policy
    drop constraint treatment_policy_unit_check,
    add constraint treatment_policy_unit_check check (unit in ('DAY', 'WEEK', 'HALF_MONTH', 'MONTH', 'CALENDAR_WEEK',
      'CALENDAR_HALF_MONTH', 'CALENDAR_MONTH', 'HUNDREDTH_DAY', 'BASIS_POINT', 'TIMES', 'PER_MONTH', 'YUAN', 'RANK', 'NONE'));

  create function end_of_month(day date) returns date language sql immutable parallel safe as $$
    select (date_trunc('month', day) + interval '1 month' - interval '1 day')::date
  $$;

  create function add_half_months(day date, count integer) returns date language sql immutable parallel safe as $$
    select least(
      month + halves % 2 * 15 + place - 1,
      case halves % 2 when 1 then (month + interval '1 month')::date - 1 else month + 14 end)
    from (
      select place, halves, (date_trunc('month', day) + halves / 2 * interval '1 month')::date as month
      from (
        select case when extract(day from day) > 15 then extract(day from day) - 15 else extract(day from day) end::integer as place,
          count + case when extract(day from day) > 15 then 1 else 0 end as halves
      ) p
    ) m
  $$;

  create function add_period(day date, count integer, unit text) returns date language sql immutable parallel safe as $$
    select case unit
      when 'DAY' then day + count
      when 'WEEK' then day + 7 * count
      when 'HALF_MONTH' then add_half_months(day, count)
      when 'MONTH' then (day + count * interval '1 month')::date
      when 'CALENDAR_WEEK' then day + (7 - extract(isodow from day)::integer) + 7 * count
      when 'CALENDAR_HALF_MONTH' then (
        select case when extract(day from half) > 15 then end_of_month(half) else half + (15 - extract(day from half)::integer) end
        from (select add_half_months(day, count) as half) h)
      when 'CALENDAR_MONTH' then end_of_month((day + count * interval '1 month')::date)
    end
  $$;
  comment on function add_period is 'The day one interval later, as addInterval of the domain has it.';

  create function time_ordered_id() returns uuid language sql volatile as $$
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
  $$;
  comment on function time_ordered_id is 'A UUIDv7, for rows that one statement makes many of; PostgreSQL has its own only from version 18 on.';
  revoke all on function end_of_month, add_half_months, add_period, time_ordered_id from public;
  grant execute on function end_of_month, add_half_months, add_period, time_ordered_id to supervision_app;

  alter table inspection_schedule
    drop constraint inspection_schedule_reason_check,
    add constraint inspection_schedule_reason_check check (reason in ('FIRST_VISIT', 'ROUTINE', 'REVISIT')),
    add column grade_code text;
  update inspection_schedule d set grade_code = r.grade_code
    from rating r where r.subject_id = d.house_id and r.sector = 'urban-village';
  comment on column inspection_schedule.grade_code is 'The tier that the date was worked out for: when it is another, somebody has to be told.';
  alter table rental_house add column version integer not null default 1;
  comment on column rental_house.version is 'Counts the acts on the house, so that a phone that was away can tell that it is behind.';
`;

const VISITS = `
  alter table inspection
    add column other_officer_ids uuid[] not null default '{}',
    add column recorder_number text,
    add column checked_items text[] not null default '{}',
    add column photos jsonb not null default '[]',
    add column content_hash bytea,
    add column seen_again_ids uuid[] not null default '{}';
  comment on column inspection.recorder_number is 'Number of the body camera (执法记录仪) that the visit was recorded with.';
  comment on column inspection.content_hash is 'SHA-256 of what was reported: the same visit sent twice is told from another one.';
  comment on column inspection.seen_again_ids is 'Hazards that were open already and were found again; they keep their term.';

  create table inspected_area (
    inspection_id uuid not null references inspection,
    place smallint not null,
    kind text not null check (kind in ('PUBLIC_AREA', 'ROOM_WITH_CONSENT', 'ROOM_WITH_CERTIFICATE', 'ROOM_REFUSED')),
    room text,
    consent_reference text,
    certificate_number text,
    auxiliary_ids uuid[] not null default '{}',
    primary key (inspection_id, place),
    constraint rooms_are_named check ((kind = 'PUBLIC_AREA') = (room is null)),
    constraint rooms_are_entered_by_right check (
      (kind = 'ROOM_WITH_CONSENT') = (consent_reference is not null) and (kind = 'ROOM_WITH_CERTIFICATE') = (certificate_number is not null)),
    constraint auxiliaries_stay_outside check (kind = 'PUBLIC_AREA' or auxiliary_ids = '{}')
  );
  comment on table inspected_area is 'Where the officers were, and by which right: public areas, rooms with consent, rooms with a certificate, rooms that a tenant kept closed.';
`;

const HAZARDS = `
  alter table hazard
    drop constraint hazard_state_check,
    add constraint hazard_state_check check (state in ('OPEN', 'CLOSED', 'WITHDRAWN')),
    add column withdrawn_reason text,
    add column withdrawn_on date,
    add column withdrawn_by uuid references officer,
    add constraint withdrawn_for_a_reason check ((state = 'WITHDRAWN') = (withdrawn_on is not null and withdrawn_by is not null
      and length(trim(coalesce(withdrawn_reason, ''))) > 0)),
    add column room text,
    add column photos jsonb not null default '[]',
    add column revisit_on date,
    add column remind_on date,
    add column provisional boolean not null default false;
  update hazard set revisit_on = due_on + 1, remind_on = due_on;
  alter table hazard alter column revisit_on set not null, alter column remind_on set not null;
  comment on column hazard.revisit_on is 'The day on which somebody goes and looks again.';
  comment on column hazard.provisional is 'True: counted through a year without a published calendar, so the term may still move.';
  create index hazard_open_by_revisit on hazard (house_id, revisit_on) where state = 'OPEN';
  create index hazard_open_by_reminder on hazard (remind_on) where state = 'OPEN';

  create table hazard_check (
    id uuid primary key,
    hazard_id uuid not null references hazard,
    outcome text not null check (outcome in ('RECTIFIED', 'NOT_RECTIFIED', 'WITHIN_TERM')),
    checked_on date not null,
    officer_id uuid not null references officer,
    evidence text not null check (length(trim(evidence)) > 0),
    photos jsonb not null default '[]',
    due_on date not null,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table hazard_check is 'Every look at a hazard, by an officer and with what he saw; only ever added to.';
  comment on column hazard_check.due_on is 'The term that was over, or still ran, on that day.';
  create index hazard_check_of_hazard on hazard_check (hazard_id, checked_on);
`;

const TRANSFERS = `
  create table penalty_authority (
    item_code text primary key references check_item,
    organ_zh text not null,
    organ_en text not null,
    legal_basis text not null check (length(trim(legal_basis)) > 0),
    source jsonb not null
  );
  comment on table penalty_authority is 'Which department punishes when a hazard of this kind is not put right, and by which law.';

  create table penalty_transfer (
    id uuid primary key,
    house_id uuid not null references rental_house,
    hazard_id uuid not null references hazard,
    transferred_on date not null,
    organ_zh text not null,
    organ_en text not null,
    legal_basis text not null,
    record_ids uuid[] not null,
    file jsonb not null,
    file_sha256 bytea not null,
    office_id uuid not null references office,
    officer_id uuid not null references officer,
    answer text check (answer in ('ACCEPTED', 'DECLINED', 'PENALISED')),
    answered_on date,
    answer_document text,
    recorded_at timestamptz not null default clock_timestamp(),
    check ((answer is null) = (answered_on is null))
  );
  comment on table penalty_transfer is 'Cases handed to the competent department after several failed rectifications, with the file as it was then.';
  comment on column penalty_transfer.record_ids is 'The failures that it rests on; none of them counts for a second transfer.';
  create index penalty_transfer_of_house on penalty_transfer (house_id, id);
  create index penalty_transfer_of_office on penalty_transfer (office_id, id);
`;

const NOTICES = `
  create table notice (
    id uuid primary key,
    house_id uuid not null references rental_house,
    station_id uuid not null references office,
    kind text not null check (kind in ('TIER_CHANGED', 'RECTIFICATION_DUE', 'RECTIFICATION_FAILED', 'PRESS_FOR_RECTIFICATION', 'TRANSFERRED')),
    recipient text not null check (recipient in ('OWNER', 'VILLAGE_COMMITTEE', 'TOWN', 'AUTHORITY')),
    hazard_id uuid references hazard,
    transfer_id uuid references penalty_transfer,
    grade_before text,
    grade_after text,
    standard_id uuid references standard,
    noticed_on date not null,
    happened_on date,
    due_on date,
    failure_count integer,
    recorded_at timestamptz not null default clock_timestamp(),
    delivered_on date,
    delivered_how text,
    delivered_by uuid references officer,
    check ((delivered_on is null) = (delivered_by is null))
  );
  comment on column notice.happened_on is 'The day of what it tells of, which may have come in late.';
  comment on table notice is 'What somebody has to be told. It keeps the facts; its text is written from them and from the histories, whenever it is read.';
  create unique index notices_are_given_once on notice (hazard_id, kind, recipient, due_on) where hazard_id is not null;
  create index notice_of_station on notice (station_id, id);
  create index notice_of_house on notice (house_id, id);
  create index notice_undelivered on notice (station_id, id) where delivered_on is null;
`;

const RIGHTS = `
  grant select on penalty_authority to supervision_app;
  grant select, insert on inspected_area, hazard_check, penalty_transfer, notice to supervision_app;
  grant update (answer, answered_on, answer_document) on penalty_transfer to supervision_app;
  grant update (delivered_on, delivered_how, delivered_by) on notice to supervision_app;
`;
