import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, isCivilDate, weekdayOf } from './civil-date.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar } from './working-days.js';

const PUBLISHED = JSON.parse(
  readFileSync(new URL('../../seeds/calendar.json', import.meta.url), 'utf8'),
) as WorkCalendar;
const anyDate = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2025-01-01', days));

describe('a working day', () => {
  it('is Monday to Friday', () => {
    expect(
      ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((date) => isWorkingDay(date, PUBLISHED)),
    ).toEqual([true, false, false, true]);
  });

  it('is no holiday of the State Council, and every make-up workday', () => {
    for (const holiday of ['2026-01-01', '2026-02-16', '2026-10-07'])
      expect(isWorkingDay(holiday, PUBLISHED)).toBe(false);
    for (const weekend of [
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]) {
      expect(isWorkingDay(weekend, PUBLISHED)).toBe(true);
    }
  });
});

describe('a term in working days', () => {
  it('of 20 after 15 September 2026 ends on 19 October, the national holiday in between', () => {
    expect(addWorkingDays('2026-09-15', 20, PUBLISHED)).toEqual({ on: '2026-10-19', provisional: false });
  });

  it('begins on the next working day when the event falls on a holiday', () => {
    expect(addWorkingDays('2026-10-03', 1, PUBLISHED).on).toBe('2026-10-08');
  });

  it('of none ends on the day itself', () => {
    expect(addWorkingDays('2026-10-03', 0, PUBLISHED)).toEqual({ on: '2026-10-03', provisional: false });
  });

  it('is provisional as soon as it runs into a year without a published calendar', () => {
    expect(addWorkingDays('2026-12-30', 1, PUBLISHED)).toEqual({ on: '2026-12-31', provisional: false });
    expect(addWorkingDays('2026-12-31', 1, PUBLISHED)).toEqual({ on: '2027-01-01', provisional: true });
    expect(addWorkingDays('2030-05-01', 0, PUBLISHED).provisional).toBe(true);
  });

  it('is a whole number of days, and not endless', () => {
    for (const days of [-1, 0.5, NaN, Infinity, 2_501]) {
      expect(() => addWorkingDays('2026-01-01', days, PUBLISHED)).toThrow(RangeError);
    }
  });

  it('ends on a working day, with exactly that many since the event', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (date, days) => {
        const { on } = addWorkingDays(date, days, PUBLISHED);
        let counted = 0;
        for (let day = addDays(date, 1); day <= on; day = addDays(day, 1))
          if (isWorkingDay(day, PUBLISHED)) counted++;
        expect([counted, isWorkingDay(on, PUBLISHED)]).toEqual([days, true]);
      }),
    );
  });
});

describe('the published calendar', () => {
  it('has every date in its own year, and make-up workdays on weekends only', () => {
    for (const [year, { holidays, makeUpWorkdays }] of Object.entries(PUBLISHED.years)) {
      for (const date of [...holidays, ...makeUpWorkdays])
        expect([date, isCivilDate(date), date.slice(0, 4)]).toEqual([date, true, year]);
      expect(makeUpWorkdays.filter((date) => weekdayOf(date) < 6 || holidays.includes(date))).toEqual([]);
    }
  });
});
