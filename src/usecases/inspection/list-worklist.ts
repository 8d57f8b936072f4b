import type { CivilDate } from '../../domain/civil-date.js';
import { runOne } from '../../store/statement.js';
import { COUNT_WORKLIST, LIST_WORKLIST } from '../../store/worklist.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { tellWorklist, type WorklistEntry } from '../steps/tell-worklist.js';

export type { WorklistEntry };

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
  return tellWorklist(context, await readPage(context.store, query, request));
}

export async function countWorklist(context: Context, on: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_WORKLIST, [actorOf(context).officeId, on])).count;
}
