import { addDays, type CivilDate } from './civil-date.js';
import type { InspectionRules } from './inspection-rule.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar, type WorkingDayDeadline } from './working-days.js';

/** How long a finding may take to be put right (整改期限). */
export interface RectificationTerm {
  readonly value: number;
  readonly unit: 'DAY' | 'WEEK' | 'WORKING_DAY';
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

/** A look at which a hazard was not put right, after the term that ended on `dueOn`; the one it began ends on `nextDueOn`. */
export interface FailedLook {
  readonly checkedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly nextDueOn: CivilDate;
}

/** A look at which a hazard was not put right, as it was made. */
export interface Look {
  readonly checkedOn: CivilDate;
  /** The last day of the term that would begin with it. */
  readonly nextDueOn: CivilDate;
  /** The last day of the present term. */
  readonly dueOn: CivilDate;
  /** The failures that are on record, in the order of their days, whenever they came in. */
  readonly failures: readonly FailedLook[];
}

/** The last day of the term that ran on the day of a look. */
export function termEndedOn({ checkedOn, dueOn, failures }: Omit<Look, 'nextDueOn'>): CivilDate {
  const former = failures.filter((failure) => failure.checkedOn <= checkedOn).at(-1);
  return former?.nextDueOn ?? failures[0]?.dueOn ?? dueOn;
}

/**
 * What a look at a hazard that was not put right comes to: a failure when the term of that day was over, and otherwise a look within the
 * term, which counts for nothing. A look that comes in late is judged by the term that ran on its day, and fits in between the others only if
 * the term it would have begun was over at the next one: no two failures ever lie within one term, in whatever order they come in.
 * Source: nobody fails before his term is over [L]; looks that come in late [D].
 */
export function judgeLook(look: Look): 'FAILURE' | 'WITHIN_TERM' {
  const next = look.failures.find((failure) => failure.checkedOn > look.checkedOn);
  const isOver = look.checkedOn > termEndedOn(look);
  const leavesTheNext = next === undefined || next.checkedOn > look.nextDueOn;
  return isOver && leavesTheNext ? 'FAILURE' : 'WITHIN_TERM';
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
