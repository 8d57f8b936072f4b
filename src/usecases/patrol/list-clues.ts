import { type ClueRow, COUNT_CLUES, LIST_CLUES } from '../../store/patrols.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { ClueRow };

/** What patrols of the caller's station have seen and no inspection has looked at since (巡查线索), those that wait longest first. */
export function listClues(context: Context, request: PageRequest): Promise<Page<ClueRow>> {
  const values = [actorOf(context).officeId];
  return readPage(context.store, { list: LIST_CLUES, values, keys: 2 }, request);
}

export async function countClues(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_CLUES, [actorOf(context).officeId])).count;
}
