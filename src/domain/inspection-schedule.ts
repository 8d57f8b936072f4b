import {
  addDays,
  addMonths,
  type CivilDate,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from './civil-date.js';
import type { Rating } from './rating.js';

/**
 * How often something is due. The unit is part of the rule: fourteen days and a half-month are not the same. Units of the calendar
 * are buckets: once in each week from Monday to Sunday, in each half of a month, in each month, on whatever day of it.
 */
export interface Interval {
  readonly value: number;
  readonly unit:
    'DAY' | 'WEEK' | 'HALF_MONTH' | 'MONTH' | 'CALENDAR_WEEK' | 'CALENDAR_HALF_MONTH' | 'CALENDAR_MONTH';
}

export interface ScheduleFacts {
  readonly rating: Pick<Rating, 'basis' | 'gradeCode'>;
  /** What the policy sets for this grade, or its first-visit term while there is no grade. */
  readonly interval: Interval;
  readonly lastInspectedOn: CivilDate | null;
  readonly registeredOn: CivilDate;
  /** The day from which the present grade holds. */
  readonly gradeSince: CivilDate;
  /** The first day on which an open hazard must be looked at again; null: none is open. */
  readonly revisitOn: CivilDate | null;
}

export interface DueInspection {
  readonly dueOn: CivilDate;
  readonly reason: 'FIRST_VISIT' | 'ROUTINE' | 'REVISIT';
}

const HALF_MONTH_DAYS = 15;
const LAST_WEEKDAY = 7;

/**
 * When a house must next be inspected: one interval after the last inspection, or, if it was never inspected, after its
 * registration. So a house whose tier changes is planned again from its last inspection and not from the day of
 * the change: otherwise each change would put the visit off.
 *
 * A stricter grade cannot make a house overdue for days on which the milder one still held: the due date is then the day
 * from which the grade holds. Without a grade there is no such day, and the first-visit term alone counts.
 *
 * A hazard whose term has ended is looked at again (复查), however long the interval still is. The statement that plans says the same
 * for any number of houses at once; a property test holds the two equal.
 * Source: Heshan urban villages (key houses every half month, watch-list houses every week) [S]; the rest [D].
 */
export function nextDue(facts: ScheduleFacts): DueInspection {
  const { rating, interval, lastInspectedOn, registeredOn, gradeSince, revisitOn } = facts;
  const reason = lastInspectedOn === null ? 'FIRST_VISIT' : 'ROUTINE';
  const byInterval = addInterval(lastInspectedOn ?? registeredOn, interval);
  const isGraded = rating.basis === 'RATED';
  const dueOn = isGraded && byInterval < gradeSince ? gradeSince : byInterval;
  return revisitOn !== null && revisitOn <= dueOn
    ? { dueOn: revisitOn, reason: 'REVISIT' }
    : { dueOn, reason };
}

/** The day one interval later. Throws RangeError for an interval that is not a whole number above zero. */
export function addInterval(date: CivilDate, { value, unit }: Interval): CivilDate {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError('An interval is a whole number above zero');
  switch (unit) {
    case 'DAY':
      return addDays(date, value);
    case 'WEEK':
      return addDays(date, value * 7);
    case 'HALF_MONTH':
      return addHalfMonths(date, value);
    case 'MONTH':
      return addMonths(date, value);
    case 'CALENDAR_WEEK':
      return addDays(date, LAST_WEEKDAY - weekdayOf(date) + value * LAST_WEEKDAY);
    case 'CALENDAR_HALF_MONTH':
      return endOfHalf(addHalfMonths(date, value));
    case 'CALENDAR_MONTH':
      return endOfMonth(addMonths(date, value));
  }
}

/** How many days `on` lies after the due date; 0 on the due date itself and before. */
export function overdueDays(dueOn: CivilDate, on: CivilDate): number {
  return Math.max(0, daysBetween(dueOn, on));
}

/**
 * A month has two halves, the 1st to the 15th and the 16th to its end. A half-month later is the same place in the next
 * half: the 5th becomes the 20th, the 20th the 5th of the next month. Where that half is too short, its last day.
 */
function addHalfMonths(date: CivilDate, count: number): CivilDate {
  const isSecondHalf = dayOfMonth(date) > HALF_MONTH_DAYS;
  const place = dayOfMonth(date) - (isSecondHalf ? HALF_MONTH_DAYS : 0);
  const halves = count + (isSecondHalf ? 1 : 0);
  const firstOfMonth = addMonths(addDays(date, 1 - dayOfMonth(date)), Math.floor(halves / 2));
  const endsInSecondHalf = halves % 2 === 1;
  const begin = endsInSecondHalf ? HALF_MONTH_DAYS : 0;
  const end = endsInSecondHalf ? daysInMonth(yearOf(firstOfMonth), monthOf(firstOfMonth)) : HALF_MONTH_DAYS;
  return addDays(firstOfMonth, Math.min(begin + place, end) - 1);
}

function endOfHalf(date: CivilDate): CivilDate {
  return dayOfMonth(date) > HALF_MONTH_DAYS
    ? endOfMonth(date)
    : addDays(date, HALF_MONTH_DAYS - dayOfMonth(date));
}

function endOfMonth(date: CivilDate): CivilDate {
  return addDays(date, daysInMonth(yearOf(date), monthOf(date)) - dayOfMonth(date));
}
