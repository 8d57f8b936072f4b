import { COUNT_REPORTS, LIST_REPORTS, type ReportRow } from '../../store/rectification-reports.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { ReportRow };

/** Reports of rectification of the jurisdiction: the unanswered first, of each the oldest first. */
export function listReports(
  context: Context,
  answered: boolean | null,
  request: PageRequest,
): Promise<Page<ReportRow>> {
  return readPage(context.store, { list: LIST_REPORTS, values: values(context, answered), keys: 3 }, request);
}

export async function countReports(context: Context, answered: boolean | null): Promise<number> {
  return (await runOne(context.store, COUNT_REPORTS, values(context, answered))).count;
}

function values(context: Context, answered: boolean | null): unknown[] {
  return [actorOf(context).regionCodes, answered === null ? null : Number(answered)];
}
