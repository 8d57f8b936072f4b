import type { UnplannedReason } from '../domain/rounds.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { GradeName } from './grades.js';
import { HOUSE_COLUMNS, type StoredHouse } from './rental-houses.js';
import { type Direction, paged, statement } from './statement.js';

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

/**
 * More than any page has lines. PostgreSQL does not know how long a page will be, and guesses by the number of houses that are due: with many
 * of them it would plan each page anew, which takes longer than reading it. Of this it guesses a tenth.
 */
const MOST_LINES = 200;

/** A page of schedule rows, cut from an index before anything is joined, with all that a line shows. `$n` of `limit` is its length. */
function linesOf(
  { where, keys, limit }: { where: string; keys: readonly string[]; limit: string },
  { order }: Direction,
): string {
  const ordered = (of: string) => keys.map((key) => `${of}${key} ${order}`).join(', ');
  return `select ${HOUSE_COLUMNS}, p.name as "ownerName", p.phone as "ownerPhone",
     p.citizen_number as "ownerCitizenNumber", i.inspected_on as "inspectedOn", i.finding_count as "findingCount", i.note,
     i.recorded_at as "inspectionRecordedAt", o.name as "officerName", o2.name as "secondOfficerName",
     d.team_id as "teamId", d.planned_on as "plannedOn", d.round_place as "place", d.unplanned_reason as "unplannedReason"
   from (
     select * from (
       select house_id, due_on, reason, last_inspection_id, team_id, planned_on, round_place, unplanned_reason
       from inspection_schedule where ${where} order by ${ordered('')} limit ${MOST_LINES}
     ) near order by ${ordered('')} limit ${limit}
   ) d
   join rental_house h on h.id = d.house_id
   join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   join person p on p.id = h.owner_id
   left join inspection i on i.id = d.last_inspection_id
   left join officer o on o.id = i.officer_id
   left join officer o2 on o2.id = i.second_officer_id
   order by ${ordered('d.')}`;
}

/**
 * After the cursor, or all there is without one. "$3 is null or …" would say the same, but PostgreSQL could then use the cursor in the index only
 * by planning each page anew, and with many houses that costs more than reading the page.
 */
function afterDay({ beyond }: Direction, day: string, id: string): string {
  return `(due_on, house_id) ${beyond} (coalesce(${day}::date, '${beyond === '>' ? '-' : ''}infinity'), ${id}::uuid)`;
}

/** No place comes after it. */
const LAST_PLACE = 2_147_483_647;

/**
 * Houses of the station `$1` due on the day `$2` or before, longest overdue first, after the cursor (`$3`, `$4`).
 * The page is cut from the index of due dates before anything is joined, so that its cost does not depend on how many
 * houses the station has.
 */
export const LIST_WORKLIST = paged<StoredWorklistLine>('list-worklist', 'asc', (direction) => {
  const where = `station_id = $1 and due_on <= $2::date and ${afterDay(direction, '$3', '$4')}`;
  return linesOf({ where, keys: ['due_on', 'house_id'], limit: '$5' }, direction);
});

export const COUNT_WORKLIST = statement<{ count: number }>(
  'count-worklist',
  `select count(*) from inspection_schedule where station_id = $1 and due_on <= $2::date`,
);

/**
 * The round of the team `$1` on the day `$2`, in walking order, after the cursor (`$3`, `$4`). Cut from the index of rounds, so
 * that its cost depends on nothing but the page.
 */
export const LIST_ROUND = paged<StoredWorklistLine>('list-round', 'asc', (direction) => {
  const { beyond } = direction;
  const start = `coalesce($3::integer, ${beyond === '>' ? 0 : LAST_PLACE})`;
  const where = `team_id = $1 and planned_on = $2::date and (round_place, house_id) ${beyond} (${start}, $4::uuid)`;
  return linesOf({ where, keys: ['round_place', 'house_id'], limit: '$5' }, direction);
});

export const COUNT_ROUND = statement<{ count: number }>(
  'count-round',
  `select count(*) from inspection_schedule where team_id = $1 and planned_on = $2::date`,
);

const UNPLANNED = `station_id = $1 and due_on <= $2::date and (team_id is null or planned_on < $3::date)`;

/**
 * Houses of the station `$1` due by `$2` that have no place from the day `$3` on: none was found, none was looked for yet, or its
 * day has passed. Longest due first, after the cursor (`$4`, `$5`).
 */
export const LIST_UNPLANNED = paged<StoredWorklistLine>('list-unplanned', 'asc', (direction) => {
  const where = `${UNPLANNED} and ${afterDay(direction, '$4', '$5')}`;
  return linesOf({ where, keys: ['due_on', 'house_id'], limit: '$6' }, direction);
});

export const COUNT_UNPLANNED = statement<{ count: number }>(
  'count-unplanned',
  `select count(*) from inspection_schedule where ${UNPLANNED}`,
);
