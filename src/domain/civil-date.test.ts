import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  civilDate,
  civilDateOf,
  civilTimeOf,
  compareDates,
  daysBetween,
  daysInMonth,
  isCivilDate,
  parseCivilDate,
  weekdayOf,
} from './civil-date.js';
import { DomainError } from './refusal.js';

const FIRST_DAY = '1900-01-01';
const anyDate = fc.integer({ min: 0, max: 109_000 }).map((days) => addDays(FIRST_DAY, days));

describe('a civil date', () => {
  it('is a day that exists, between 1900 and 2200', () => {
    for (const date of ['1900-01-01', '2200-12-31', '2024-02-29', '2000-02-29', '2026-11-22']) {
      expect([date, isCivilDate(date)]).toEqual([date, true]);
    }
  });

  it('is not a day that no calendar has', () => {
    for (const date of [
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-01-32',
    ]) {
      expect([date, isCivilDate(date)]).toEqual([date, false]);
    }
  });

  it('is not a day outside the years 1900–2200', () => {
    expect(isCivilDate('1899-12-31')).toBe(false);
    expect(isCivilDate('2201-01-01')).toBe(false);
  });

  it('is written in ASCII, in one form only', () => {
    for (const text of [
      '2026-1-2',
      '20260102',
      '2026/01/02',
      '２０２６-01-02',
      '2026-01-02 ',
      '2026-01-02T00:00',
      '',
      '+026-01-02',
    ]) {
      expect([text, isCivilDate(text)]).toEqual([text, false]);
    }
  });

  it('is refused with the path of the field it stood in', () => {
    expect(parseCivilDate('2026-11-22')).toBe('2026-11-22');
    const refusal = refusalOf(() => parseCivilDate('2026-02-30', ['input', 'occurredOn']));
    expect(refusal.code).toBe('INVALID_DATE');
    expect(refusal.details.field).toEqual(['input', 'occurredOn']);
    expect(refusalOf(() => parseCivilDate('soon')).details.field).toBeUndefined();
  });

  it('can be put together from year, month and day, or not at all', () => {
    expect(civilDate(2026, 1, 2)).toBe('2026-01-02');
    expect(civilDate(2026, 2, 29)).toBeNull();
    expect(civilDate(2201, 1, 1)).toBeNull();
    expect(civilDate(NaN, 1, 1)).toBeNull();
  });
});

describe('reckoning with dates', () => {
  it('crosses months, leap days and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
    expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
  });

  it('ends a month early where the later month is shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-01-15', -13)).toBe('2024-12-15');
  });

  it('knows the days of the week', () => {
    expect(weekdayOf('2026-11-22')).toBe(7);
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('1900-01-01')).toBe(1);
  });

  it('refuses to write a date for something that is none', () => {
    expect(() => addDays('not a date', 1)).toThrow(RangeError);
    expect(() => addDays('2026-01-01', 9_000_000)).toThrow(RangeError);
  });

  it('takes back what it has added', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const later = addDays(date, days);
        expect(daysBetween(date, later)).toBe(days);
        expect(addDays(later, -days)).toBe(date);
      }),
    );
  });

  it('sorts dates as time passes', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(compareDates(a, b)).toBe(Math.sign(daysBetween(b, a)));
      }),
    );
  });

  it('lands on the same day of the month, or on its end', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -240, max: 240 }), (date, months) => {
        const later = addMonths(date, months);
        const wanted = Number(date.slice(8));
        const end = daysInMonth(Number(later.slice(0, 4)), Number(later.slice(5, 7)));
        expect(Number(later.slice(8))).toBe(Math.min(wanted, end));
      }),
    );
  });

  it('accepts every date that it makes within the years it knows', () => {
    fc.assert(fc.property(anyDate, (date) => isCivilDate(date)));
  });
});

describe('the time on Chinese clocks at a moment', () => {
  it('is eight hours ahead of UTC, to the second', () => {
    expect(civilTimeOf('2026-11-21T15:59:59.999Z')).toBe('2026-11-21 23:59:59');
    expect(civilTimeOf('2026-12-31T20:00:00.000Z')).toBe('2027-01-01 04:00:00');
  });
});

describe('the day in China at a moment', () => {
  it('changes at 16:00 UTC', () => {
    expect(civilDateOf('2026-11-21T15:59:59.999Z')).toBe('2026-11-21');
    expect(civilDateOf('2026-11-21T16:00:00.000Z')).toBe('2026-11-22');
    expect(civilDateOf(new Date('2026-12-31T20:00:00Z'))).toBe('2027-01-01');
  });

  it('agrees with the time zone database for every moment since summer time ended', () => {
    const inShanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (moment) => {
          expect(civilDateOf(moment)).toBe(inShanghai.format(moment));
        },
      ),
    );
  });

  it('does not exist for something that is no moment', () => {
    expect(() => civilDateOf('yesterday')).toThrow(RangeError);
  });
});

function refusalOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
