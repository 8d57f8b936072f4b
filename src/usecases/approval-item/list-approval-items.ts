import type { CivilDate } from '../../domain/civil-date.js';
import { type ApprovalItemRow, LIST_ITEMS } from '../../store/approval-items.js';
import type { Context } from '../context.js';

export type { ApprovalItemRow };

/** What can be applied for on a day (审批事项), in one approval field or in all. */
export function listApprovalItems(
  context: Context,
  on: CivilDate,
  fieldCode: string | null,
): Promise<ApprovalItemRow[]> {
  return context.store.run(LIST_ITEMS, [on, fieldCode]);
}
