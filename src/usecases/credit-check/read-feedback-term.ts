import { civilDateOf, type Instant } from '../../domain/civil-date.js';
import { feedbackTerm, type FeedbackTerm } from '../../domain/feedback.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import { readFeedbackRules } from '../steps/read-feedback-rules.js';

const rulesOf = oncePerRequest((context: Context, _all: null) => readFeedbackRules(context.store));

/** Until when feedback of a check of this moment is due; null where no rule held. Rules and calendar are read once for a request. */
export async function readFeedbackTerm(context: Context, checkedAt: Instant): Promise<FeedbackTerm | null> {
  const { rules, calendar } = await rulesOf(context, null);
  return feedbackTerm(civilDateOf(checkedAt), rules, calendar);
}
