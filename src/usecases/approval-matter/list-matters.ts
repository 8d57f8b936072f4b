import type { MatterState } from '../../domain/approval-matter.js';
import { COUNT_MATTERS, LIST_MATTERS, type MatterRow } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { approvalReach } from '../approval-reach.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** Applications of the caller's office, or of those that he oversees, newest first; in one state or in all. */
export function listMatters(
  context: Context,
  state: MatterState | null,
  request: PageRequest,
): Promise<Page<MatterRow>> {
  const values = [state, ...approvalReach(context)];
  return readPage(context.store, { list: LIST_MATTERS, values, keys: 1 }, request);
}

export async function countMatters(context: Context, state: MatterState | null): Promise<number> {
  return (await runOne(context.store, COUNT_MATTERS, [state, ...approvalReach(context)])).count;
}
