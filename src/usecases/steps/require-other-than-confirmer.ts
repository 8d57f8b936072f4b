import { DomainError } from '../../domain/refusal.js';
import type { KeptEntry } from '../../store/list-entries.js';
import { actorOf, type Context } from '../context.js';

/** Whoever has confirmed an entry does not undo it alone. Throws OWN_DRAFT. Source: second officer [D]. */
export function requireOtherThanConfirmer(context: Context, entry: KeptEntry): void {
  if (entry.confirmedById === actorOf(context).officerId)
    throw new DomainError('OWN_DRAFT', { field: ['input', 'entryId'] });
}
