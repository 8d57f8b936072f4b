import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './civil-date.js';
import { forecastInspections, type ForecastFacts } from './inspection-forecast.js';
import type { OfficeDay } from './office-days.js';

const TODAY = '2026-07-01';
const days = (count = 28, kind: OfficeDay['kind'] = 'WORKING_DAY'): OfficeDay[] =>
  Array.from({ length: count }, (_, at) => ({ on: addDays(TODAY, at), kind, isProvisional: false }));
const forecast = (changes: Partial<ForecastFacts>) =>
  forecastInspections({ days: days(), capacityPerDay: 10, due: [], planned: new Map(), ...changes });
const expectedOn = (changes: Partial<ForecastFacts>) =>
  forecast(changes).days.flatMap(({ on, expected }) => (expected === 0 ? [] : [[on, expected]]));

describe('A forecast', () => {
  test('lets a house of weekly interval come due again seven days after each visit', () => {
    const due = [{ dueOn: '2026-07-03', interval: { value: 7, unit: 'DAY' as const }, count: 5 }];
    expect(expectedOn({ due })).toEqual([
      ['2026-07-03', 5],
      ['2026-07-10', 5],
      ['2026-07-17', 5],
      ['2026-07-24', 5],
    ]);
  });

  test('keeps half-months and months apart from days', () => {
    const due = [
      { dueOn: '2026-07-05', interval: { value: 1, unit: 'HALF_MONTH' as const }, count: 1 },
      { dueOn: '2026-07-01', interval: { value: 1, unit: 'MONTH' as const }, count: 1 },
    ];
    expect(expectedOn({ due })).toEqual([
      ['2026-07-01', 1],
      ['2026-07-05', 1],
      ['2026-07-20', 1],
    ]);
  });

  test('expects what is overdue today, and counts once what has no interval yet', () => {
    const due = [
      { dueOn: '2026-06-01', interval: { value: 14, unit: 'DAY' as const }, count: 3 },
      { dueOn: '2026-07-02', interval: null, count: 2 },
    ];
    expect(forecast({ due }).overdue).toBe(3);
    expect(expectedOn({ due })).toEqual([
      ['2026-07-01', 3],
      ['2026-07-02', 2],
      ['2026-07-15', 3],
    ]);
  });

  test('carries what a week leaves undone into the next', () => {
    const due = [{ dueOn: TODAY, interval: null, count: 100 }];
    expect(forecast({ due }).weeks.map(({ overflow }) => overflow)).toEqual([30, 0, 0, 0]);
    expect(forecast({ due, days: days(28, 'DAY_OFF') }).weeks.map(({ overflow }) => overflow)).toEqual([
      100, 100, 100, 100,
    ]);
  });

  test('has weeks that are the sums of their days', () => {
    const group = fc.record({
      dueOn: fc.integer({ min: -10, max: 27 }).map((at) => addDays(TODAY, at)),
      interval: fc.option(
        fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constant('DAY' as const) }),
      ),
      count: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 20 }), (due) => {
        const { days: each, weeks, overdue } = forecast({ due });
        for (const field of ['capacity', 'due', 'planned', 'expected'] as const) {
          const sum = (list: readonly Record<typeof field, number>[]) =>
            list.reduce((total, one) => total + one[field], 0);
          expect(sum(weeks)).toBe(sum(each));
        }
        const counted = due.reduce((total, { count }) => total + count, 0);
        expect(overdue + each.reduce((total, day) => total + day.due, 0)).toBe(counted);
      }),
    );
  });
});
