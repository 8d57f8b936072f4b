import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';

const LONGEST_REASON = 1000;

/** A reason that an act cannot do without. Throws REASON_REQUIRED for none. */
export function readReason(text: string | null | undefined, field: readonly string[]): string {
  if ((text ?? '').trim() === '') throw new DomainError('REASON_REQUIRED', { field });
  return parseText(text ?? '', { field, max: LONGEST_REASON });
}
