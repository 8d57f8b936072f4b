import { Migration } from '@mikro-orm/migrations';

/**
 * Who supervises and who is supervised. Codes are compared byte by byte (`collate "C"`), so that a region subtree is a
 * plain range of the index whatever the locale of the server.
 */
export class CreateRegisters extends Migration {
  override up(): void {
    this.addSql(`
      create table installation (
        key text primary key,
        value text not null,
        recorded_at timestamptz not null default now()
      );
      comment on table installation is 'Facts about this installation, such as the demo district it was loaded with.';

      create table region (
        code text collate "C" primary key check (code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
        name text not null,
        level text not null check (level in ('COUNTY', 'TOWN', 'VILLAGE')),
        parent_code text collate "C" references region,
        synthetic_code boolean not null default false
      );
      comment on column region.synthetic_code is 'True where the village suffix is invented for the demo district.';

      create table calendar_year (
        year integer primary key,
        holidays date[] not null,
        make_up_workdays date[] not null,
        source jsonb not null
      );
      comment on table calendar_year is 'Published holidays and make-up workdays; a year without a row is provisional.';

      create table office (
        id uuid primary key,
        code text not null unique,
        name text not null,
        kind text not null check (kind in ('POLICE_STATION', 'MARKET_REGULATOR', 'APPROVAL_OFFICE', 'CREDIT_OFFICE', 'OVERSIGHT')),
        region_codes text[] collate "C" not null check (cardinality(region_codes) > 0),
        sectors text[] not null default '{}',
        approval_fields text[] not null default '{}'
      );

      create table officer (
        id uuid primary key,
        login text not null unique,
        name text not null,
        office_id uuid not null references office,
        roles text[] not null,
        active boolean not null default true
      );

      create table subject (
        id uuid primary key,
        kind text not null check (kind in ('ENTERPRISE', 'RENTAL_HOUSE', 'PERSON', 'LAW_FIRM', 'LAWYER', 'HOUSEHOLD')),
        credit_code text collate "C" unique,
        name text,
        region_code text collate "C" not null references region,
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DEREGISTERED', 'REVOKED')),
        opened_on date not null,
        recorded_at timestamptz not null default now(),
        check (kind not in ('PERSON', 'LAWYER') or name is null)
      );
      comment on column subject.name is 'Null for natural persons: their names stand in person only.';
      create index subject_by_kind_and_code on subject (kind, credit_code);
      create index subject_by_region on subject (region_code, kind);

      create table enterprise (
        id uuid primary key references subject,
        category text not null check (category in ('COMPANY', 'INDIVIDUAL_BUSINESS', 'CO_OPERATIVE', 'PROPERTY_SERVICE', 'LAW_FIRM', 'OTHER')),
        industry_code text collate "C",
        address text,
        registered_on date,
        registered_capital_fen bigint check (registered_capital_fen >= 0)
      );
      comment on table enterprise is 'Registered facts of enterprises and law firms.';
      create index enterprise_by_industry on enterprise (industry_code);

      create table person (
        id uuid primary key references subject,
        name text not null,
        phone text,
        citizen_number text collate "C" unique
      );
      comment on table person is 'Personal data of natural persons; read only for a stated purpose, masked otherwise.';

      create table lawyer (
        id uuid primary key references person,
        licence_number text collate "C" not null unique,
        law_firm_id uuid not null references subject
      );

      create table rental_house (
        id uuid primary key references subject,
        address_code text collate "C" not null unique,
        address text not null,
        room_count integer not null check (room_count between 1 and 999),
        station_id uuid not null references office,
        owner_id uuid not null references person,
        manager_id uuid references person,
        registered_on date not null
      );
      create index rental_house_by_owner on rental_house (owner_id);
      create index rental_house_by_manager on rental_house (manager_id) where manager_id is not null;
      create index rental_house_by_station on rental_house (station_id, address_code);

      grant select on installation, region, calendar_year, office, officer to supervision_app;
      grant select, insert, update on subject, enterprise, person, lawyer, rental_house to supervision_app;
    `);
  }
}
