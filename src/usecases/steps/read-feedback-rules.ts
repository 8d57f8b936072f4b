import { type FeedbackRules, READ_FEEDBACK_RULES } from '../../store/feedback-due.js';
import { type Queryable, runOne } from '../../store/statement.js';

/** The terms for feedback with the calendar they are counted by. */
export function readFeedbackRules(queryable: Queryable): Promise<FeedbackRules> {
  return runOne(queryable, READ_FEEDBACK_RULES, []);
}
