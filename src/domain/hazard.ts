import { addDays, type CivilDate } from './civil-date.js';
import { addWorkingDays, type WorkCalendar } from './working-days.js';

/** How long a finding may take to be put right (整改期限). */
export interface RectificationTerm {
  readonly value: number;
  readonly unit: 'DAY' | 'WEEK' | 'WORKING_DAY';
}

/** The last day of the term; the day of the finding is not counted. */
export function rectifyBy(
  foundOn: CivilDate,
  { value, unit }: RectificationTerm,
  calendar: WorkCalendar,
): CivilDate {
  if (unit === 'WORKING_DAY') return addWorkingDays(foundOn, value, calendar).on;
  return addDays(foundOn, unit === 'WEEK' ? value * 7 : value);
}

/** The records that a hazard leaves in the credit file of the house, which its tier is worked out from. */
export const HAZARD_RECORD = { ORDINARY: 'ORDINARY_HAZARD', MAJOR: 'MAJOR_HAZARD' } as const;
export const FAILED_RECTIFICATION_RECORD = 'FAILED_RECTIFICATION';
export const RENTAL_INSPECTION_RECORD = 'RENTAL_INSPECTION';
