import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { type Decision, departsFrom } from '../../domain/verdict.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { LOCK_MATTER_OF_NUMBER } from '../../store/approval-matters.js';
import { type CheckRow, FIND_CHECKS } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { answerOfCheck } from '../steps/answer-of-check.js';
import { giveFeedback } from '../steps/give-feedback.js';
import { readRemedies } from '../steps/read-remedies.js';

export interface RecordCheckFeedbackInput extends ActInput {
  readonly checkId: string;
  readonly decision: Decision;
  /** Codes of the measures of the answer that were applied. */
  readonly measureCodes: readonly string[];
  readonly reason?: string | null | undefined;
  /** What a refusal tells of remedies; absent: the text of the rule. */
  readonly remedies?: string | null | undefined;
  /** Last day for which the matter was granted. */
  readonly relyUntilOn?: CivilDate | null | undefined;
}

/**
 * Says what was done with an answer (奖惩反馈). A decision that departs from the answer needs a reason, only measures of that answer can have been
 * applied, and a refusal tells whoever was refused how to challenge it. An application that is decided here tells it by its decision.
 */
export function recordCheckFeedback(
  context: Context,
  input: RecordCheckFeedbackInput,
): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'recordCheckFeedback', input, async (unit, trail) => {
    const { officeId } = actorOf(context);
    const [check] = await unit.run(FIND_CHECKS, [[input.checkId], officeId]);
    if (check === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'checkId'] });
    await refuseDecided(context, unit, check);
    const departs = departsFrom(check.verdict, input.decision);
    const field = ['input', 'reason'];
    if (departs && (input.reason ?? '').trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = input.reason ? parseText(input.reason, { field, max: 500 }) : null;
    const remedies = readRemedies(input, await runOne(unit, READ_APPROVAL_SETTINGS, [context.today]));
    const { decision, measureCodes, relyUntilOn = null } = input;
    await giveFeedback(context, unit, check, {
      decision,
      measureCodes,
      departs,
      reason,
      remedies,
      relyUntilOn,
    });
    const { subjectId } = answerOfCheck(check);
    if (subjectId !== null) trail.subjectIds.add(subjectId);
    trail.matter = check.matter;
    return { checkId: check.id };
  });
}

/** A decision in an application says what was done with the answer it rests on; a second word on it could only contradict it. */
async function refuseDecided(context: Context, unit: Unit, { id, matter }: CheckRow): Promise<void> {
  const [decided] = await unit.run(LOCK_MATTER_OF_NUMBER, [actorOf(context).officeId, matter]);
  if (decided?.checkId !== id) return;
  const explanation = {
    zh: '该答复已由申请的审批决定反馈，不再单独反馈。',
    en: 'The decision in the application has told what was done with this answer.',
  };
  throw new DomainError('WRONG_STATE', { field: ['input', 'checkId'], explanation });
}
