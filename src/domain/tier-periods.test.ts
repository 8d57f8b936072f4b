import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './civil-date.js';
import { periodsOf } from './tier-periods.js';

const held = (gradeCode: string | null, validFrom: string) => ({ gradeCode, validFrom });
const shown = (rows: Parameters<typeof periodsOf>[0]) =>
  periodsOf(rows).map(({ row, fromOn, toOn }) => [row.gradeCode, fromOn, toOn]);

describe('The periods of a history', () => {
  test('end on the day before the next one begins; the newest has no end', () => {
    expect(
      shown([held('KEY', '2026-07-03'), held('CIVILISED', '2026-07-01'), held(null, '2026-06-01')]),
    ).toEqual([
      ['KEY', '2026-07-03', null],
      ['CIVILISED', '2026-07-01', '2026-07-02'],
      [null, '2026-06-01', '2026-06-30'],
    ]);
  });

  test('are one where a change left the grade as it was', () => {
    expect(shown([held('KEY', '2026-07-03'), held('KEY', '2026-07-01')])).toEqual([
      ['KEY', '2026-07-01', null],
    ]);
  });

  test('know only what held at the end of a day', () => {
    expect(
      shown([held('KEY', '2026-07-03'), held('WATCH_LIST', '2026-07-03'), held('KEY', '2026-07-01')]),
    ).toEqual([['KEY', '2026-07-01', null]]);
  });

  test('follow each other without a gap, and neighbours differ', () => {
    const history = fc
      .array(fc.record({ grade: fc.constantFrom('A', 'B', null), after: fc.nat(3) }), { maxLength: 12 })
      .map((changes) => {
        let day = '2026-01-01';
        return changes.map(({ grade, after }) => held(grade, (day = addDays(day, after)))).reverse();
      });
    fc.assert(
      fc.property(history, (rows) => {
        const periods = periodsOf(rows);
        expect(periods.length === 0).toBe(rows.length === 0);
        for (const [at, { row, toOn }] of periods.entries()) {
          const later = periods[at - 1];
          expect(toOn).toBe(later === undefined ? null : addDays(later.fromOn, -1));
          expect(later?.row.gradeCode === row.gradeCode).toBe(false);
        }
        expect(periods.at(-1)?.fromOn).toBe(rows.at(-1)?.validFrom);
      }),
    );
  });
});
