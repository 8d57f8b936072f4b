import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './civil-date.js';
import { overdueSince, publicationTerm } from './publication.js';

const calendar = {
  years: {
    '2026': {
      holidays: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
      makeUpWorkdays: ['2026-09-20', '2026-10-10'],
    },
  },
};
const facts = { lastResultOn: '2026-09-15', resultsMissing: 0, withinDays: 20, calendar };

describe('The term for publication', () => {
  test('counts working days from the last result', () => {
    expect(publicationTerm({ ...facts, today: '2026-09-15' })).toEqual({
      ...{ dueOn: '2026-10-19', daysLeft: 20, provisional: false },
    });
  });

  test('says how many working days are left, and how many it is overdue', () => {
    const { dueOn } = publicationTerm({ ...facts, today: '2026-09-15' });
    expect(publicationTerm({ ...facts, today: dueOn }).daysLeft).toBe(0);
    expect(publicationTerm({ ...facts, today: addDays(dueOn, 7) }).daysLeft).toBe(-5);
  });

  test('may still move while results are missing, or where no calendar is published', () => {
    expect(publicationTerm({ ...facts, today: '2026-09-15', resultsMissing: 1 }).provisional).toBe(true);
    expect(publicationTerm({ ...facts, today: '2026-12-20', lastResultOn: '2026-12-20' }).provisional).toBe(
      true,
    );
  });
});

test('The last overdue day is the one after which nothing is overdue', () => {
  const days = fc.integer({ min: 0, max: 364 });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 30 }), days, (at, withinDays, back) => {
      const today = addDays('2026-01-01', at);
      const since = overdueSince(today, { withinDays, calendar });
      const lastResultOn = addDays(today, -back);
      const { dueOn } = publicationTerm({ ...facts, withinDays, lastResultOn, today });
      expect(dueOn < today).toBe(lastResultOn <= since);
    }),
  );
});
