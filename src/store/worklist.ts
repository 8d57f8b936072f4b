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
}

export type WorklistRow = StoredWorklistLine & GradeName;

/**
 * Houses of the station `$1` due on the day `$2` or before, longest overdue first, after the cursor (`$3`, `$4`).
 * The page is cut from the index of due dates before anything is joined, so that its cost does not depend on how many
 * houses the station has.
 */
export const LIST_WORKLIST = paged<StoredWorklistLine>(
  'list-worklist',
  'asc',
  ({ order, beyond }) => `select ${HOUSE_COLUMNS}, p.name as "ownerName", p.phone as "ownerPhone",
     p.citizen_number as "ownerCitizenNumber", i.inspected_on as "inspectedOn", i.finding_count as "findingCount", i.note,
     i.recorded_at as "inspectionRecordedAt", o.name as "officerName", o2.name as "secondOfficerName"
   from (
     select house_id, due_on, reason, last_inspection_id from inspection_schedule
     where station_id = $1 and due_on <= $2::date and ($3::date is null or (due_on, house_id) ${beyond} ($3::date, $4::uuid))
     order by due_on ${order}, house_id ${order} limit $5
   ) d
   join rental_house h on h.id = d.house_id
   join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   join person p on p.id = h.owner_id
   left join inspection i on i.id = d.last_inspection_id
   left join officer o on o.id = i.officer_id
   left join officer o2 on o2.id = i.second_officer_id
   order by d.due_on ${order}, d.house_id ${order}`,
);

export const COUNT_WORKLIST = statement<{ count: number }>(
  'count-worklist',
  `select count(*) from inspection_schedule where station_id = $1 and due_on <= $2::date`,
);
