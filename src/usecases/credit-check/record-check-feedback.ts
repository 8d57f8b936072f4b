import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { type Decision, departsFrom } from '../../domain/verdict.js';
import { ADD_FEEDBACK, type CheckRow, FIND_CHECKS } from '../../store/credit-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RecordCheckFeedbackInput extends ActInput {
  readonly checkId: string;
  readonly decision: Decision;
  /** Codes of the measures of the answer that were applied. */
  readonly measureCodes: readonly string[];
  readonly reason?: string | null | undefined;
}

/**
 * Says what was done with an answer (奖惩反馈). A decision that departs from the answer needs a reason, and only measures of
 * that answer can have been applied.
 */
export function recordCheckFeedback(
  context: Context,
  input: RecordCheckFeedbackInput,
): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'recordCheckFeedback', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const [check] = await unit.run(FIND_CHECKS, [[input.checkId], officeId]);
    if (check === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'checkId'] });
    const measureCodes = readMeasures(input.measureCodes, check);
    const departs = departsFrom(check.verdict, input.decision);
    const field = ['input', 'reason'];
    if (departs && (input.reason ?? '').trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = input.reason ? parseText(input.reason, { field, max: 500 }) : null;
    await unit.run(ADD_FEEDBACK, [
      context.newId(),
      check.id,
      input.decision,
      measureCodes,
      departs,
      reason,
      officerId,
    ]);
    if (check.answer.subjectId !== null) trail.subjectIds.add(check.answer.subjectId);
    trail.matter = check.matter;
    return { checkId: check.id };
  });
}

function readMeasures(codes: readonly string[], { answer }: CheckRow): string[] {
  const grounds = [...answer.lists, ...answer.records];
  const offered = new Set(grounds.flatMap(({ measures }) => measures.map(({ code }) => code)));
  const unknown = codes.find((code) => !offered.has(code));
  if (unknown !== undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'measureCodes'] });
  return [...new Set(codes)];
}
