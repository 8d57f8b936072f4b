import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './civil-date.js';
import { feedbackRateBasisPoints, feedbackTerm } from './feedback.js';
import type { WorkCalendar } from './working-days.js';

const CALENDAR = JSON.parse(
  readFileSync(new URL('../../seeds/calendar.json', import.meta.url), 'utf8'),
) as WorkCalendar;
const TEN = { dueWorkingDays: 10, remindWorkingDays: 7, validFrom: '2024-01-01' };
const FIVE = { dueWorkingDays: 5, remindWorkingDays: 3, validFrom: '2026-07-01' };

describe('the term for feedback', () => {
  it('runs in working days from the day after the check', () => {
    expect(feedbackTerm('2026-09-25', [TEN], CALENDAR)).toMatchObject({ isProvisional: false });
    expect(feedbackTerm('2026-07-01', [TEN], CALENDAR)).toEqual({
      dueOn: '2026-07-15',
      remindOn: '2026-07-10',
      isProvisional: false,
    });
  });

  it('follows the rule of the day of the check, whichever stands first', () => {
    for (const rules of [
      [TEN, FIVE],
      [FIVE, TEN],
    ]) {
      expect(feedbackTerm('2026-06-30', rules, CALENDAR)?.dueOn).toBe('2026-07-14');
      expect(feedbackTerm('2026-07-01', rules, CALENDAR)?.dueOn).toBe('2026-07-08');
    }
  });

  it('is none before there was a rule, and provisional where no calendar is published', () => {
    expect(feedbackTerm('2023-12-31', [TEN], CALENDAR)).toBeNull();
    expect(feedbackTerm('2190-01-02', [TEN], CALENDAR)).toMatchObject({ isProvisional: true });
  });

  it('reminds before it ends, and never ends earlier for a later check', () => {
    const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-06-01', days));
    fc.assert(
      fc.property(anyDay, fc.nat(60), (day, later) => {
        const [one, other] = [day, addDays(day, later)].map((on) => feedbackTerm(on, [TEN], CALENDAR));
        expect((one?.remindOn ?? '') < (one?.dueOn ?? '')).toBe(true);
        expect((other?.dueOn ?? '') >= (one?.dueOn ?? '')).toBe(true);
      }),
    );
  });
});

describe('the rate of feedback', () => {
  it('is none where none is owed', () => {
    expect(feedbackRateBasisPoints(0, 0)).toBeNull();
  });

  it('is rounded half up to a basis point', () => {
    expect([
      feedbackRateBasisPoints(1, 3),
      feedbackRateBasisPoints(2, 3),
      feedbackRateBasisPoints(1, 20_000),
    ]).toEqual([3_333, 6_667, 1]);
  });

  it('lies within half a basis point of the share', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (given, missing) => {
        fc.pre(given + missing > 0);
        const rate = feedbackRateBasisPoints(given, given + missing) ?? NaN;
        expect(Math.abs(rate - (given / (given + missing)) * 10_000)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });
});
