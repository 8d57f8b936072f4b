import type { UnplannedReason } from '../domain/rounds.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { GradeName } from './grades.js';
import { HOUSE_COLUMNS, type StoredHouse } from './rental-houses.js';
import { paged, statement } from './statement.js';

/** A house on the worklist with its owner and its last inspection: the whole line of the page in one row. */
export interface StoredWorklistLine extends StoredHouse {
  readonly ownerName: string;
  readonly ownerPhone: string | null;
  readonly ownerCitizenNumber: string | null;
  readonly inspectedOn: string | null;
  readonly findingCount: number | null;
  readonly note: string | null;
  readonly inspectionRecordedAt: string | null;
  readonly officerName: string | null;
  readonly secondOfficerName: string | null;
  /** Team, day and place of its round; null together while it has none. */
  readonly teamId: string | null;
  readonly plannedOn: string | null;
  readonly place: number | null;
  readonly unplannedReason: UnplannedReason | null;
}

export type WorklistRow = StoredWorklistLine & GradeName;

/** A page of schedule rows, cut from an index before anything is joined, with all that a line shows. */
function linesOf(page: string, order: string): string {
  return `select ${HOUSE_COLUMNS}, p.name as "ownerName", p.phone as "ownerPhone",
     p.citizen_number as "ownerCitizenNumber", i.inspected_on as "inspectedOn", i.finding_count as "findingCount", i.note,
     i.recorded_at as "inspectionRecordedAt", o.name as "officerName", o2.name as "secondOfficerName",
     d.team_id as "teamId", d.planned_on as "plannedOn", d.round_place as "place", d.unplanned_reason as "unplannedReason"
   from (
     ${page}
   ) d
   join rental_house h on h.id = d.house_id
   join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   join person p on p.id = h.owner_id
   left join inspection i on i.id = d.last_inspection_id
   left join officer o on o.id = i.officer_id
   left join officer o2 on o2.id = i.second_officer_id
   order by ${order}`;
}

const SCHEDULE =
  'house_id, due_on, reason, last_inspection_id, team_id, planned_on, round_place, unplanned_reason';

/**
 * Houses of the station `$1` due on the day `$2` or before, longest overdue first, after the cursor (`$3`, `$4`).
 * The page is cut from the index of due dates before anything is joined, so that its cost does not depend on how many
 * houses the station has.
 */
export const LIST_WORKLIST = paged<StoredWorklistLine>('list-worklist', 'asc', ({ order, beyond }) =>
  linesOf(
    `select ${SCHEDULE} from inspection_schedule
     where station_id = $1 and due_on <= $2::date and ($3::date is null or (due_on, house_id) ${beyond} ($3::date, $4::uuid))
     order by due_on ${order}, house_id ${order} limit $5`,
    `d.due_on ${order}, d.house_id ${order}`,
  ),
);

export const COUNT_WORKLIST = statement<{ count: number }>(
  'count-worklist',
  `select count(*) from inspection_schedule where station_id = $1 and due_on <= $2::date`,
);

/**
 * The round of the team `$1` on the day `$2`, in walking order, after the cursor (`$3`, `$4`). Cut from the index of rounds, so
 * that its cost depends on nothing but the page.
 */
export const LIST_ROUND = paged<StoredWorklistLine>('list-round', 'asc', ({ order, beyond }) =>
  linesOf(
    `select ${SCHEDULE} from inspection_schedule
     where team_id = $1 and planned_on = $2::date
       and ($3::integer is null or (round_place, house_id) ${beyond} ($3::integer, $4::uuid))
     order by round_place ${order}, house_id ${order} limit $5`,
    `d.round_place ${order}, d.house_id ${order}`,
  ),
);

export const COUNT_ROUND = statement<{ count: number }>(
  'count-round',
  `select count(*) from inspection_schedule where team_id = $1 and planned_on = $2::date`,
);

const UNPLANNED = `station_id = $1 and due_on <= $2::date and (team_id is null or planned_on < $3::date)`;

/**
 * Houses of the station `$1` due by `$2` that have no place from the day `$3` on: none was found, none was looked for yet, or its
 * day has passed. Longest due first, after the cursor (`$4`, `$5`).
 */
export const LIST_UNPLANNED = paged<StoredWorklistLine>('list-unplanned', 'asc', ({ order, beyond }) =>
  linesOf(
    `select ${SCHEDULE} from inspection_schedule
     where ${UNPLANNED} and ($4::date is null or (due_on, house_id) ${beyond} ($4::date, $5::uuid))
     order by due_on ${order}, house_id ${order} limit $6`,
    `d.due_on ${order}, d.house_id ${order}`,
  ),
);

export const COUNT_UNPLANNED = statement<{ count: number }>(
  'count-unplanned',
  `select count(*) from inspection_schedule where ${UNPLANNED}`,
);
