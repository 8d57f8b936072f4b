import type { AccessMap } from './access.js';
import { approvalItemAccess, ApprovalItemResolver } from './approval-item.js';
import { approvalMatterAccess, ApprovalMatterResolver } from './approval-matter.js';
import { checkFeedbackAccess } from './check-feedback.js';
import { commitmentActsAccess, CommitmentActsResolver } from './commitment-acts.js';
import { commitmentOfferAccess, CommitmentOfferResolver } from './commitment-offer.js';
import { commitmentAccess, CommitmentResolver } from './commitment.js';
import { creditAnswerAccess } from './credit-answer.js';
import { creditCheckAccess, CreditCheckResolver } from './credit-check.js';
import { creditReceiptAccess, CreditReceiptResolver } from './credit-receipt.js';
import { matterActsAccess, MatterActsResolver } from './matter-acts.js';
import { matterClockAccess } from './matter-clock.js';
import { MatterOfCommitmentResolver } from './matter-of-commitment.js';
import { matterTimesAccess, MatterTimesResolver } from './matter-times.js';

/** Credit inside approvals: answers, applications, commitments. The lists of the schema have them from here. */
export const approvalAccess: readonly AccessMap[] = [
  approvalItemAccess,
  approvalMatterAccess,
  checkFeedbackAccess,
  commitmentActsAccess,
  commitmentOfferAccess,
  commitmentAccess,
  creditAnswerAccess,
  creditCheckAccess,
  creditReceiptAccess,
  matterActsAccess,
  matterClockAccess,
  matterTimesAccess,
];

export const approvalResolvers = [
  ApprovalItemResolver,
  ApprovalMatterResolver,
  MatterOfCommitmentResolver,
  CommitmentActsResolver,
  CommitmentOfferResolver,
  CommitmentResolver,
  CreditCheckResolver,
  CreditReceiptResolver,
  MatterActsResolver,
  MatterTimesResolver,
] as const;
