import { remediesText } from '../../domain/approval-matter.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import type { Decision } from '../../domain/verdict.js';
import type { ApprovalSettings } from '../../store/approval-items.js';

const LONGEST_REMEDIES = 1_000;

/** What a refusal tells of remedies (救济途径): in the officer's own words, or by the terms of the day; only a refusal does. */
export function readRemedies(
  { decision, remedies }: { readonly decision: Decision; readonly remedies?: string | null | undefined },
  { rules }: ApprovalSettings,
): string | null {
  const field = ['input', 'remedies'];
  if (decision === 'REFUSED') {
    if (remedies != null) return parseToldText(remedies, { field, max: LONGEST_REMEDIES });
    const text = remediesText(rules);
    if (text === null) throw new DomainError('MISSING_VALUE', { field });
    return text;
  }
  if (remedies != null) throw new DomainError('WRONG_STATE', { field });
  return null;
}
