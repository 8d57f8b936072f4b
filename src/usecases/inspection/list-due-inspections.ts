import type { CivilDate } from '../../domain/civil-date.js';
import { COUNT_DUE_HOUSES, type DueHouseRow, LIST_DUE_HOUSES } from '../../store/rental-houses.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, pageOf } from '../paging.js';
import { type Person, revealPersons } from '../steps/reveal-persons.js';

/** A line of the worklist: a house that is due, with its owner as far as the caller may know him. */
export interface DueInspection extends DueHouseRow {
  readonly owner: Person;
}

/**
 * The houses of the caller's station that are due on a day or have been due before it, longest overdue first
 * (工作清单). One statement for the whole page.
 */
export async function listDueInspections(
  context: Context,
  on: CivilDate,
  { first, after }: PageRequest,
): Promise<Page<DueInspection>> {
  const [dueOn = null, houseId = null] = after ?? [];
  const rows = await context.store.run(LIST_DUE_HOUSES, [actorOf(context).officeId, on, dueOn, houseId, first + 1]);
  const page = pageOf(rows, first);
  const owners = await revealPersons(context, 'inspectionWorklist', page.rows.map(ownerOf));
  return { ...page, rows: page.rows.map((row, index) => ({ ...row, owner: owners[index]! })) };
}

export async function countDueInspections(context: Context, on: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_DUE_HOUSES, [actorOf(context).officeId, on])).count;
}

function ownerOf({ ownerId, ownerName, ownerPhone }: DueHouseRow) {
  return { id: ownerId, name: ownerName, phone: ownerPhone, citizenNumber: null };
}
