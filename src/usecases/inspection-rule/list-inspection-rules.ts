import type { CivilDate } from '../../domain/civil-date.js';
import { type InspectionRuleRow, LIST_INSPECTION_RULES } from '../../store/inspection-rules.js';
import { actorOf, type Context } from '../context.js';

export type { InspectionRuleRow };

/** The rules about rental inspections that are in force on a day, for the caller's own office. */
export function listInspectionRules(context: Context, on: CivilDate): Promise<InspectionRuleRow[]> {
  return context.store.run(LIST_INSPECTION_RULES, [actorOf(context).officeId, on]);
}
