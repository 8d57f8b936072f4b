import type { CivilDate } from './civil-date.js';
import { hazardTerm } from './hazard.js';
import type { WorkCalendar } from './working-days.js';

/** Terms in working days, and how many inspectors must be there, as in force on a day. */
export type CarryOutRules = Readonly<
  Record<
    | 'PUBLISH_WITHIN'
    | 'RECUSAL_WITHIN'
    | 'INSPECTORS_PRESENT'
    | 'CORRECT_WITHIN'
    | 'CORRECT_AT_MOST'
    | 'REMIND_BEFORE',
    number
  >
>;

/** Where a visit stands: each state follows the one before it. */
export const VISIT_STATES = ['APPROVED', 'TOLD', 'ARRIVED', 'RESULTED', 'PUBLISHED'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** How an arrival came on record: the code at the door was scanned (扫码入企), entered by hand, or looked at from afar. */
export const ARRIVAL_METHODS = ['CODE', 'MANUAL', 'REMOTE'] as const;
export type ArrivalMethod = (typeof ARRIVAL_METHODS)[number];

export interface CorrectionTerm {
  readonly dueOn: CivilDate;
  readonly remindOn: CivilDate;
  readonly provisional: boolean;
}

/**
 * The term of an order to correct (责令改正期限) in working days; the day of the order is not counted. The reminder comes before its last
 * day, though never before the order. Source: by the rules in force [D].
 */
export function correctionTerm(
  from: CivilDate,
  days: number,
  { calendar, rules }: { readonly calendar: WorkCalendar; readonly rules: CarryOutRules },
): CorrectionTerm {
  const { dueOn, remindOn, provisional } = hazardTerm({
    from,
    term: { value: days, unit: 'WORKING_DAY' },
    calendar,
    rules: { REMIND_BEFORE: rules.REMIND_BEFORE, REVISIT_AFTER: 1 },
  });
  return { dueOn, remindOn, provisional };
}
