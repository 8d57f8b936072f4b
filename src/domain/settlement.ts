import { addDays, addMonths, type CivilDate, dayOfMonth, monthOf, weekdayOf } from './civil-date.js';

/**
 * When what has happened is settled into a rating. AT_ONCE: every day. WEEKLY: on Monday, for the days up to the Sunday
 * before. MONTHLY, QUARTERLY, YEARLY: on the first day of a period, for the period before.
 */
export type Settlement = 'AT_ONCE' | 'WEEKLY' | 'MONTHLY' | 'QUARTERLY' | 'YEARLY';

/**
 * Which records can count by their day. ROLLING: each as long as its indicator says. LIFETIME: all, for ever. MONTH,
 * QUARTER, YEAR: those of the calendar period that the rating is about.
 */
export type Window = 'ROLLING' | 'MONTH' | 'QUARTER' | 'YEAR' | 'LIFETIME';

type Period = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const MONTHS: Readonly<Record<Exclude<Period, 'WEEK'>, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
const DAYS_OF_WEEK = 7;

const SETTLED_PERIOD: Readonly<Record<Exclude<Settlement, 'AT_ONCE'>, Period>> = {
  WEEKLY: 'WEEK',
  MONTHLY: 'MONTH',
  QUARTERLY: 'QUARTER',
  YEARLY: 'YEAR',
};

/** The last day that has been settled on the day `on`: the day itself, or the last one of the period before. */
export function settledThrough(settlement: Settlement, on: CivilDate): CivilDate {
  return settlement === 'AT_ONCE' ? on : addDays(firstDay(SETTLED_PERIOD[settlement], on), -1);
}

/** The next day on which something is settled; null where every day is. */
export function nextSettlement(settlement: Settlement, on: CivilDate): CivilDate | null {
  return settlement === 'AT_ONCE' ? null : firstDayOfNext(SETTLED_PERIOD[settlement], on);
}

/** The first day of the window that holds `asOf`; null where every earlier day can count. */
export function windowStart(window: Window, asOf: CivilDate): CivilDate | null {
  return isPeriod(window) ? firstDay(window, asOf) : null;
}

/** The first day of the window after the one that holds `asOf`; null where there is no other. */
export function nextWindow(window: Window, asOf: CivilDate): CivilDate | null {
  return isPeriod(window) ? firstDayOfNext(window, asOf) : null;
}

function isPeriod(window: Window): window is 'MONTH' | 'QUARTER' | 'YEAR' {
  return window !== 'ROLLING' && window !== 'LIFETIME';
}

function firstDay(period: Period, on: CivilDate): CivilDate {
  if (period === 'WEEK') return addDays(on, 1 - weekdayOf(on));
  const monthsPast = (monthOf(on) - 1) % MONTHS[period];
  return addMonths(addDays(on, 1 - dayOfMonth(on)), -monthsPast);
}

function firstDayOfNext(period: Period, on: CivilDate): CivilDate {
  const first = firstDay(period, on);
  return period === 'WEEK' ? addDays(first, DAYS_OF_WEEK) : addMonths(first, MONTHS[period]);
}
