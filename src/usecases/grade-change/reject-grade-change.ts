import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { REJECT_GRADE_CHANGE } from '../../store/grade-changes.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockGradeChange } from '../steps/lock-grade-change.js';

export interface RejectGradeChangeInput extends ActInput {
  readonly changeId: string;
  readonly reason: string;
}

const LONGEST_REASON = 500;

/**
 * Turns down a change of grade that another officer has proposed (不予确认), with a reason. The grade in effect stays; after an
 * upgrade was turned down its observation begins anew today.
 */
export function rejectGradeChange(
  context: Context,
  input: RejectGradeChangeInput,
): Promise<Outcome<{ changeId: string }>> {
  return command(context, 'rejectGradeChange', input, async (unit, trail) => {
    const { changeId } = input;
    const { change, subject } = await lockGradeChange(context, unit, changeId);
    const field = ['input', 'reason'];
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = parseText(input.reason, { field, max: LONGEST_REASON });
    await runOne(unit, REJECT_GRADE_CHANGE, [changeId, actorOf(context).officerId, reason, context.today]);
    trail.subjectIds.add(subject.id);
    trail.rules[change.sector] = change.standardVersion;
    return { changeId };
  });
}
