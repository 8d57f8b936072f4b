import type { InspectionRules } from '../domain/inspection-rule.js';
import type { Interval } from '../domain/inspection-schedule.js';
import type { RoundHouse, RoundTeam, UnplannedReason } from '../domain/rounds.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { rulesInForce } from './inspection-rules.js';
import { statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

/** Plannings of one station follow each other, whoever asks for them. */
export const LOCK_ROUNDS = statement<never>(
  'lock-rounds',
  `select pg_advisory_xact_lock(hashtextextended('rounds ' || $1::uuid, 0))`,
);

export interface RoundFactsRow {
  readonly calendar: WorkCalendar;
  readonly dutyDays: string[];
  readonly rules: InspectionRules;
  readonly teams: RoundTeam[];
}

/** What the rounds of the station `$1` from `$2` to `$3` rest on, besides the houses. A visit counts for one team only. */
export const READ_ROUND_FACTS = statement<RoundFactsRow>(
  'read-round-facts',
  `select ${WORK_CALENDAR} as calendar,
     array(select duty_on::text from duty_day where office_id = $1 and duty_on between $2::date and $3::date) as "dutyDays",
     ${rulesInForce('$1::uuid', '$2')} as rules,
     (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'capacityPerDay', t.capacity_per_day,
        'gridCodes', t.grid_codes, 'doneToday', coalesce(made.visits, 0))), '[]')
      from inspection_team t left join (
        select team_id, count(*) as visits from (
          select distinct on (i.id) m.team_id
          from inspection_schedule d
          join inspection i on i.id = d.last_inspection_id and i.inspected_on = $2::date
          join inspection_team_member m on m.officer_id in (i.officer_id, i.second_officer_id)
          join inspection_team w on w.id = m.team_id and w.active
          where d.station_id = $1
          order by i.id, m.officer_id <> i.officer_id, m.team_id
        ) visit group by team_id
      ) made on made.team_id = t.id
      where t.station_id = $1 and t.active) as teams`,
);

/** Houses of the station `$1` that are due by `$2` or have been due before. */
export const READ_DUE_HOUSES = statement<RoundHouse>(
  'read-due-houses',
  `select h.id, d.due_on as "dueOn", d.reason, d.last_inspection_id as "lastInspectionId", i.inspected_on as "lastInspectedOn", h.grid_code as "gridCode",
     h.address_code as "addressCode"
   from inspection_schedule d join rental_house h on h.id = d.house_id
   left join inspection i on i.id = d.last_inspection_id
   where d.station_id = $1 and d.due_on <= $2::date`,
);

/** A house with its place, or with the reason why it has none. */
export interface SavedRound {
  readonly houseId: string;
  readonly dueOn: string;
  readonly lastInspectionId: string | null;
  readonly teamId: string | null;
  readonly plannedOn: string | null;
  readonly place: number | null;
  readonly reason: UnplannedReason | null;
}

/**
 * Keeps the rounds `$2` of the station `$1`, each element a `SavedRound`. A house that has been visited, or whose due date has moved,
 * since it was read keeps what it has, and waits for the next planning.
 */
export const SAVE_ROUNDS = statement<{ planCount: number }>(
  'save-rounds',
  `with round as (
     select * from jsonb_to_recordset($2::jsonb) as r("houseId" uuid, "dueOn" date, "lastInspectionId" uuid, "teamId" uuid, "plannedOn" date,
       place integer, reason text)
   ), moved as (
     update inspection_schedule d
     set team_id = r."teamId", planned_on = r."plannedOn", round_place = r.place, unplanned_reason = r.reason
     from round r
     where d.house_id = r."houseId" and d.station_id = $1 and d.due_on = r."dueOn"
       and d.last_inspection_id is not distinct from r."lastInspectionId"
       and (d.team_id, d.planned_on, d.round_place, d.unplanned_reason)
         is distinct from (r."teamId", r."plannedOn", r.place, r.reason)
   )
   insert into round_plan as p (station_id, planned_at) values ($1, clock_timestamp())
   on conflict (station_id) do update set planned_at = excluded.planned_at, plan_count = p.plan_count + 1
   returning plan_count as "planCount"`,
);

/** Stations that have a team in service. */
export const LIST_STATIONS_WITH_TEAMS = statement<{ stationId: string }>(
  'list-stations-with-teams',
  `select distinct station_id as "stationId" from inspection_team where active order by 1`,
);

/** Years of `$1` whose calendar is published. */
export const FIND_CALENDAR_YEARS = statement<{ year: string }>(
  'find-calendar-years',
  `select year::text from calendar_year where year::text = any($1::text[])`,
);

export const READ_CALENDAR = statement<{ calendar: WorkCalendar }>(
  'read-calendar',
  `select ${WORK_CALENDAR} as calendar`,
);

export const ADD_DUTY_DAYS = statement<never>(
  'add-duty-days',
  `insert into duty_day (office_id, duty_on) select $1, unnest($2::date[]) on conflict do nothing`,
);

/** What was to be done on days that are no longer worked waits to be planned anew. */
export const REMOVE_DUTY_DAYS = statement<never>(
  'remove-duty-days',
  `with removed as (
     delete from duty_day where office_id = $1 and duty_on = any($2::date[]) returning duty_on
   )
   update inspection_schedule d set team_id = null, planned_on = null, round_place = null
   from removed r where d.station_id = $1 and d.planned_on = r.duty_on`,
);

/** Duty days of the office `$1` from `$2` on. */
export const LIST_DUTY_DAYS = statement<{ on: string }>(
  'list-duty-days',
  `select duty_on as "on" from duty_day where office_id = $1 and duty_on >= $2::date order by duty_on`,
);

/** How many houses of a tier with this interval are due on a day; null: no tier yet, so nobody knows when it is due again. */
export interface DueGroup {
  readonly dueOn: string;
  readonly value: number | null;
  readonly unit: Interval['unit'] | null;
  readonly count: number;
}

/** Of the station `$1`, due by `$3`, by the intervals in force on `$2`. */
export const COUNT_DUE_BY_INTERVAL = statement<DueGroup>(
  'count-due-by-interval',
  `select g.due_on as "dueOn", t.value, t.unit, sum(g.count)::bigint as count
   from (
     select d.due_on, r.grade_code, count(*) as count
     from inspection_schedule d join rating r on r.subject_id = d.house_id and r.sector = '${RENTAL_HOUSE_SECTOR}'
     where d.station_id = $1 and d.due_on <= $3::date
     group by d.due_on, r.grade_code
   ) g
   left join lateral (
     select value, unit from treatment_policy
     where sector = '${RENTAL_HOUSE_SECTOR}' and kind = 'INSPECTION_INTERVAL' and grade_code = g.grade_code
       and valid_from <= $2::date
     order by valid_from desc, recorded_at desc limit 1
   ) t on true
   group by g.due_on, t.value, t.unit order by g.due_on`,
);

/** How many visits of the station `$1` are planned on each day from `$2` on. */
export const COUNT_PLANNED = statement<{ on: string; count: number }>(
  'count-planned',
  `select planned_on as "on", count(*) as count from inspection_schedule
   where station_id = $1 and planned_on >= $2::date group by planned_on`,
);

export const READ_PLANNED_AT = statement<{ plannedAt: string }>(
  'read-planned-at',
  `select planned_at as "plannedAt" from round_plan where station_id = $1`,
);
