import { addDays } from '../../domain/civil-date.js';
import { runOne } from '../../store/statement.js';
import { COUNT_UNPLANNED, LIST_UNPLANNED } from '../../store/worklist.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { ROUND_DAYS } from '../round-days.js';
import { tellWorklist, type WorklistEntry } from '../steps/tell-worklist.js';

/** Houses of the caller's station that are overdue or fall due within four weeks and have no place in any round to come. */
export async function listUnplanned(context: Context, request: PageRequest): Promise<Page<WorklistEntry>> {
  const query = { list: LIST_UNPLANNED, values: valuesOf(context), keys: 2 };
  return tellWorklist(context, await readPage(context.store, query, request));
}

export async function countUnplanned(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_UNPLANNED, valuesOf(context))).count;
}

function valuesOf(context: Context): unknown[] {
  const { today } = context;
  return [actorOf(context).officeId, addDays(today, ROUND_DAYS - 1), today];
}
