import { describe, expect, test } from '@jest/globals';
import { type AlarmCount, alarmMonths } from './alarm-figures.js';

const FRAUD = { code: 'TELECOM_FRAUD', label: { zh: '电信诈骗', en: 'Telecom fraud' } };
const DRUGS = { code: 'DRUGS', label: { zh: '涉毒', en: 'Drugs' } };

function fraud(month: string, count: number, reportedBy = 'one village'): AlarmCount {
  return { kind: FRAUD.code, month, count, villages: 1, reportedBy };
}

function figureOf(month: string, ...counts: AlarmCount[]) {
  return alarmMonths([FRAUD, DRUGS], counts, [month])[0]?.figures[0];
}

describe('Alarms of a month', () => {
  test('stand beside those of a year and of a month before', () => {
    const counts = [fraud('2025-07-01', 14), fraud('2026-06-01', 8), fraud('2026-07-01', 10)];
    expect(figureOf('2026-07-01', ...counts)).toEqual({
      kind: FRAUD,
      count: 10,
      villages: 1,
      onYear: { before: 14, difference: -4, basisPoints: -2_857 },
      onMonth: { before: 8, difference: 2, basisPoints: 2_500 },
    });
  });

  test('are unknown where nobody has recorded any, and so is the change', () => {
    expect(figureOf('2026-07-01', fraud('2026-06-01', 8))).toMatchObject({
      ...{ count: null, villages: 0, onYear: null, onMonth: null },
    });
    expect(figureOf('2026-07-01', fraud('2026-07-01', 0))).toMatchObject({
      count: 0,
      onYear: null,
      onMonth: null,
    });
  });

  test('are compared only where the same villages reported', () => {
    const counts = [fraud('2026-06-01', 8), fraud('2026-07-01', 10, 'two villages')];
    expect(figureOf('2026-07-01', ...counts)?.onMonth).toBeNull();
  });

  test('have no percentage of nothing', () => {
    const counts = [fraud('2026-06-01', 0), fraud('2026-07-01', 3)];
    expect(figureOf('2026-07-01', ...counts)?.onMonth).toEqual({
      before: 0,
      difference: 3,
      basisPoints: null,
    });
  });
});
