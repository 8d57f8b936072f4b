import { DomainError } from '../../domain/refusal.js';
import {
  APPROVE_SPOT_CHECK_PLAN,
  LOCK_SPOT_CHECK_PLAN,
  READ_TASKS_OF_PLAN,
} from '../../store/spot-check-plans.js';
import { runOne } from '../../store/statement.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface ApproveSpotCheckPlanInput extends ActInput {
  readonly planId: string;
}

/**
 * Approves the plan of a year and publishes it the same day, by an officer of the office who has neither drafted it nor added a task. From
 * then on nothing is added to it.
 */
export function approveSpotCheckPlan(
  context: Context,
  input: ApproveSpotCheckPlanInput,
): Promise<Outcome<{ planId: string }>> {
  return command(context, 'approveSpotCheckPlan', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    const { planId } = input;
    const field = ['input', 'planId'];
    const [plan] = await unit.run(LOCK_SPOT_CHECK_PLAN, [planId, officeId]);
    if (plan === undefined) throw new DomainError('NOT_FOUND', { field });
    if (plan.state !== 'DRAFT') throw new DomainError('WRONG_STATE', { field });
    const tasks = await runOne(unit, READ_TASKS_OF_PLAN, [planId, officerId]);
    if (plan.draftedBy === officerId || tasks.hasOwn) throw new DomainError('OWN_DRAFT', { field });
    if (tasks.count === 0) throw new DomainError('MISSING_VALUE', { field });
    await unit.run(APPROVE_SPOT_CHECK_PLAN, [planId, officerId, context.today]);
    return { planId };
  });
}
