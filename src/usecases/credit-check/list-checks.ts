import { type CheckRow, LIST_CHECKS } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** The checks that the caller's office has recorded, newest first. */
export function listChecks(context: Context, request: PageRequest): Promise<Page<CheckRow>> {
  return readPage(context.store, { list: LIST_CHECKS, values: [actorOf(context).officeId], keys: 1 }, request);
}
