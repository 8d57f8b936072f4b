import type { CivilDate } from './civil-date.js';
import { addMonths } from './civil-date.js';

export const MATTER_STATES = [
  'RECEIVED',
  'PAPERS_MISSING',
  'ACCEPTED',
  'DECIDED',
  'DELIVERED',
  'REVOKED',
] as const;
export type MatterState = (typeof MATTER_STATES)[number];

export const CLOCK_KINDS = ['ORDINARY', 'JOINT'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export const REVOCATION_GROUNDS = ['COMMITMENT_BREACHED', 'FRAUD', 'GRANTED_AGAINST_THE_LAW'] as const;
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

export const APPROVAL_RULE_CODES = [
  'TELL_WITHIN',
  'DECIDE_WITHIN',
  'EXTEND_BY',
  'DECIDE_JOINTLY_WITHIN',
  'EXTEND_JOINTLY_BY',
  'DELIVER_WITHIN',
  'TOLERANCE_WITHIN',
  'REPLACE_WITHIN',
  'FILE_WITHIN',
  'POST_CHECK_WITHIN',
  'CORRECT_WITHIN',
  'DUE_SOON_WITHIN',
  'CHECK_VALID_FOR',
  'RECONSIDER_WITHIN',
  'SUE_WITHIN',
  'BAR_AFTER_FALSE_MATERIAL',
  'BAR_AFTER_FRAUD',
] as const;
export type ApprovalRuleCode = (typeof APPROVAL_RULE_CODES)[number];

/** The terms in force on a day, each in the unit of its row. */
export type ApprovalRules = Readonly<Record<ApprovalRuleCode, number>>;

/** Working days that the law gives for a decision. Source: 行政许可法 art. 42 [L]; the numbers are rows. */
export function termOf(clock: ClockKind, rules: ApprovalRules): number {
  return clock === 'JOINT' ? rules.DECIDE_JOINTLY_WITHIN : rules.DECIDE_WITHIN;
}

/** Working days by which that term can be extended, once. Source: 行政许可法 art. 42 [L]. */
export function extensionOf(clock: ClockKind, rules: ApprovalRules): number {
  return clock === 'JOINT' ? rules.EXTEND_JOINTLY_BY : rules.EXTEND_BY;
}

/**
 * What a refusal says about remedies (救济途径) unless the office words it itself; null on a day on which no rule says their terms.
 * Source: 行政许可法 art. 38, 行政复议法 art. 20, 行政诉讼法 art. 46 [L].
 */
export function remediesText({ RECONSIDER_WITHIN, SUE_WITHIN }: Partial<ApprovalRules>): string | null {
  if (RECONSIDER_WITHIN === undefined || SUE_WITHIN === undefined) return null;
  return `如不服本决定，可以自收到本决定之日起${RECONSIDER_WITHIN}日内依法申请行政复议，或者自收到本决定之日起${SUE_WITHIN}个月内依法向人民法院提起行政诉讼。`;
}

/**
 * The last day on which the applicant cannot apply for the item again; null where no bar holds: only items that concern public
 * safety, health or property have one. `months` comes from the rules. Source: 行政许可法 art. 78, 79 [L].
 */
export function barredUntil(on: CivilDate, months: number, concernsSafety: boolean): CivilDate | null {
  return concernsSafety ? addMonths(on, months) : null;
}
