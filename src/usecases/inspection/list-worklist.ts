import type { CivilDate } from '../../domain/civil-date.js';
import { nameGrades } from '../../store/grades.js';
import type { InspectionRow } from '../../store/inspections.js';
import { runOne } from '../../store/statement.js';
import { COUNT_WORKLIST, LIST_WORKLIST, type WorklistRow } from '../../store/worklist.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { type Person, revealPersons } from '../steps/reveal-persons.js';

/** A line of the worklist: a house that is due. */
export interface WorklistEntry {
  readonly row: WorklistRow;
  /** The owner, masked; null when the purpose allows more, which is then looked up and logged only if it is asked for. */
  readonly maskedOwner: Person | null;
  readonly lastInspection: InspectionRow | null;
}

/**
 * The houses of the caller's station that are due on a day or have been due before it, longest overdue first
 * (工作清单). One statement for the whole page.
 */
export async function listWorklist(
  context: Context,
  on: CivilDate,
  request: PageRequest,
): Promise<Page<WorklistEntry>> {
  const query = { list: LIST_WORKLIST, values: [actorOf(context).officeId, on], keys: 2 };
  const page = await readPage(context.store, query, request);
  const houses = await nameGrades(context.store, page.rows);
  // Without a purpose owners are masked and nothing is logged; with one they are looked up when somebody asks for them.
  const masked =
    context.purpose === null ? await revealPersons(context, 'worklist', houses.map(ownerOf)) : [];
  const rows = houses.map((row, index) => ({
    row,
    maskedOwner: masked[index] ?? null,
    lastInspection: lastInspectionOf(row),
  }));
  return { ...page, rows };
}

export async function countWorklist(context: Context, on: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_WORKLIST, [actorOf(context).officeId, on])).count;
}

function ownerOf({ ownerId, ownerName, ownerPhone, ownerCitizenNumber }: WorklistRow) {
  return { id: ownerId, name: ownerName, phone: ownerPhone, citizenNumber: ownerCitizenNumber };
}

function lastInspectionOf(row: WorklistRow): InspectionRow | null {
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
