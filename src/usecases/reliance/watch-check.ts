import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { FIND_CHECKS } from '../../store/credit-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { answerOfCheck } from '../steps/answer-of-check.js';
import { beginReliance } from '../steps/begin-reliance.js';

export interface WatchCheckInput extends ActInput {
  readonly checkId: string;
  /** Last day on which the office relies on the answer; absent: until it stops. */
  readonly untilOn?: CivilDate | null | undefined;
}

/**
 * The office relies on an answer and wants to be told when it would be another one (持续关注). Doing it again sets the last day anew. A check
 * without a signed receipt does not say enough to tell a change by.
 */
export function watchCheck(context: Context, input: WatchCheckInput): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'watchCheck', input, async (unit, trail) => {
    const [check] = await unit.run(FIND_CHECKS, [[input.checkId], actorOf(context).officeId]);
    const field = ['input', 'checkId'];
    if (check === undefined) throw new DomainError('NOT_FOUND', { field });
    if (check.receipt === null) throw new DomainError('WRONG_STATE', { field });
    const untilOn = input.untilOn ?? null;
    if (untilOn !== null && untilOn < context.today)
      throw new DomainError('DATE_IN_PAST', { field: ['input', 'untilOn'] });
    const relies = await beginReliance(context, unit, check, { begunBy: 'REQUEST', untilOn });
    if (!relies) throw new DomainError('ALREADY_EXISTS', { field });
    const { subjectId } = answerOfCheck(check);
    if (subjectId !== null) trail.subjectIds.add(subjectId);
    trail.matter = check.matter;
    return { checkId: check.id };
  });
}
