import { statement } from './statement.js';

/** The address that the team had before ends; of the new one the SHA-256 of its token is kept. */
export const ISSUE_FEED = statement<{ id: string }>(
  'issue-feed',
  `insert into calendar_feed (id, team_id, token_hash, issued_by) values ($1, $2, $3, $4) returning id`,
);

export const REVOKE_FEED = statement<{ id: string }>(
  'revoke-feed',
  `update calendar_feed set revoked_at = clock_timestamp() where team_id = $1 and revoked_at is null returning id`,
);

export interface FeedRow {
  readonly teamId: string;
  readonly teamName: string;
  readonly stationName: string;
  readonly plannedAt: string | null;
  readonly planCount: number | null;
}

/** The feed behind the SHA-256 `$1` of a token; no row once it is revoked, or its team is out of service. */
export const FIND_FEED = statement<FeedRow>(
  'find-feed',
  `select t.id as "teamId", t.name as "teamName", o.name as "stationName", p.planned_at as "plannedAt",
     p.plan_count as "planCount"
   from calendar_feed f
   join inspection_team t on t.id = f.team_id and t.active
   join office o on o.id = t.station_id
   left join round_plan p on p.station_id = t.station_id
   where f.token_hash = $1 and f.revoked_at is null`,
);

export interface FeedVisit {
  readonly on: string;
  readonly isOverdue: boolean;
  readonly address: string;
}

/** The way of the team `$1` from the day `$2` on, at most `$3` houses. */
export const READ_FEED_VISITS = statement<FeedVisit>(
  'read-feed-visits',
  `select d.planned_on as "on", d.due_on < d.planned_on as "isOverdue", h.address
   from (
     select house_id, due_on, planned_on, round_place from inspection_schedule
     where team_id = $1 and planned_on >= $2::date
     order by planned_on, round_place, house_id limit $3
   ) d join rental_house h on h.id = d.house_id
   order by d.planned_on, d.round_place, d.house_id`,
);
