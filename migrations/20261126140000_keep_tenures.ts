import { Migration } from '@mikro-orm/migrations';

/**
 * Who owned and who managed a house, and since when: what a house has done stays with the house, what people have done goes with
 * them. Patrols are kept apart from inspections, because they are made by others, in public areas only, and settle nothing.
 */
export class KeepTenures extends Migration {
  override up(): void {
    this.addSql(ROLES);
    this.addSql(TENURES);
    this.addSql(PATROLS);
    this.addSql(RIGHTS);
  }
}

const ROLES = `
  create table house_role (
    code text primary key check (code in ('OWNER', 'MANAGER')),
    label_zh text not null,
    label_en text not null,
    sector text not null references sector,
    filed_record_type text not null references record_type,
    overdue_record_type text not null references record_type,
    penalty_record_type text not null references record_type,
    source jsonb not null
  );
  comment on table house_role is 'In what roles people answer for a rental house, and which records their conduct leaves.';
  comment on column house_role.overdue_record_type is 'In the file of the person, for each rectification of the house that failed in his time.';
  comment on column house_role.penalty_record_type is 'In the file of the house: a penalty of the person, which goes with him when he goes.';

  create table finding_record_type (
    item_code text not null references check_item,
    role text not null references house_role,
    record_type text not null references record_type,
    primary key (item_code, role)
  );
  comment on table finding_record_type is 'The record that a finding of a check item leaves in the file of whoever answers for the house in this role.';
`;

const TENURES = `
  create table house_tenure (
    id uuid primary key,
    house_id uuid not null references rental_house,
    role text not null check (role in ('OWNER', 'MANAGER')),
    person_id uuid not null references person,
    from_on date not null,
    to_on date check (to_on >= from_on),
    recorded_at timestamptz not null default clock_timestamp(),
    ended_recorded_at timestamptz,
    document_number text,
    reason text,
    check ((to_on is null) = (ended_recorded_at is null))
  );
  comment on table house_tenure is 'Who owned and who managed a rental house; added to and ended, never edited.';
  comment on column house_tenure.to_on is 'First day on which the person no longer answers for the house; null: still does.';
  comment on column house_tenure.reason is 'Why it began, in the words of the officer; null: with the registration of the house.';
  create unique index one_holder_at_a_time on house_tenure (house_id, role) where to_on is null;
  create index house_tenure_of_house on house_tenure (house_id, role, from_on);
  create index house_tenure_of_person on house_tenure (person_id);

  -- Before this day only the present state was kept; it is taken to have held since the house was registered.
  insert into house_tenure (id, house_id, role, person_id, from_on)
    select gen_random_uuid(), id, 'OWNER', owner_id, registered_on from rental_house
    union all
    select gen_random_uuid(), id, 'MANAGER', manager_id, registered_on from rental_house where manager_id is not null;
`;

const PATROLS = `
  create table patrol (
    id uuid primary key,
    house_id uuid not null references rental_house,
    station_id uuid not null references office,
    patrolled_on date not null,
    officer_id uuid not null references officer,
    observed_item_codes text[] not null default '{}',
    note text,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (house_id, patrolled_on, officer_id)
  );
  comment on table patrol is 'A look at the public areas of a rental house; no inspection, so it settles neither tier nor due date.';
  comment on column patrol.observed_item_codes is 'Check items that seemed not in order: clues for the next inspection, and no findings.';
  create index patrol_with_clues on patrol (station_id, patrolled_on, id) where observed_item_codes <> '{}';
`;

const RIGHTS = `
  grant select on house_role, finding_record_type to supervision_app;
  grant select, insert on house_tenure, patrol to supervision_app;
  grant update (to_on, ended_recorded_at) on house_tenure to supervision_app;
`;
