import type { WorkCalendar } from '../../domain/working-days.js';
import { READ_WORK_CALENDAR } from '../../store/list-cases.js';
import { type Queryable, runOne } from '../../store/statement.js';

/** The published holidays and make-up workdays of all years. */
export async function readCalendar(unit: Queryable): Promise<WorkCalendar> {
  return (await runOne(unit, READ_WORK_CALENDAR, [])).calendar;
}
