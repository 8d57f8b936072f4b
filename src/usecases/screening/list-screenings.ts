import { COUNT_SCREENINGS, LIST_SCREENINGS, type ScreeningRow } from '../../store/screenings.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** The screenings that the caller's office has ordered, newest first. */
export function listScreenings(context: Context, request: PageRequest): Promise<Page<ScreeningRow>> {
  const values = [actorOf(context).officeId];
  return readPage(context.store, { list: LIST_SCREENINGS, values, keys: 1 }, request);
}

export async function countScreenings(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_SCREENINGS, [actorOf(context).officeId])).count;
}
