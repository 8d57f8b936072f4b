import type { CivilDate } from '../../domain/civil-date.js';
import { nameGrades } from '../../store/grades.js';
import { COUNT_DUE_HOUSES, type DueHouseRow, LIST_DUE_HOUSES } from '../../store/rental-houses.js';
import type { InspectionRow } from '../../store/inspections.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { type Person, revealPersons } from '../steps/reveal-persons.js';

/** A line of the worklist: a house that is due, with its owner as far as the caller may know him. */
export interface DueInspection {
  readonly row: DueHouseRow;
  readonly owner: Person;
  readonly lastInspection: InspectionRow | null;
}

/**
 * The houses of the caller's station that are due on a day or have been due before it, longest overdue first
 * (工作清单). One statement for the whole page.
 */
export async function listDueInspections(
  context: Context,
  on: CivilDate,
  request: PageRequest,
): Promise<Page<DueInspection>> {
  const query = { list: LIST_DUE_HOUSES, values: [actorOf(context).officeId, on], keys: 2 };
  const page = await readPage(context.store, query, request);
  const houses = await nameGrades(context.store, page.rows);
  const owners = await revealPersons(context, 'inspectionWorklist', houses.map(ownerOf));
  const rows = houses.flatMap((row, index) => {
    const owner = owners[index];
    return owner === undefined ? [] : [{ row, owner, lastInspection: lastInspectionOf(row) }];
  });
  return { ...page, rows };
}

export async function countDueInspections(context: Context, on: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_DUE_HOUSES, [actorOf(context).officeId, on])).count;
}

function ownerOf({ ownerId, ownerName, ownerPhone, ownerCitizenNumber }: DueHouseRow) {
  return { id: ownerId, name: ownerName, phone: ownerPhone, citizenNumber: ownerCitizenNumber };
}

function lastInspectionOf(row: DueHouseRow): InspectionRow | null {
  const { lastInspectionId, inspectedOn, officerName, secondOfficerName, inspectionRecordedAt } = row;
  if (lastInspectionId === null || inspectedOn === null || inspectionRecordedAt === null) return null;
  return {
    id: lastInspectionId,
    houseId: row.id,
    inspectedOn,
    officerName: officerName ?? '',
    secondOfficerName: secondOfficerName ?? '',
    note: row.note,
    findingCount: row.findingCount ?? 0,
    recordedAt: inspectionRecordedAt,
  };
}
