import { addDays, type CivilDate } from './civil-date.js';
import type { Label, Standard } from './standard.js';
import { addWorkingDays, type WorkCalendar, type WorkingDayDeadline } from './working-days.js';

/** What a standard says of reviews (复核); undefined when it says nothing. */
type Review = Standard['review'];

/**
 * The last day on which a tier may be objected to; null: any day. The term runs from the day on which the notice of the tier was delivered, as
 * the notice says, and that day is not counted; while it is not delivered no term runs. A standard that says nothing of a review still
 * leaves the right to object, without a term.
 * Source: the right to state one's case and to object before and after a measure [L]; the term is the standard's own.
 */
export function objectionUntil(review: Review, toldOn: CivilDate | null): CivilDate | null {
  return review === undefined || toldOn === null ? null : addDays(toldOn, review.withinDays);
}

/**
 * By when an objection must be answered: within the working days of the standard, else within `usualWorkingDays` (the rule
 * OBJECTION_TERM). The day of filing is not counted.
 * Source: objections to credit information are answered within 20 working days at most [L various].
 */
export function answerDue(
  review: Review,
  usualWorkingDays: number,
  filedOn: CivilDate,
  calendar: WorkCalendar,
): WorkingDayDeadline {
  return addWorkingDays(filedOn, review?.decidedWithinWorkingDays ?? usualWorkingDays, calendar);
}

/** What somebody has to know who wants to object. */
export interface ObjectionTerms {
  /** Where to object. */
  readonly officeName: string;
  readonly review: Review;
  /** The day on which the notice of the tier was delivered; null: not yet. */
  readonly toldOn: CivilDate | null;
  readonly usualWorkingDays: number;
}

/** How to object, in words, as the notice of a change of grade says it. */
export function howToObject({ officeName, review, toldOn, usualWorkingDays }: ObjectionTerms): Label {
  const until = objectionUntil(review, toldOn);
  const days = review?.decidedWithinWorkingDays ?? usualWorkingDays;
  return {
    zh: `如有异议，可以${until === null ? '随时' : `在 ${until} 前（含当日）`}向${officeName}陈述、申辩或者申请复核；${officeName}自收到之日起 ${days} 个工作日内答复。`,
    en: `You may object ${until === null ? 'at any time' : `until ${until} (that day included)`} to ${officeName}; it answers within ${days} working days.`,
  };
}
