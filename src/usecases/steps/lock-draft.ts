import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type DraftRow, type DraftState, LOCK_DRAFT } from '../../store/drafts.js';
import { EVERY_SECTOR } from '../actor.js';
import { actorOf, type Context } from '../context.js';

const FIELD = ['input', 'draftId'];

/**
 * Locks a draft of a sector that the actor's office is in charge of, for the rest of the unit of work. Another office's is not
 * found; one in none of these states is refused.
 */
export async function lockDraft(
  context: Context,
  unit: Unit,
  draftId: string,
  states: readonly DraftState[],
): Promise<DraftRow> {
  const { sectors } = actorOf(context);
  const [draft] = await unit.run(LOCK_DRAFT, [draftId, sectors, sectors.includes(EVERY_SECTOR)]);
  if (draft === undefined) throw new DomainError('NOT_FOUND', { field: FIELD });
  if (draft.state === 'PUBLISHED' && !states.includes('PUBLISHED'))
    throw new DomainError('ALREADY_PUBLISHED', { field: FIELD });
  if (!states.includes(draft.state))
    throw new DomainError('WRONG_STATE', { field: FIELD, facts: { state: draft.state } });
  return draft;
}
