import { describe, expect, test } from '@jest/globals';
import { gradeNotice, type NoticeFacts } from './grade-notice.js';
import type { Source, Standard } from './standard.js';
import { treatmentInWords } from './treatment-words.js';

const SOURCE: Source = { instrument: '示例办法', clause: '第七条', mark: 'D', checkedOn: '2026-11-26' };
const GOOD = { zh: '优', en: 'Good' };
const POOR = { zh: '差', en: 'Poor' };

const STANDARD: Standard = {
  sector: 'test',
  version: '1',
  title: { zh: '示例标准', en: 'Example' },
  subjectKinds: ['ENTERPRISE'],
  inForceFrom: '2026-01-01',
  direction: 'HIGHER_IS_BETTER',
  internal: false,
  baseHundredths: 0,
  source: SOURCE,
  indicators: [
    {
      code: 'FINED',
      label: { zh: '受到处罚', en: 'Fined' },
      recordTypes: ['FINE'],
      pointsHundredths: -500,
      validDays: 10,
      onlyWhileOpen: false,
      source: SOURCE,
    },
  ],
  bands: [
    { code: 'GOOD', label: GOOD, colour: 'green', rank: 1, minHundredths: 0, maxHundredths: null },
    { code: 'POOR', label: POOR, colour: 'red', rank: 2, minHundredths: null, maxHundredths: 0 },
  ],
  byDefault: null,
  upgrade: { mode: 'AT_ONCE' },
  downgrade: { mode: 'CONFIRMED' },
};

const FACTS: NoticeFacts = {
  officeName: '示例机构',
  subjectName: '示例商行',
  subjectCode: '91440784MA000000X0',
  standard: STANDARD,
  change: { fromGradeCode: 'GOOD', toGradeCode: 'POOR', direction: 'DOWN' },
  reasons: [
    {
      recordId: 'r',
      memberId: null,
      indicatorCode: 'FINED',
      pointsBeforeCapHundredths: -500,
      pointsHundredths: -500,
      setsGrade: 'POOR',
      keepsGrade: null,
      source: SOURCE,
      lapsesOn: '2026-07-11',
    },
  ],
  treatments: { from: [], to: ['每 7 天检查一次'] },
  on: '2026-07-01',
};

describe('The notice of a change of grade', () => {
  test('says what is to change, why and by which clause, what follows, how to object, and who says so when', () => {
    expect(gradeNotice(FACTS)).toBe(
      [
        '等级调整告知书',
        '示例商行（91440784MA000000X0）：',
        '一、调整事项：依据《示例标准》（1 版，示例办法），拟将等级由“优”调整为“差”（降级），经另一名工作人员确认后生效。',
        '二、事实、理由和依据：',
        '1. 受到处罚，计 -5.00 分，等级不高于“差”，自 2026-07-11 起不再计入（依据：示例办法，第七条）。',
        '三、措施：调整后：每 7 天检查一次。现行：无特别措施。',
        '四、异议：如有异议，可以向示例机构陈述、申辩或者申请复核。',
        '示例机构　2026-07-01',
      ].join('\n'),
    );
  });

  test('names the terms of the review where the standard sets them', () => {
    const review = { withinDays: 15, decidedWithinWorkingDays: 20 };
    const notice = gradeNotice({ ...FACTS, standard: { ...STANDARD, review } });
    expect(notice).toContain('自收到本告知书之日起 15 日内');
    expect(notice).toContain('20 个工作日内答复');
  });

  test('says that nothing counts any more where there is no reason left', () => {
    const change = { fromGradeCode: 'POOR', toGradeCode: 'GOOD', direction: 'UP' } as const;
    const notice = gradeNotice({ ...FACTS, change, reasons: [] });
    expect(notice).toContain('截至 2026-07-01，信用档案中没有计分或者直接判定的事项。');
    expect(notice).toContain('（升级）');
  });
});

describe('A treatment in words', () => {
  test.each([
    [{ kind: 'INSPECTION_INTERVAL', value: 14, unit: 'DAY' }, '每 14 天检查一次'],
    [{ kind: 'INSPECTION_INTERVAL', value: 1, unit: 'HALF_MONTH' }, '每半个月检查一次'],
    [{ kind: 'FIRST_VISIT_TERM', value: 3, unit: 'MONTH' }, '3 个月内首次检查'],
    [{ kind: 'INSPECTION_EFFORT', value: 25, unit: 'HUNDREDTH_DAY' }, '每次检查投入 0.25 人日'],
    [{ kind: 'SPOT_CHECK_RATIO', value: 300, unit: 'BASIS_POINT' }, '随机抽查比例 3.00%'],
    [{ kind: 'DRAW_WEIGHT', value: 2, unit: 'TIMES' }, '随机抽查权重 2 倍'],
    [
      { kind: 'EXTRA_PATROLS', value: 4, unit: 'PER_MONTH', legalBasis: '示例规定第五条' },
      '每月增加巡查 4 次（依据：示例规定第五条）',
    ],
    [{ kind: 'RETAINED_SHARE', value: 500, unit: 'BASIS_POINT' }, '预售资金留存比例 5.00%'],
    [{ kind: 'LOAN_LIMIT', value: 200_000, unit: 'YUAN' }, '贷款额度最高 200000 元'],
    [{ kind: 'LOAN_RATE', value: 385, unit: 'BASIS_POINT' }, '贷款年利率 3.85%'],
    [{ kind: 'ASSIGNMENT_PRIORITY', value: 1, unit: 'RANK' }, '指派次序第 1 位'],
    [{ kind: 'APPROVAL_EFFECT', value: 1, unit: 'NONE', label: { zh: '优先办理', en: 'First' } }, '优先办理'],
    [
      { kind: 'BENEFIT', value: 3, unit: 'TIMES', label: { zh: '发票用量', en: 'Invoices' } },
      '发票用量：3 倍',
    ],
  ] as const)('%o is %s', (treatment, words) => {
    expect(treatmentInWords(treatment)).toBe(words);
  });
});
