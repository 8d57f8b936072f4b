import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths } from './civil-date.js';
import { type ChangeOfHands, lastChangeOn, penaltiesOnChange, type Tenure } from './house-tenure.js';

const first: Tenure = { id: 'first', personId: 'A', fromOn: '2025-01-01', toOn: '2026-01-31' };
const second: Tenure = { id: 'second', personId: 'B', fromOn: '2026-01-31', toOn: null };

const change = (changes: Partial<ChangeOfHands>): ChangeOfHands => ({
  fromOn: '2026-06-01',
  nextId: 'C',
  tenures: [first, second],
  isWithinFamily: false,
  resaleMonths: 12,
  ...changes,
});

describe('Penalties of a landlord in the file of his house', () => {
  test('end when a stranger takes the house over', () => {
    expect(penaltiesOnChange(change({}))).toEqual({ end: true, resumeOf: [] });
  });

  test('stay where the house stays in the family', () => {
    expect(penaltiesOnChange(change({ isWithinFamily: true })).end).toBe(false);
  });

  test('count again when he comes back before the window has passed, to the day', () => {
    const back = (fromOn: string) => penaltiesOnChange(change({ nextId: 'A', fromOn })).resumeOf;
    expect(back('2026-02-01')).toEqual(['first']);
    expect(back('2027-01-30')).toEqual(['first']);
    expect(back('2027-01-31')).toEqual([]);
  });

  test('end for good where there is no window', () => {
    const back = change({ nextId: 'A', fromOn: '2026-01-31', resaleMonths: 0 });
    expect(penaltiesOnChange(back)).toEqual({ end: true, resumeOf: [] });
  });

  test('never count again for somebody who did not have the house, and for nobody outside the window', () => {
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2025-01-01', days));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), day, fc.nat(300))),
        day,
        (past, fromOn) => {
          const tenures = past.map(([personId, from, length], at): Tenure => ({
            id: String(at),
            personId,
            fromOn: from,
            toOn: addDays(from, length),
          }));
          const { resumeOf } = penaltiesOnChange(change({ nextId: 'A', tenures, fromOn }));
          for (const { id, personId, toOn } of tenures) {
            const isDue = personId === 'A' && toOn !== null && toOn <= fromOn && fromOn < addMonths(toOn, 12);
            expect(resumeOf.includes(id)).toBe(isDue);
          }
        },
      ),
    );
  });
});

describe('The last change', () => {
  test('is the registration of the house while nothing else has happened', () => {
    expect(lastChangeOn([], '2026-03-01')).toBe('2026-03-01');
  });

  test('is the beginning of the present tenure, or the end of the last one where nobody follows', () => {
    expect(lastChangeOn([first, second], '2025-01-01')).toBe('2026-01-31');
    expect(lastChangeOn([{ ...second, toOn: '2026-05-05' }], '2025-01-01')).toBe('2026-05-05');
  });
});
