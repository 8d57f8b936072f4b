import { COUNT_DRAWS, type DrawRow, LIST_DRAWS } from '../../store/spot-checks.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DrawRow };

/** The draws of the caller's jurisdiction, newest first. */
export function listDraws(context: Context, request: PageRequest): Promise<Page<DrawRow>> {
  return readPage(
    context.store,
    { list: LIST_DRAWS, values: [actorOf(context).regionCodes], keys: 1 },
    request,
  );
}

export async function countDraws(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_DRAWS, [actorOf(context).regionCodes])).count;
}
