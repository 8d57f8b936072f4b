import { Migration } from '@mikro-orm/migrations';

/**
 * The rounds of a police station: who goes where on which day. Until now a station knew which houses are due, not whether its
 * officers can get to them; with four thousand houses that is what its week hangs on.
 */
export class PlanRounds extends Migration {
  override up(): void {
    this.addSql(`
      alter table rental_house add column grid_code text collate "C";
      comment on column rental_house.grid_code is 'Village grid (网格) that the house lies in; null: not known.';

      create table inspection_team (
        id uuid primary key,
        station_id uuid not null references office,
        name text not null,
        capacity_per_day integer not null check (capacity_per_day between 1 and 200),
        grid_codes text[] collate "C" not null default '{}',
        active boolean not null default true
      );
      comment on table inspection_team is 'Officers of a station who go on rounds together, and the grids they go to first.';
      comment on column inspection_team.capacity_per_day is 'Houses that the team visits on a day, at most.';
      create unique index inspection_team_name on inspection_team (station_id, name) where active;

      create table inspection_team_member (
        team_id uuid not null references inspection_team,
        officer_id uuid not null references officer,
        primary key (team_id, officer_id)
      );

      create table duty_day (
        office_id uuid not null references office,
        duty_on date not null,
        primary key (office_id, duty_on)
      );
      comment on table duty_day is 'Days on which an office works although they are no working days, such as on-call weekends.';

      alter table inspection_schedule
        add column team_id uuid references inspection_team,
        add column planned_on date,
        add column round_place integer check (round_place > 0),
        add column unplanned_reason text
          check (unplanned_reason in ('NO_TEAM', 'NO_WORKING_DAY', 'NO_CAPACITY')),
        add constraint place_in_a_round_is_whole
          check (num_nulls(team_id, planned_on, round_place) in (0, 3)),
        add constraint only_the_unplanned_have_a_reason check (team_id is null or unplanned_reason is null);
      comment on column inspection_schedule.planned_on is 'Day of the round; team, day and place are known together or not at all.';
      comment on column inspection_schedule.unplanned_reason is
        'Why the last planning found no place; null with no place: not planned since the due date was worked out.';
      create index inspection_schedule_round on inspection_schedule (team_id, planned_on, round_place, house_id)
        where team_id is not null;

      create table round_plan (
        station_id uuid primary key references office,
        planned_at timestamptz not null,
        plan_count integer not null default 1
      );
      comment on table round_plan is 'When the rounds of a station were last planned, and how many times so far.';

      create table calendar_feed (
        id uuid primary key,
        team_id uuid not null references inspection_team,
        token_hash bytea not null unique check (length(token_hash) = 32),
        issued_by uuid not null references officer,
        issued_at timestamptz not null default now(),
        revoked_at timestamptz
      );
      comment on table calendar_feed is
        'Addresses at which phones read the rounds of a team. Of the token only the SHA-256 is kept, so nobody can read it here.';
      create unique index calendar_feed_in_force on calendar_feed (team_id) where revoked_at is null;

      grant select, insert, update on inspection_team, round_plan to supervision_app;
      grant select, insert, delete on inspection_team_member, duty_day to supervision_app;
      grant select, insert on calendar_feed to supervision_app;
      grant update (revoked_at) on calendar_feed to supervision_app;
    `);
  }
}
