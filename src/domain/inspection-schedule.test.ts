import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate } from './civil-date.js';
import {
  addInterval,
  type Interval,
  nextDue,
  overdueDays,
  type ScheduleFacts,
} from './inspection-schedule.js';

const WEEKLY: Interval = { value: 1, unit: 'WEEK' };
const FORTNIGHTLY: Interval = { value: 14, unit: 'DAY' };
const QUARTERLY: Interval = { value: 3, unit: 'MONTH' };
const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
const anyInterval = fc.record<Interval>({
  value: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom(
    'DAY',
    'WEEK',
    'HALF_MONTH',
    'MONTH',
    'CALENDAR_WEEK',
    'CALENDAR_HALF_MONTH',
    'CALENDAR_MONTH',
  ),
});

describe('the next inspection of a house', () => {
  it('is due one interval after the last one', () => {
    expect(nextDue(facts({ interval: QUARTERLY }))).toEqual({ dueOn: '2026-11-20', reason: 'ROUTINE' });
    expect(nextDue(facts({ interval: FORTNIGHTLY }))).toEqual({ dueOn: '2026-09-03', reason: 'ROUTINE' });
    expect(nextDue(facts({ interval: WEEKLY }))).toEqual({ dueOn: '2026-08-27', reason: 'ROUTINE' });
  });

  it('is a first visit, counted from registration, while there has been none', () => {
    const unseen = facts({
      rating: { basis: 'BY_DEFAULT', gradeCode: null },
      interval: { value: 30, unit: 'DAY' },
      lastInspectedOn: null,
      registeredOn: '2026-11-01',
      gradeSince: '2026-12-24',
    });
    expect(nextDue(unseen)).toEqual({ dueOn: '2026-12-01', reason: 'FIRST_VISIT' });
  });

  it('is counted from the last inspection again when the tier changes', () => {
    const onDowngrade = facts({ interval: FORTNIGHTLY, gradeSince: '2026-08-25' });
    expect(nextDue(onDowngrade).dueOn).toBe('2026-09-03');
  });

  it('is due at once, but not overdue, when the new interval has already passed', () => {
    const onDowngrade = facts({ interval: WEEKLY, gradeSince: '2026-10-01' });
    expect(nextDue(onDowngrade).dueOn).toBe('2026-10-01');
    const unseen = facts({ interval: WEEKLY, lastInspectedOn: null, gradeSince: '2026-10-01' });
    expect(nextDue(unseen)).toEqual({ dueOn: '2026-10-01', reason: 'FIRST_VISIT' });
  });

  it('is a re-visit when the term of a hazard ends before the interval does', () => {
    const open = facts({ interval: QUARTERLY, revisitOn: '2026-09-01' });
    expect(nextDue(open)).toEqual({ dueOn: '2026-09-01', reason: 'REVISIT' });
    expect(nextDue({ ...open, interval: WEEKLY })).toEqual({ dueOn: '2026-08-27', reason: 'ROUTINE' });
    expect(nextDue({ ...open, revisitOn: '2026-11-20' }).reason).toBe('REVISIT');
  });

  it('never comes later under a stricter interval', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(400), (inspectedOn, sinceDays) => {
        const known = { lastInspectedOn: inspectedOn, gradeSince: addDays(inspectedOn, sinceDays) };
        const due = (interval: Interval): CivilDate => nextDue(facts({ ...known, interval })).dueOn;
        expect(due(WEEKLY) <= due(FORTNIGHTLY) && due(FORTNIGHTLY) <= due(QUARTERLY)).toBe(true);
      }),
    );
  });
});

describe('an interval', () => {
  it('of months ends a month early where that month is shorter', () => {
    expect(addInterval('2026-11-30', QUARTERLY)).toBe('2027-02-28');
  });

  it('of a half-month leads to the same place in the next half of a month', () => {
    const next = (date: CivilDate): CivilDate => addInterval(date, { value: 1, unit: 'HALF_MONTH' });
    expect(
      ['2026-03-01', '2026-03-05', '2026-03-15', '2026-03-16', '2026-03-20', '2026-12-20'].map(next),
    ).toEqual(['2026-03-16', '2026-03-20', '2026-03-30', '2026-04-01', '2026-04-05', '2027-01-05']);
  });

  it('of a half-month ends with the half where that is too short', () => {
    expect(addInterval('2026-02-15', { value: 1, unit: 'HALF_MONTH' })).toBe('2026-02-28');
    expect(addInterval('2026-03-31', { value: 1, unit: 'HALF_MONTH' })).toBe('2026-04-15');
    expect(addInterval('2026-01-31', { value: 2, unit: 'HALF_MONTH' })).toBe('2026-02-28');
  });

  it('of two half-months is a month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 30 }), (date, months) => {
        const byHalves = addInterval(date, { value: months * 2, unit: 'HALF_MONTH' });
        expect(byHalves).toBe(addInterval(date, { value: months, unit: 'MONTH' }));
      }),
    );
  });

  it('of a half-month visits every half of every month, so it satisfies "every half month"', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const halfOf = (day: CivilDate): number =>
          Number(day.slice(0, 4)) * 24 + Number(day.slice(5, 7)) * 2 + (day.slice(8) > '15' ? 1 : 0);
        expect(halfOf(addInterval(date, { value: 1, unit: 'HALF_MONTH' })) - halfOf(date)).toBe(1);
      }),
    );
  });

  it('of the calendar ends with its week, half of a month or month, whatever day the visit was on', () => {
    const next =
      (unit: Interval['unit'], value = 1) =>
      (date: CivilDate) =>
        addInterval(date, { value, unit });
    const days = ['2026-06-29', '2026-07-01', '2026-07-05', '2026-07-06'];
    expect(days.map(next('CALENDAR_WEEK'))).toEqual(['2026-07-12', '2026-07-12', '2026-07-12', '2026-07-19']);
    expect(['2026-07-01', '2026-07-15', '2026-07-16', '2026-02-03'].map(next('CALENDAR_HALF_MONTH'))).toEqual(
      ['2026-07-31', '2026-07-31', '2026-08-15', '2026-02-28'],
    );
    expect(['2026-01-31', '2026-12-01'].map(next('CALENDAR_MONTH'))).toEqual(['2026-02-28', '2027-01-31']);
    expect(next('CALENDAR_WEEK', 3)('2026-07-01')).toBe('2026-07-26');
  });

  it('always leads onwards', () => {
    fc.assert(fc.property(anyDate, anyInterval, (date, interval) => addInterval(date, interval) > date));
  });

  it('is a whole number above zero', () => {
    for (const value of [0, -1, 0.5, NaN])
      expect(() => addInterval('2026-01-01', { value, unit: 'DAY' })).toThrow(RangeError);
  });
});

describe('an inspection', () => {
  it('is overdue by the days after its due date', () => {
    expect(['2026-11-19', '2026-11-20', '2026-11-21'].map((on) => overdueDays('2026-11-20', on))).toEqual([
      0, 0, 1,
    ]);
    fc.assert(
      fc.property(anyDate, fc.nat(500), (due, days) => overdueDays(due, addDays(due, days)) === days),
    );
  });
});

function facts(change: Partial<ScheduleFacts>): ScheduleFacts {
  return {
    rating: { basis: 'RATED', gradeCode: 'CIVILISED' },
    interval: QUARTERLY,
    lastInspectedOn: '2026-08-20',
    registeredOn: '2025-01-01',
    gradeSince: '2025-02-01',
    revisitOn: null,
    ...change,
  };
}
