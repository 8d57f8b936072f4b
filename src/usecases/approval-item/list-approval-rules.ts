import type { CivilDate } from '../../domain/civil-date.js';
import { type ApprovalRuleRow, LIST_APPROVAL_RULES } from '../../store/approval-items.js';
import type { Context } from '../context.js';

export type { ApprovalRuleRow };

/** The terms of applications and commitments that hold on a day. */
export function listApprovalRules(context: Context, on: CivilDate): Promise<ApprovalRuleRow[]> {
  return context.store.run(LIST_APPROVAL_RULES, [on]);
}
