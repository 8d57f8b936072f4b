import { addWorkingDays } from '../../domain/working-days.js';
import type { Unit } from '../../store/door.js';
import { BRING_REVISIT_FORWARD } from '../../store/hazards.js';
import { runOne } from '../../store/statement.js';
import { READ_TERM_RULES } from '../../store/visit-rules.js';
import type { Context } from '../context.js';
import { planInspections } from './plan-inspections.js';

export interface Revisit {
  /** The house, which the verb has locked. */
  readonly id: string;
  readonly stationId: string;
  readonly hazardId: string;
}

/** Somebody asks for a look at a hazard (申请复查): it comes on the next working day, unless it was to come earlier. */
export async function bringRevisitForward(
  context: Context,
  unit: Unit,
  { id, stationId, hazardId }: Revisit,
): Promise<void> {
  const { today } = context;
  const { calendar, rules } = await runOne(unit, READ_TERM_RULES, [stationId, today]);
  const { on } = addWorkingDays(today, Math.max(1, rules.REVISIT_AFTER), calendar);
  await unit.run(BRING_REVISIT_FORWARD, [hazardId, on]);
  await planInspections(unit, [id], { on: today, byAct: true });
}
