import { addDays, type CivilDate } from './civil-date.js';
import { isPublished, isWorkingDay, type WorkCalendar } from './working-days.js';

/** A day as an office sees it. */
export interface OfficeDay {
  readonly on: CivilDate;
  /** A working day of the published calendar, a duty day of the office (值班), or neither. */
  readonly kind: 'WORKING_DAY' | 'DUTY_DAY' | 'DAY_OFF';
  /** True in a year whose calendar is not published: holidays may still move. */
  readonly isProvisional: boolean;
}

export interface OfficeCalendar {
  readonly calendar: WorkCalendar;
  /** Days on which the office works although they are no working days. */
  readonly dutyDays: readonly CivilDate[];
}

/**
 * The `count` days from `from` on. An office works on the working days that the State Council publishes, make-up workdays
 * among them, and on its own duty days.
 * Source: holidays and make-up workdays by notice of the State Council [S]; on-call weekends of a station [D].
 */
export function officeDays(
  from: CivilDate,
  count: number,
  { calendar, dutyDays }: OfficeCalendar,
): OfficeDay[] {
  const duty = new Set(dutyDays);
  return Array.from({ length: count }, (_, at) => {
    const on = addDays(from, at);
    const isProvisional = !isPublished(on, calendar);
    if (isWorkingDay(on, calendar)) return { on, kind: 'WORKING_DAY', isProvisional };
    return { on, kind: duty.has(on) ? 'DUTY_DAY' : 'DAY_OFF', isProvisional };
  });
}
