import { describe, expect, test } from '@jest/globals';
import { officeDays } from './office-days.js';

const calendar = {
  years: { '2026': { holidays: ['2026-10-01', '2026-10-02'], makeUpWorkdays: ['2026-10-10'] } },
};
const kinds = (from: string, count: number, dutyDays: readonly string[] = []) =>
  officeDays(from, count, { calendar, dutyDays }).map(({ on, kind }) => `${on.slice(5)} ${kind}`);

describe('The days of an office', () => {
  test('are worked as published: no holidays, but make-up workdays', () => {
    expect(kinds('2026-09-30', 4)).toEqual([
      '09-30 WORKING_DAY',
      '10-01 DAY_OFF',
      '10-02 DAY_OFF',
      '10-03 DAY_OFF',
    ]);
    expect(kinds('2026-10-10', 1)).toEqual(['10-10 WORKING_DAY']);
  });

  test('are worked on duty days, too; a working day stays what it is', () => {
    expect(kinds('2026-10-02', 2, ['2026-10-02', '2026-10-03'])).toEqual([
      '10-02 DUTY_DAY',
      '10-03 DUTY_DAY',
    ]);
    expect(kinds('2026-10-10', 1, ['2026-10-10'])).toEqual(['10-10 WORKING_DAY']);
  });

  test('are provisional in a year whose calendar is not published', () => {
    const days = officeDays('2026-12-31', 2, { calendar, dutyDays: [] });
    expect(days.map(({ isProvisional }) => isProvisional)).toEqual([false, true]);
  });
});
