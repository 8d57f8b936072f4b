import { type CheckRow, COUNT_CHECKS, LIST_CHECKS } from '../../store/credit-checks.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { CheckRow };

/** The checks that the caller's office has recorded, newest first. */
export function listChecks(context: Context, request: PageRequest): Promise<Page<CheckRow>> {
  return readPage(
    context.store,
    { list: LIST_CHECKS, values: [actorOf(context).officeId], keys: 1 },
    request,
  );
}

export async function countChecks(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_CHECKS, [actorOf(context).officeId])).count;
}
