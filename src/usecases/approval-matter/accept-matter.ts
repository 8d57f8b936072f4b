import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { SAVE_MATTER } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { acceptedOf } from '../steps/accepted-of.js';
import { lockMatter } from '../steps/lock-matter.js';

export interface AcceptMatterInput extends ActInput {
  readonly matterId: string;
}

/**
 * Accepts an application that is complete (受理); the statutory clock runs from today, or, when nobody told in time what is missing,
 * from the day of receipt. Source: 行政许可法 art. 32, 42 [L].
 */
export function acceptMatter(
  context: Context,
  input: AcceptMatterInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'acceptMatter', input, async (unit, trail) => {
    const { matterId } = input;
    const matter = await lockMatter(context, unit, matterId, ['RECEIVED']);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [context.today]);
    await unit.run(SAVE_MATTER, [JSON.stringify(acceptedOf(matter, context.today, settings))]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}
