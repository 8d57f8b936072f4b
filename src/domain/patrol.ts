import { addDays, addMonths, type CivilDate, dayOfMonth } from './civil-date.js';

/** A month in which patrols (巡查) are counted. */
export interface PatrolMonth {
  readonly firstOn: CivilDate;
  /** The first day of the next month. */
  readonly beforeOn: CivilDate;
  /** The day of the month by whose treatments it is worked out how many patrols are due. */
  readonly asOf: CivilDate;
}

/**
 * The month of a day. What is due is worked out as of today; of a month that is over as of its last day, of one still to come as of its
 * first. Source: bad conduct of house, owner and manager adds daily patrols, Heshan urban villages [S]; counted by calendar months [D].
 */
export function patrolMonth(day: CivilDate, today: CivilDate): PatrolMonth {
  const firstOn = addDays(day, 1 - dayOfMonth(day));
  const beforeOn = addMonths(firstOn, 1);
  const lastOn = addDays(beforeOn, -1);
  const asOf = today < firstOn ? firstOn : today > lastOn ? lastOn : today;
  return { firstOn, beforeOn, asOf };
}

/** How many are still to be done; more than were due leave none. */
export function patrolsOutstanding(perMonth: number, done: number): number {
  return Math.max(0, perMonth - done);
}
