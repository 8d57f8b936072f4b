import type { ApprovalRules } from './approval-matter.js';
import type { CommitmentKind } from './commitment-offer.js';

export const COMMITMENT_STATES = [
  'GIVEN',
  'FULFILLED',
  'CORRECTING',
  'FULFILLED_LATE',
  'REVOKED',
  'WITHDRAWN',
  'LAPSED',
] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/** How a paper of an item may be treated. */
export interface PaperRule {
  readonly code: string;
  readonly isReplaceable: boolean;
  readonly mayComeLater: boolean;
}

/**
 * The usual term of a commitment in working days, which is also the longest, before its one extension.
 * Source: 国办发〔2020〕42号 [S]; tolerance [D].
 */
export function commitmentTerm(kind: CommitmentKind, rules: ApprovalRules): number {
  if (kind === 'TOLERANCE') return rules.TOLERANCE_WITHIN;
  return kind === 'REPLACE_PAPERS' ? rules.REPLACE_WITHIN : rules.FILE_WITHIN;
}

/** Whether a commitment of this kind can stand for a paper: replace it, or bring it later (容缺). Filing stands for none. */
export function canStandFor(kind: CommitmentKind, paper: PaperRule): boolean {
  if (kind === 'FILING') return false;
  return kind === 'TOLERANCE' ? paper.mayComeLater : paper.isReplaceable;
}

/** Whether a breach is being corrected, which suspends the permit and can end it. One whose record was withdrawn was none. */
export function isBeingCorrected(commitment: {
  readonly state: CommitmentState;
  readonly isRecordWithdrawn: boolean;
}): boolean {
  return commitment.state === 'CORRECTING' && !commitment.isRecordWithdrawn;
}
