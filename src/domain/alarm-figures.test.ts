import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from './civil-date.js';
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

  test('differ from what they are compared with by just what is said, and what is unknown stays unknown', () => {
    const figure = fc.option(fc.record({ count: fc.nat(1_000), reportedBy: fc.constantFrom('a', 'b') }));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 24, maxLength: 24 }), (figures) => {
        const months = figures.map((_, at) => addMonths('2025-01-01', at));
        const counts = figures.flatMap((known, at) =>
          known === null ? [] : [fraud(months[at] ?? '', known.count, known.reportedBy)],
        );
        const pictured = alarmMonths([FRAUD], counts, months).map(({ figures: [first] }) => first);
        for (const [at, now] of pictured.entries()) {
          expect(now?.count).toBe(figures[at]?.count ?? null);
          for (const [change, then] of [
            [now?.onMonth, figures[at - 1]],
            [now?.onYear, figures[at - 12]],
          ] as const) {
            const isComparable = then != null && then.reportedBy === figures[at]?.reportedBy;
            expect(change === null).toBe(!isComparable);
            if (change == null) continue;
            expect(change.before + change.difference).toBe(now?.count);
            expect(change.basisPoints === null).toBe(change.before === 0);
          }
        }
      }),
    );
  });
});
