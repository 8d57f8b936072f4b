import type { CivilDate } from '../../domain/civil-date.js';
import { nextDue } from '../../domain/inspection-schedule.js';
import { READ_SCHEDULE_FACTS, SAVE_SCHEDULES, type ScheduleFacts } from '../../store/inspections.js';
import type { Queryable } from '../../store/statement.js';

export interface PlannedInspection {
  readonly houseId: string;
  readonly dueOn: CivilDate;
  readonly reason: 'FIRST_VISIT' | 'ROUTINE';
  readonly lastInspectionId: string | null;
  /** Of the standard whose grade the date follows from. */
  readonly version: string;
}

/**
 * Works out again when each house is due, from its rating, its last inspection and the policy in force on `on`.
 * Every verb that may have changed one of the three calls this before its unit of work ends.
 */
export async function planInspections(
  unit: Queryable,
  houseIds: readonly string[],
  on: CivilDate,
): Promise<PlannedInspection[]> {
  const facts = await unit.run(READ_SCHEDULE_FACTS, [houseIds, on]);
  // A house without a policy for its tier would silently leave the worklist: that must never happen.
  if (facts.length !== new Set(houseIds).size) throw new Error('A tier has no inspection interval in force.');
  const planned = facts.map(plan);
  await unit.run(SAVE_SCHEDULES, [JSON.stringify(planned)]);
  return planned;
}

function plan(facts: ScheduleFacts): PlannedInspection {
  const { houseId, lastInspectionId, version } = facts;
  const due = nextDue({
    rating: { basis: facts.basis, gradeCode: facts.gradeCode },
    interval: { value: facts.intervalValue, unit: facts.intervalUnit },
    lastInspectedOn: facts.lastInspectedOn,
    registeredOn: facts.registeredOn,
    gradeSince: facts.sinceOn,
  });
  return { houseId, lastInspectionId, version, ...due };
}
