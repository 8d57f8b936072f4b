import type { CivilDate } from '../../domain/civil-date.js';
import { feedbackTerm } from '../../domain/feedback.js';
import type { Door } from '../../store/door.js';
import {
  type FeedbackRules,
  type FeedbackStretch,
  NOTE_FEEDBACK_DUE,
  SETTLE_FEEDBACK_DUE,
  UNNOTED_CHECKS,
} from '../../store/feedback-due.js';
import { readFeedbackRules } from '../steps/read-feedback-rules.js';

export interface NightOfFeedback {
  readonly door: Door;
  readonly on: CivilDate;
  readonly signal: AbortSignal;
}

const CHECKS_AT_ONCE = 5_000;
const NIL = '00000000-0000-0000-0000-000000000000';
const BEFORE_ALL: FeedbackStretch = { officeId: NIL, dueOn: '-infinity', checkId: NIL, reminded: 0 };

/**
 * Every day: notes until when feedback of the checks of the days before is due, takes off the list what is given or superseded, and reminds offices of what is due
 * soon. Checks are made by the million and kept as fast as the disk allows, so that nothing of this happens while one is made. Doing it
 * again changes nothing. Answers how many were reminded of.
 */
export async function noteFeedbackDue({ door, on, signal }: NightOfFeedback): Promise<number> {
  const rules = await readFeedbackRules(door.for(null));
  const firstDay = rules.rules.at(-1)?.validFrom;
  if (firstDay === undefined) return 0;
  for (let count = CHECKS_AT_ONCE; count > 0;) {
    signal.throwIfAborted();
    count = await door.unattended(async (unit) => {
      const checks = await unit.run(UNNOTED_CHECKS, [firstDay, on, CHECKS_AT_ONCE]);
      const terms = JSON.stringify(termsOf(new Set(checks.map(({ checkedOn }) => checkedOn)), rules));
      const ids = checks.map(({ id }) => id);
      return ids.length === 0 ? 0 : (await unit.run(NOTE_FEEDBACK_DUE, [ids, terms])).length;
    });
  }
  return settle({ door, on, signal });
}

/** Stretch by stretch, because what nobody gives feedback of stays on the list for good. */
async function settle({ door, on, signal }: NightOfFeedback): Promise<number> {
  let reminded = 0;
  for (let behind: FeedbackStretch | undefined = BEFORE_ALL; behind !== undefined;) {
    signal.throwIfAborted();
    behind = await settleAfter(door, on, behind);
    reminded += behind?.reminded ?? 0;
  }
  return reminded;
}

function settleAfter(
  door: Door,
  on: CivilDate,
  { officeId, dueOn, checkId }: FeedbackStretch,
): Promise<FeedbackStretch | undefined> {
  const values = [on, officeId, dueOn, checkId, CHECKS_AT_ONCE];
  return door.unattended(async (unit) => (await unit.run(SETTLE_FEEDBACK_DUE, values))[0]);
}

function termsOf(days: ReadonlySet<CivilDate>, { rules, calendar }: FeedbackRules) {
  return [...days].flatMap((checkedOn) => {
    const term = feedbackTerm(checkedOn, rules, calendar);
    return term === null ? [] : [{ checkedOn, ...term }];
  });
}
