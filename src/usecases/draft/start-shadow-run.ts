import { addDays, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { SET_SHADOW } from '../../store/drafts.js';
import { type ActInput, command, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockDraft } from '../steps/lock-draft.js';

export interface StartShadowRunInput extends ActInput {
  readonly draftId: string;
  readonly untilOn: string;
}

const LONGEST_DAYS = 400;

/**
 * Tries a draft anew every night beside the version in force (影子运行), until a day. Each night keeps its counts, so that
 * one sees how the two drift apart; who would move is kept of the last night.
 */
export function startShadowRun(
  context: Context,
  input: StartShadowRunInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'startShadowRun', input, async (unit) => {
    const field = ['input', 'untilOn'];
    const { draftId } = input;
    const untilOn = parseCivilDate(input.untilOn, field);
    await lockDraft(context, unit, draftId, ['SIMULATED', 'APPROVED']);
    if (untilOn < context.today) throw new DomainError('DATE_IN_PAST', { field });
    if (untilOn > addDays(context.today, LONGEST_DAYS))
      throw new DomainError('INVALID_DATE', { field, facts: { mostDays: LONGEST_DAYS } });
    await unit.run(SET_SHADOW, [draftId, untilOn]);
    return { draftId };
  });
}
