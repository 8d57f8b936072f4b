import { addDays, type CivilDate } from './civil-date.js';
import type { InspectionRules } from './inspection-rule.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar, type WorkingDayDeadline } from './working-days.js';

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
  return deadlineOf(foundOn, { value, unit }, calendar).on;
}

/** Until when a hazard must be put right, when its owner is reminded, and when somebody looks again. */
export interface HazardTerm {
  readonly dueOn: CivilDate;
  readonly remindOn: CivilDate;
  readonly revisitOn: CivilDate;
  /** True when a day was counted through a year without a published calendar. */
  readonly provisional: boolean;
}

export interface TermFacts {
  /** The day of the finding, or of the look at which it was not put right. */
  readonly from: CivilDate;
  readonly term: RectificationTerm;
  readonly calendar: WorkCalendar;
  readonly rules: Pick<InspectionRules, 'REVISIT_AFTER' | 'REMIND_BEFORE'>;
}

/**
 * The term of a hazard with what hangs on it. Nobody looks before the term is over, so the re-visit (复查) comes at least one day after
 * it, on a working day; the reminder comes before its last day, though never before the finding.
 * Source: re-visit and reminder [D], by the inspection rules in force.
 */
export function hazardTerm({ from, term, calendar, rules }: TermFacts): HazardTerm {
  const due = deadlineOf(from, term, calendar);
  const revisit = addWorkingDays(due.on, Math.max(1, rules.REVISIT_AFTER), calendar);
  return {
    dueOn: due.on,
    remindOn: reminderBefore(due.on, { from, calendar, workingDays: rules.REMIND_BEFORE }),
    revisitOn: revisit.on,
    provisional: due.provisional || revisit.provisional,
  };
}

function deadlineOf(
  from: CivilDate,
  { value, unit }: RectificationTerm,
  calendar: WorkCalendar,
): WorkingDayDeadline {
  if (unit === 'WORKING_DAY') return addWorkingDays(from, value, calendar);
  return { on: addDays(from, unit === 'WEEK' ? value * 7 : value), provisional: false };
}

interface Reminding {
  readonly from: CivilDate;
  readonly calendar: WorkCalendar;
  readonly workingDays: number;
}

function reminderBefore(dueOn: CivilDate, { from, calendar, workingDays }: Reminding): CivilDate {
  let on = dueOn;
  for (let left = workingDays; left > 0 && on > from;) {
    on = addDays(on, -1);
    if (isWorkingDay(on, calendar)) left--;
  }
  return on;
}

/** What follows from a rectification that failed. */
export interface FailureConsequences {
  /** True: the case goes to the department that punishes. */
  readonly transfers: boolean;
  readonly toldToPress: readonly ('VILLAGE_COMMITTEE' | 'TOWN')[];
}

/**
 * Who has to act when a hazard was not put right in its term (逾期未整改). `ofHazard` counts the failures of this hazard, `untransferred`
 * those of the house in the period that rest on no earlier transfer; both include the present one.
 * Source: Heshan urban villages, village committee and town press, several failures go to the competent department [S]; the numbers [D].
 */
export function afterFailure(
  { ofHazard, untransferred }: { readonly ofHazard: number; readonly untransferred: number },
  rules: Pick<InspectionRules, 'FAILURES_BEFORE_TRANSFER' | 'PRESS_VILLAGE_FROM' | 'PRESS_TOWN_FROM'>,
): FailureConsequences {
  const toldToPress = [
    ...(ofHazard >= rules.PRESS_VILLAGE_FROM ? (['VILLAGE_COMMITTEE'] as const) : []),
    ...(ofHazard >= rules.PRESS_TOWN_FROM ? (['TOWN'] as const) : []),
  ];
  return { transfers: untransferred >= rules.FAILURES_BEFORE_TRANSFER, toldToPress };
}

/** The records that a hazard leaves in the credit file of the house, which its tier is worked out from. */
export const HAZARD_RECORD = { ORDINARY: 'ORDINARY_HAZARD', MAJOR: 'MAJOR_HAZARD' } as const;
export const FAILED_RECTIFICATION_RECORD = 'FAILED_RECTIFICATION';
export const RENTAL_INSPECTION_RECORD = 'RENTAL_INSPECTION';
