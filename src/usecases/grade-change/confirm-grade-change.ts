import { proposableChange } from '../../domain/grade-in-effect.js';
import { DomainError } from '../../domain/refusal.js';
import { CONFIRM_GRADE_CHANGE } from '../../store/grade-changes.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockGradeChange } from '../steps/lock-grade-change.js';
import { planInspections } from '../steps/plan-inspections.js';
import { rerateGradedSubject } from '../steps/rerate-graded-subject.js';

export interface ConfirmGradeChangeInput extends ActInput {
  readonly changeId: string;
}

/**
 * Confirms a change of grade that another officer has proposed (确认): from today the new grade is in effect, and what follows
 * from it with it. The subject is rated anew before, so that nothing is confirmed that is not indicated any more.
 * Source: one proposes and another confirms [D].
 */
export function confirmGradeChange(
  context: Context,
  input: ConfirmGradeChangeInput,
): Promise<Outcome<{ changeId: string }>> {
  return command(context, 'confirmGradeChange', input, async (unit, trail) => {
    const { changeId } = input;
    const { today } = context;
    const { change, subject } = await lockGradeChange(context, unit, changeId);
    const cause = `confirmGradeChange ${changeId}`;
    const { sector } = change;
    const { rating, standard } = await rerateGradedSubject(unit, trail, subject, {
      sector,
      on: today,
      cause,
    });
    const proposable = proposableChange(standard.definition, rating, today);
    if (proposable?.fromGradeCode !== change.fromGradeCode || proposable.toGradeCode !== change.toGradeCode) {
      throw new DomainError('NOTHING_INDICATED', {
        field: ['input', 'changeId'],
        explanation: {
          zh: '依今日信用档案，该项调整已不再成立。',
          en: 'By the credit file of today this change is not indicated any more.',
        },
      });
    }
    await runOne(unit, CONFIRM_GRADE_CHANGE, [changeId, actorOf(context).officerId, today, cause]);
    if (subject.house !== null) await planInspections(unit, [subject.id], { on: today, byAct: true });
    return { changeId };
  });
}
