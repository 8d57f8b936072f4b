import { describe, expect, it } from '@jest/globals';
import { APPROVAL_RULE_CODES, type ApprovalRules, barredUntil, remediesText } from './approval-matter.js';
import { canStandFor, commitmentTerm } from './commitment.js';

const rules = {
  ...(Object.fromEntries(APPROVAL_RULE_CODES.map((code) => [code, 1])) as ApprovalRules),
  TOLERANCE_WITHIN: 10,
  REPLACE_WITHIN: 30,
  FILE_WITHIN: 25,
  RECONSIDER_WITHIN: 60,
  SUE_WITHIN: 6,
};

describe('a commitment', () => {
  it('has the term of its kind', () => {
    const kinds = ['TOLERANCE', 'REPLACE_PAPERS', 'FILING'] as const;
    expect(kinds.map((kind) => commitmentTerm(kind, rules))).toEqual([10, 30, 25]);
  });

  it('stands only for papers that its kind may stand for', () => {
    const replaceable = { code: 'A', isReplaceable: true, mayComeLater: false };
    const later = { code: 'B', isReplaceable: false, mayComeLater: true };
    expect([canStandFor('REPLACE_PAPERS', replaceable), canStandFor('REPLACE_PAPERS', later)]).toEqual([
      true,
      false,
    ]);
    expect([canStandFor('TOLERANCE', replaceable), canStandFor('TOLERANCE', later)]).toEqual([false, true]);
    expect([canStandFor('FILING', replaceable), canStandFor('FILING', later)]).toEqual([false, false]);
  });
});

describe('a refusal', () => {
  it('names both remedies with their terms', () => {
    expect(remediesText(rules)).toContain('60日内依法申请行政复议');
    expect(remediesText(rules)).toContain('6个月内依法向人民法院提起行政诉讼');
    expect(remediesText({ RECONSIDER_WITHIN: 60 })).toBeNull();
  });

  it('bars from applying again only where safety is concerned', () => {
    expect(barredUntil('2026-07-01', 12, true)).toBe('2027-07-01');
    expect(barredUntil('2026-07-01', 12, false)).toBeNull();
  });
});
