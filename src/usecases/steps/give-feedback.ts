import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { type Decision, isGrant } from '../../domain/verdict.js';
import { ADD_FEEDBACK, type CheckRow } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import { actorOf, type Context } from '../context.js';
import { answerOfCheck } from './answer-of-check.js';
import { beginReliance } from './begin-reliance.js';
import { stopRelying } from './stop-relying.js';

export interface Feedback {
  readonly decision: Decision;
  /** Codes of the measures of the answer that were applied. */
  readonly measureCodes: readonly string[];
  readonly departs: boolean;
  readonly reason: string | null;
  readonly remedies: string | null;
  /** Last day for which the matter was granted. */
  readonly relyUntilOn: CivilDate | null;
}

/**
 * Keeps what was done with an answer (奖惩反馈). Only measures of that answer can have been applied. Whoever grants relies on the answer from then on, and is told when
 * it would be another one; whoever does not ends what an earlier grant had begun.
 */
export async function giveFeedback(
  context: Context,
  unit: Unit,
  check: CheckRow,
  feedback: Feedback,
): Promise<void> {
  const { decision, departs, reason, remedies } = feedback;
  const untilOn = readTerm(context, feedback);
  await unit.run(ADD_FEEDBACK, [
    ...[context.newId(), check.id, decision, readMeasures(feedback.measureCodes, check), departs, reason],
    ...[actorOf(context).officerId, remedies, context.today],
  ]);
  if (!isGrant(decision)) await stopRelying(unit, check.id);
  // An answer from before receipts does not say enough to tell a change by.
  else if (check.receipt !== null)
    await beginReliance(context, unit, check, { begunBy: 'DECISION', untilOn });
}

function readMeasures(codes: readonly string[], check: CheckRow): string[] {
  const answer = answerOfCheck(check);
  const grounds = [...answer.lists, ...answer.records];
  const offered = new Set(grounds.flatMap(({ measures }) => measures.map(({ code }) => code)));
  const unknown = codes.find((code) => !offered.has(code));
  if (unknown !== undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'measureCodes'] });
  return [...new Set(codes)];
}

function readTerm({ today }: Context, { decision, relyUntilOn }: Feedback): CivilDate | null {
  if (relyUntilOn === null) return null;
  const field = ['input', 'relyUntilOn'];
  if (!isGrant(decision)) throw new DomainError('WRONG_STATE', { field });
  if (relyUntilOn < today) throw new DomainError('DATE_IN_PAST', { field });
  return relyUntilOn;
}
