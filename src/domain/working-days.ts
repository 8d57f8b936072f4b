import { addDays, type CivilDate, weekdayOf, yearOf } from './civil-date.js';

/** What the State Council has published for each year: `holidays` that fall on working weekdays or weekends, and weekend days to be worked. */
export interface WorkCalendar {
  readonly years: Readonly<Record<string, PublishedYear>>;
}

export interface PublishedYear {
  readonly holidays: readonly CivilDate[];
  readonly makeUpWorkdays: readonly CivilDate[];
}

export interface WorkingDayDeadline {
  readonly on: CivilDate;
  /** True when the count ran through a year that no calendar has been published for; it may still move. */
  readonly provisional: boolean;
}

/** The longest term in law here is 60 working days; ten years of them can only be a mistake. */
const MOST_WORKING_DAYS = 2_500;
const SATURDAY = 6;

/** Monday to Friday without the published holidays, and the published make-up workdays (调休上班). */
export function isWorkingDay(date: CivilDate, calendar: WorkCalendar): boolean {
  const published = calendar.years[yearOf(date)];
  if (published?.makeUpWorkdays.includes(date)) return true;
  return weekdayOf(date) < SATURDAY && published?.holidays.includes(date) !== true;
}

/**
 * The last day of a term of `days` working days: the day of the event is not counted, the first working day after it is 1.
 * A term of 0 ends on the day itself. In a year without a published calendar only weekends are free, and the answer is
 * provisional: the calendar of a year usually appears in November of the year before.
 * Throws RangeError for a number of days that is not whole or not within 0–2500.
 */
export function addWorkingDays(date: CivilDate, days: number, calendar: WorkCalendar): WorkingDayDeadline {
  if (!Number.isSafeInteger(days) || days < 0 || days > MOST_WORKING_DAYS) {
    throw new RangeError('A term is a whole number of working days within 0–2500');
  }
  let on = date;
  let provisional = !isPublished(on, calendar);
  for (let left = days; left > 0;) {
    on = addDays(on, 1);
    provisional ||= !isPublished(on, calendar);
    if (isWorkingDay(on, calendar)) left--;
  }
  return { on, provisional };
}

/** Whether the calendar of the year of a day is known; if not, holidays of that year may still move. */
export function isPublished(date: CivilDate, { years }: WorkCalendar): boolean {
  return Object.hasOwn(years, yearOf(date));
}
