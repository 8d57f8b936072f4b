import { DomainError } from '../../domain/refusal.js';
import { isGrant } from '../../domain/verdict.js';
import type { MatterRow } from '../../store/approval-matters.js';

/** Throws WRONG_STATE when nothing was granted in a matter. */
export function requireGranted({ decision }: MatterRow, field: readonly string[]): void {
  if (isGrant(decision)) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: { zh: '该申请未获准予。', en: 'Nothing was granted in this matter.' },
  });
}
