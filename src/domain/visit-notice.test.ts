import { describe, expect, test } from '@jest/globals';
import { correctionOrderNotice, correctionReminder, replacementNotice, visitNotice } from './visit-notice.js';

const facts = {
  ...{ enterpriseName: '鹤山市示例商行', creditCode: '91440784MA00000A92', officeName: '示例市场监管局' },
  ...{
    drawTitle: '示例抽查',
    items: ['登记事项检查', '公示信息检查'],
    visitOn: '2026-07-03',
    inspectedThisYear: 2,
  },
  ...{ recusalUntilOn: '2026-07-02', noticedOn: '2026-06-30' },
  inspectors: [
    { name: '甲', certificateNumber: 'A-1' },
    { name: '乙', certificateNumber: 'A-2' },
  ],
};
const order = {
  ...facts,
  requirement: '悬挂营业执照',
  legalBasis: '市场主体登记管理条例第三十六条',
  dueOn: '2026-07-22',
};

describe('The notice of a visit', () => {
  test('names basis, day, items, inspectors with certificates, inspections this year and recusal', () => {
    const text = visitNotice(facts);
    for (const part of [
      ...[
        '国办发〔2024〕54号',
        '2026-07-03',
        '登记事项检查、公示信息检查',
        '甲（执法证号 A-1）、乙（执法证号 A-2）',
      ],
      ...['已接受行政检查 2 次', '在 2026-07-02 前（含当日）', '陈述、申辩'],
    ])
      expect(text).toContain(part);
    expect(visitNotice({ ...facts, items: [] })).toContain('依法登记、公示事项');
  });

  test('of a replacement names who comes now and why', () => {
    const text = replacementNotice(facts, { outName: '丙', reason: '因病不能参加' });
    expect(text).toContain('丙因“因病不能参加”');
    expect(text).toContain('甲（执法证号 A-1）');
  });

  test('of an order names requirement, basis, term and remedies, and its reminder the term', () => {
    const text = correctionOrderNotice(order);
    for (const part of ['悬挂营业执照', '第三十六条', '2026-07-22', '行政复议']) expect(text).toContain(part);
    expect(correctionReminder(order)).toContain('期限至 2026-07-22 届满');
  });

  test('never tells a risk class or a ratio', () => {
    const texts = [visitNotice(facts), replacementNotice(facts, { outName: '丙', reason: '休假' })];
    for (const text of [...texts, correctionOrderNotice(order), correctionReminder(order)])
      expect(text).not.toMatch(/风险|[ABCD]类|比例|%/);
  });
});
