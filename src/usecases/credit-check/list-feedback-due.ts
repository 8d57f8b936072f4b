import { COUNT_FEEDBACK_DUE, type FeedbackDueRow, LIST_FEEDBACK_DUE } from '../../store/feedback-due.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { FeedbackDueRow };

/** Checks of which the caller's office still owes feedback, first due first; of the days before today. */
export function listFeedbackDue(
  context: Context,
  overdueOnly: boolean,
  request: PageRequest,
): Promise<Page<FeedbackDueRow>> {
  const query = { list: LIST_FEEDBACK_DUE, values: valuesOf(context, overdueOnly), keys: 2 };
  return readPage(context.store, query, request);
}

export async function countFeedbackDue(context: Context, overdueOnly: boolean): Promise<number> {
  return (await runOne(context.store, COUNT_FEEDBACK_DUE, valuesOf(context, overdueOnly))).count;
}

function valuesOf(context: Context, overdueOnly: boolean): unknown[] {
  return [actorOf(context).officeId, overdueOnly ? context.today : null];
}
