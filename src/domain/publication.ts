import { addDays, type CivilDate } from './civil-date.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar } from './working-days.js';

export interface PublicationTerm {
  /** Last day on which the results may be published in their term. */
  readonly dueOn: CivilDate;
  /** Working days from today to that day; below 0 when it has passed. */
  readonly daysLeft: number;
  /** True while results are missing, or when a day was counted through a year without a published calendar. */
  readonly provisional: boolean;
}

export interface PublicationFacts {
  readonly lastResultOn: CivilDate;
  readonly resultsMissing: number;
  readonly today: CivilDate;
  readonly withinDays: number;
  readonly calendar: WorkCalendar;
}

/**
 * By when the results of a draw are to be published (公示期限): so many working days after the last of them. While some are missing the
 * day may still move, because the task has not ended; it is counted all the same, so that a straggler does not stop the clock.
 * Source: 20 working days [L food, K general]; counted from the last result [K].
 */
export function publicationTerm(facts: PublicationFacts): PublicationTerm {
  const { lastResultOn, resultsMissing, today, withinDays, calendar } = facts;
  const { on, provisional } = addWorkingDays(lastResultOn, withinDays, calendar);
  return {
    dueOn: on,
    daysLeft: workingDaysBetween(today, on, calendar),
    provisional: provisional || resultsMissing > 0,
  };
}

/** Whatever had its last result on this day or before is overdue today: the other way round, so that a list can be cut by one day. */
export function overdueSince(
  today: CivilDate,
  { withinDays, calendar }: Pick<PublicationFacts, 'withinDays' | 'calendar'>,
): CivilDate {
  let on = addDays(today, -1);
  // The term ends the later, the later the result: so the first day whose term has passed is the last of all such days.
  while (addWorkingDays(on, withinDays, calendar).on >= today) on = addDays(on, -1);
  return on;
}

/** How many working days lie after `from` up to and including `to`; negative when `to` comes first. */
function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: WorkCalendar): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let count = 0;
  for (let on = addDays(first, 1); on <= last; on = addDays(on, 1)) if (isWorkingDay(on, calendar)) count++;
  return count === 0 ? 0 : sign * count;
}
