import type { CivilDate } from '../../domain/civil-date.js';
import { PLAN_INSPECTIONS, type PlannedRow } from '../../store/inspection-plan.js';
import type { Queryable } from '../../store/statement.js';

/** For which day due dates are worked out, and whether an act has brought it about or the calendar. */
export interface Planning {
  readonly on: CivilDate;
  readonly byAct: boolean;
}

/**
 * Works out again when each house is due, from its rating, its last inspection, its open hazards and the policy in force: one
 * statement for any number. Every verb that may have changed one of these calls it before its unit of work ends.
 */
export async function planInspections(
  unit: Queryable,
  houseIds: readonly string[],
  { on, byAct }: Planning,
): Promise<PlannedRow[]> {
  const planned = await unit.run(PLAN_INSPECTIONS, [houseIds, on, byAct]);
  // A house without a policy for its tier would silently leave the worklist: that must never happen.
  if (planned.length !== new Set(houseIds).size)
    throw new Error('A tier has no inspection interval in force.');
  return planned;
}
