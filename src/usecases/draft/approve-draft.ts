import { DomainError } from '../../domain/refusal.js';
import { APPROVE_DRAFT } from '../../store/drafts.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockDraft } from '../steps/lock-draft.js';

export interface ApproveDraftInput extends ActInput {
  readonly draftId: string;
}

/** Approves a draft that has been tried on everybody. Nobody approves what he has drafted himself. */
export function approveDraft(
  context: Context,
  input: ApproveDraftInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'approveDraft', input, async (unit, trail) => {
    const { draftId } = input;
    const draft = await lockDraft(context, unit, draftId, ['SIMULATED']);
    const { officerId } = actorOf(context);
    if (draft.draftedBy === officerId) throw new DomainError('OWN_DRAFT', { field: ['input', 'draftId'] });
    await unit.run(APPROVE_DRAFT, [draftId, officerId]);
    trail.rules[draft.sector] = draft.version;
    return { draftId };
  });
}
