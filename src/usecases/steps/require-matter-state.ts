import type { MatterState } from '../../domain/approval-matter.js';
import { DomainError } from '../../domain/refusal.js';
import type { MatterRow } from '../../store/approval-matters.js';

/** Throws WRONG_STATE, saying where a matter stands, when it is in none of `states`. */
export function requireMatterState(
  { state }: MatterRow,
  states: readonly MatterState[],
  field: readonly string[],
): void {
  if (states.includes(state)) return;
  throw new DomainError('WRONG_STATE', { field, explanation: STANDING[state], facts: { state } });
}

const STANDING: Readonly<Record<MatterState, { zh: string; en: string }>> = {
  RECEIVED: { zh: '该申请已收件，尚未受理。', en: 'The application is received, but not accepted yet.' },
  PAPERS_MISSING: { zh: '该申请待补正材料。', en: 'Papers are missing.' },
  ACCEPTED: { zh: '该申请已受理，尚未作出决定。', en: 'The application is accepted and not decided yet.' },
  DECIDED: { zh: '该申请已作出决定，尚未送达。', en: 'The decision is made, but not handed over yet.' },
  DELIVERED: { zh: '该申请的决定已送达。', en: 'The decision is handed over.' },
  REVOKED: { zh: '该许可已撤销。', en: 'What was granted is revoked.' },
};
