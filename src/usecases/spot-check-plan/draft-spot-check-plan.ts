import { yearOf } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ADD_SPOT_CHECK_PLAN } from '../../store/spot-check-plans.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface DraftSpotCheckPlanInput extends ActInput {
  readonly year: number;
  readonly title: string;
}

/** Begins the plan of a year (年度抽查计划), this one or the next. Tasks are added to it, and another officer approves it. */
export function draftSpotCheckPlan(
  context: Context,
  input: DraftSpotCheckPlanInput,
): Promise<Outcome<{ planId: string }>> {
  return command(context, 'draftSpotCheckPlan', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    const thisYear = yearOf(context.today);
    if (input.year !== thisYear && input.year !== thisYear + 1)
      throw new DomainError('INVALID_DATE', {
        field: ['input', 'year'],
        facts: { least: thisYear, most: thisYear + 1 },
      });
    const title = parseText(input.title, { field: ['input', 'title'], max: 200 });
    const planId = context.newId();
    const added = await unit.run(ADD_SPOT_CHECK_PLAN, [planId, input.year, officeId, title, officerId]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'title'] });
    return { planId };
  });
}
