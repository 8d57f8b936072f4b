import { nameGrades } from '../../store/grades.js';
import type { InspectionRow } from '../../store/inspections.js';
import type { StoredWorklistLine, WorklistRow } from '../../store/worklist.js';
import type { Context } from '../context.js';
import type { Page } from '../paging.js';
import { type Person, revealPersons } from './reveal-persons.js';

/** A line of the worklist: a house that is due. */
export interface WorklistEntry {
  readonly row: WorklistRow;
  /** The owner, masked; null when the purpose allows more, which is then looked up and logged only if it is asked for. */
  readonly maskedOwner: Person | null;
  readonly lastInspection: InspectionRow | null;
}

/** The lines of a page as they are shown, with tiers in words and owners masked; at most two statements for the whole page. */
export async function tellWorklist(
  context: Context,
  page: Page<StoredWorklistLine>,
): Promise<Page<WorklistEntry>> {
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
