import { statement } from './statement.js';

/** A team of a station (检查组). */
export interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly capacityPerDay: number;
  readonly gridCodes: string[];
  readonly active: boolean;
  /** When the calendar address in force was issued; null where there is none. */
  readonly feedIssuedAt: string | null;
}

const TEAM = `
  select t.id, t.name, t.capacity_per_day as "capacityPerDay", t.grid_codes as "gridCodes", t.active,
    f.issued_at as "feedIssuedAt"
  from inspection_team t left join calendar_feed f on f.team_id = t.id and f.revoked_at is null`;

/** Teams by id, of the office `$2` only. */
export const FIND_TEAMS = statement<TeamRow>(
  'find-teams',
  `${TEAM} where t.id = any($1::uuid[]) and t.station_id = $2`,
);

/** The first 200 teams of the office `$1`, those in service first; the others only if `$2`. */
export const LIST_TEAMS = statement<TeamRow>(
  'list-teams',
  `${TEAM} where t.station_id = $1 and (t.active or $2::boolean) order by t.active desc, t.name, t.id limit 200`,
);

/** A team of the office `$2`, locked for the rest of the unit of work. */
export const LOCK_TEAM = statement<{ id: string; name: string; active: boolean }>(
  'lock-team',
  `select id, name, active from inspection_team where id = $1 and station_id = $2 for no key update`,
);

export interface TeamMemberRow {
  readonly teamId: string;
  readonly officerId: string;
  readonly officerName: string;
  readonly roles: readonly string[];
}

export const LIST_TEAM_MEMBERS = statement<TeamMemberRow>(
  'list-team-members',
  `select m.team_id as "teamId", o.id as "officerId", o.name as "officerName", o.roles
   from inspection_team_member m join officer o on o.id = m.officer_id
   where m.team_id = any($1::uuid[]) order by o.login`,
);

/** Who of `$1` can go on rounds of the office `$2`; of those, police officers are the ones who may inspect. */
export const FIND_TEAM_OFFICERS = statement<{ id: string; mayInspect: boolean }>(
  'find-team-officers',
  `select id, 'STATION_OFFICER' = any(roles) as "mayInspect" from officer
   where id = any($1::uuid[]) and office_id = $2 and active and person_id is null`,
);

/** No row when an active team of the station has this name. */
export const ADD_TEAM = statement<{ id: string }>(
  'add-team',
  `with formed as (
     insert into inspection_team (id, station_id, name, capacity_per_day, grid_codes) values ($1, $2, $3, $4, $5)
     on conflict (station_id, name) where active do nothing
     returning id
   ), joined as (
     insert into inspection_team_member (team_id, officer_id) select id, unnest($6::uuid[]) from formed
   )
   select id from formed`,
);

/** Null keeps what there is. No row when another active team of the station has the name that this one would have. */
export const CHANGE_TEAM = statement<{ id: string }>(
  'change-team',
  `update inspection_team t set name = coalesce($2, name), capacity_per_day = coalesce($3, capacity_per_day),
     grid_codes = coalesce($4::text[], grid_codes), active = coalesce($5, active)
   where id = $1 and not (coalesce($5, active) and exists (
     select from inspection_team o
     where o.station_id = t.station_id and o.active and o.id <> t.id and o.name = coalesce($2, t.name)))
   returning id`,
);

export const SET_TEAM_MEMBERS = statement<never>(
  'set-team-members',
  `with gone as (
     delete from inspection_team_member where team_id = $1 and officer_id <> all($2::uuid[])
   )
   insert into inspection_team_member (team_id, officer_id) select $1, unnest($2::uuid[]) on conflict do nothing`,
);

/** What a team that goes out of service was to do waits to be planned anew, and its calendar address ends. */
export const RELEASE_TEAM = statement<never>(
  'release-team',
  `with ended as (
     update calendar_feed set revoked_at = clock_timestamp() where team_id = $1 and revoked_at is null
   )
   update inspection_schedule set team_id = null, planned_on = null, round_place = null where team_id = $1`,
);
