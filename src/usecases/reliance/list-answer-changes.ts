import { type AnswerChangeRow, COUNT_ANSWER_CHANGES, LIST_ANSWER_CHANGES } from '../../store/reliances.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { AnswerChangeRow };

/** Answers that the caller's office relies on and that would be others now, newest first. */
export function listAnswerChanges(
  context: Context,
  unreadOnly: boolean,
  request: PageRequest,
): Promise<Page<AnswerChangeRow>> {
  const values = [actorOf(context).officeId, unreadOnly];
  return readPage(context.store, { list: LIST_ANSWER_CHANGES, values, keys: 1 }, request);
}

export async function countAnswerChanges(context: Context, unreadOnly: boolean): Promise<number> {
  return (await runOne(context.store, COUNT_ANSWER_CHANGES, [actorOf(context).officeId, unreadOnly])).count;
}
