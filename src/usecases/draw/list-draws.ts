import { COUNT_DRAWS, type DrawRow, LIST_DRAWS } from '../../store/draws.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DrawRow };

/** The draws of the caller's jurisdiction and those his office takes part in, newest first. */
export function listDraws(context: Context, request: PageRequest): Promise<Page<DrawRow>> {
  const { regionCodes, officeId } = actorOf(context);
  return readPage(
    context.store,
    { list: LIST_DRAWS, values: [regionCodes, context.today, officeId], keys: 1 },
    request,
  );
}

export async function countDraws(context: Context): Promise<number> {
  const { regionCodes, officeId } = actorOf(context);
  return (await runOne(context.store, COUNT_DRAWS, [regionCodes, officeId])).count;
}
