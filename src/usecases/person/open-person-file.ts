import { DomainError } from '../../domain/refusal.js';
import type { Context } from '../context.js';
import { logAccess } from '../steps/log-access.js';

/**
 * Before anything is read of the credit file of a natural person: the purpose must be stated, and the look is logged with it.
 * Source: PIPL arts. 6 and 28, purpose and minimum on every query [L].
 */
export async function openPersonFile(context: Context, personId: string, query: string): Promise<void> {
  if (context.purpose === null) throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  await logAccess(context, query, [personId]);
}
