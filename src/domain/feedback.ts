import type { CivilDate } from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import { addWorkingDays, type WorkCalendar } from './working-days.js';

/** Until when an office says what it did with an answer; dated data. */
export interface FeedbackRule {
  readonly dueWorkingDays: number;
  readonly remindWorkingDays: number;
  readonly validFrom: CivilDate;
}

export interface FeedbackTerm {
  /** Last day. */
  readonly dueOn: CivilDate;
  /** The office is reminded on this day when it has said nothing. */
  readonly remindOn: CivilDate;
  /** The calendar of a year in it is not published yet. */
  readonly isProvisional: boolean;
}

/**
 * The term for feedback (反馈期限) of a check made on a day, by the rule that held on that day; null when there was none. Working days;
 * the day of the check is not counted.
 * Source: feedback on joint rewards and punishments (国办发〔2016〕33号) [K]; the terms themselves are data [D].
 */
export function feedbackTerm(
  checkedOn: CivilDate,
  rules: readonly FeedbackRule[],
  calendar: WorkCalendar,
): FeedbackTerm | null {
  const [rule] = rules
    .filter(({ validFrom }) => validFrom <= checkedOn)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1));
  if (rule === undefined) return null;
  const { on: dueOn, provisional } = addWorkingDays(checkedOn, rule.dueWorkingDays, calendar);
  const { on: remindOn } = addWorkingDays(checkedOn, rule.remindWorkingDays, calendar);
  return { dueOn, remindOn, isProvisional: provisional };
}

/** Basis points of the checks that owe feedback and have it, rounded half up; null when none owes any. Source: a share, nothing else [K]. */
export function feedbackRateBasisPoints(given: number, owing: number): number | null {
  return owing === 0 ? null : roundHalfUp(given * 10_000, owing);
}
