import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { Context } from '../context.js';

/** A term that has ended is not extended any more. Throws WRONG_STATE, saying when it did. */
export function refusePastDue({ today }: Context, dueOn: CivilDate | null, field: readonly string[]): void {
  if (dueOn === null || today <= dueOn) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: { zh: '期限已经届满，不得延长。', en: 'The term has ended and is not extended any more.' },
    facts: { dueOn },
  });
}
