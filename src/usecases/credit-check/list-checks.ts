import { type CheckRow, COUNT_CHECKS, LIST_CHECKS } from '../../store/credit-checks.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { noteLookAtChecks } from '../look-at-checks.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { logAccess } from '../steps/log-access.js';

export type { CheckRow };

/** The checks that the caller's office has recorded, newest first. Each page leaves an entry in the access log. */
export async function listChecks(context: Context, request: PageRequest): Promise<Page<CheckRow>> {
  const { officeId } = actorOf(context);
  const page = await readPage(context.store, { list: LIST_CHECKS, values: [officeId], keys: 1 }, request);
  await noteLookAtChecks(page.rows, 'creditChecks', (query, subjectIds) =>
    logAccess(context, query, subjectIds),
  );
  return page;
}

export async function countChecks(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_CHECKS, [actorOf(context).officeId])).count;
}
