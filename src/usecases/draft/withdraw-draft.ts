import { SET_DRAFT_STATE } from '../../store/drafts.js';
import { type ActInput, command, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockDraft } from '../steps/lock-draft.js';

export interface WithdrawDraftInput extends ActInput {
  readonly draftId: string;
}

/** Takes a draft back that shall not be published. */
export function withdrawDraft(
  context: Context,
  input: WithdrawDraftInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'withdrawDraft', input, async (unit) => {
    const { draftId } = input;
    await lockDraft(context, unit, draftId, ['DRAFT', 'SIMULATED', 'APPROVED']);
    await unit.run(SET_DRAFT_STATE, [draftId, 'WITHDRAWN']);
    return { draftId };
  });
}
