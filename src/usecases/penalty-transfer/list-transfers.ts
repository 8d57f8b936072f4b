import { COUNT_TRANSFERS, LIST_TRANSFERS, type PenaltyTransferRow } from '../../store/penalty-transfers.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** Cases of the jurisdiction that were handed to departments that punish, newest first; perhaps only those without an answer. */
export function listTransfers(
  context: Context,
  unanswered: boolean,
  request: PageRequest,
): Promise<Page<PenaltyTransferRow>> {
  const query = { list: LIST_TRANSFERS, values: [actorOf(context).regionCodes, unanswered], keys: 1 };
  return readPage(context.store, query, request);
}

export async function countTransfers(context: Context, unanswered: boolean): Promise<number> {
  return (await runOne(context.store, COUNT_TRANSFERS, [actorOf(context).regionCodes, unanswered])).count;
}
