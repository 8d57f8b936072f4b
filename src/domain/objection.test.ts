import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from './civil-date.js';
import { answerDue, howToObject, objectionUntil } from './objection.js';
import { isWorkingDay, type WorkCalendar } from './working-days.js';

const REVIEW = { withinDays: 15, decidedWithinWorkingDays: 3 };
const CALENDAR: WorkCalendar = { years: { '2026': { holidays: ['2026-10-01'], makeUpWorkdays: [] } } };

describe('An objection', () => {
  test('may be made through the last day of the term, the first day of the tier not counted', () => {
    expect(objectionUntil(REVIEW, '2026-07-01')).toBe('2026-07-16');
  });

  test('may be made on any day where the standard says nothing', () => {
    expect(objectionUntil(undefined, '2026-07-01')).toBeNull();
  });

  test('is answered within the working days of the standard, else of the rule', () => {
    // 30 September 2026 is a Wednesday, the holiday follows it.
    expect(answerDue(REVIEW, 20, '2026-09-30', CALENDAR)).toEqual({ on: '2026-10-06', provisional: false });
    expect(answerDue(undefined, 1, '2026-09-30', CALENDAR)).toEqual({ on: '2026-10-02', provisional: false });
  });

  test('has a provisional answer day when the term runs into a year without a published calendar', () => {
    expect(answerDue(undefined, 1, '2026-12-31', CALENDAR)).toEqual({ on: '2027-01-01', provisional: true });
  });

  test('is answered on a working day after it was filed, and no earlier with a longer term', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((after) => addDays('2026-01-01', after));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (filedOn, term) => {
        const { on } = answerDue(undefined, term, filedOn, CALENDAR);
        expect(isWorkingDay(on, CALENDAR)).toBe(true);
        expect(daysBetween(filedOn, on)).toBeGreaterThanOrEqual(term);
        expect(answerDue(undefined, term + 1, filedOn, CALENDAR).on > on).toBe(true);
      }),
    );
  });

  test('is explained with its term, its place and its answer, or without a term', () => {
    const terms = { officeName: '示例派出所', toldOn: '2026-07-01', usualWorkingDays: 20 };
    expect(howToObject({ ...terms, review: REVIEW })).toEqual({
      zh: '如有异议，可以在 2026-07-16 前（含当日）向示例派出所陈述、申辩或者申请复核；示例派出所自收到之日起 3 个工作日内答复。',
      en: 'You may object until 2026-07-16 (that day included) to 示例派出所; it answers within 3 working days.',
    });
    expect(howToObject({ ...terms, review: undefined }).zh).toBe(
      '如有异议，可以随时向示例派出所陈述、申辩或者申请复核；示例派出所自收到之日起 20 个工作日内答复。',
    );
  });
});
