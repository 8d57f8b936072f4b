import { COUNT_REFUSALS, LIST_REFUSALS, type RefusalRow } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { RefusalRow };

/**
 * What was refused of an import of the caller's office, in the order of the file. The cursor holds row number, column and
 * code. At most 10,000 are kept; the job counts all refused rows.
 */
export function listRefusals(
  context: Context,
  jobId: string,
  request: PageRequest,
): Promise<Page<RefusalRow>> {
  const values = [jobId, actorOf(context).officeId];
  return readPage(context.store, { list: LIST_REFUSALS, values, keys: 3 }, request);
}

/** How many refusals can be listed: a row with three faults has three. */
export async function countRefusals(context: Context, jobId: string): Promise<number> {
  const { count } = await runOne(context.store, COUNT_REFUSALS, [jobId, actorOf(context).officeId]);
  return count;
}
