import type { CivilDate } from '../../domain/civil-date.js';
import {
  COUNT_COMMITMENTS_DUE,
  type CommitmentDueRow,
  LIST_COMMITMENTS_DUE,
} from '../../store/commitments.js';
import { runOne } from '../../store/statement.js';
import { approvalReach } from '../approval-reach.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** Commitments to be fulfilled, checked or corrected by a day, longest overdue first. */
export function listCommitmentsDue(
  context: Context,
  dueBy: CivilDate,
  request: PageRequest,
): Promise<Page<CommitmentDueRow>> {
  const values = [dueBy, ...approvalReach(context)];
  return readPage(context.store, { list: LIST_COMMITMENTS_DUE, values, keys: 2 }, request);
}

export async function countCommitmentsDue(context: Context, dueBy: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_COMMITMENTS_DUE, [dueBy, ...approvalReach(context)])).count;
}
