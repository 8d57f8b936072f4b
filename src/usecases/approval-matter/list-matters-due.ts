import type { CivilDate } from '../../domain/civil-date.js';
import { COUNT_MATTERS_DUE, LIST_MATTERS_DUE, type MatterDueRow } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { approvalReach } from '../approval-reach.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** What the office has to accept, decide or hand over by a day, longest overdue first; what stands still is not there. */
export function listMattersDue(
  context: Context,
  dueBy: CivilDate,
  request: PageRequest,
): Promise<Page<MatterDueRow>> {
  const values = [dueBy, ...approvalReach(context)];
  return readPage(context.store, { list: LIST_MATTERS_DUE, values, keys: 2 }, request);
}

export async function countMattersDue(context: Context, dueBy: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_MATTERS_DUE, [dueBy, ...approvalReach(context)])).count;
}
