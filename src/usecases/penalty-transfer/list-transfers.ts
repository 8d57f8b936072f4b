import { COUNT_TRANSFERS, LIST_TRANSFERS, type PenaltyTransferRow } from '../../store/penalty-transfers.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { stationsInReach } from '../steps/stations-in-reach.js';

/** Cases of the jurisdiction that were handed to departments that punish, newest first; perhaps only those without an answer. */
export async function listTransfers(
  context: Context,
  unanswered: boolean,
  request: PageRequest,
): Promise<Page<PenaltyTransferRow>> {
  const query = { list: LIST_TRANSFERS, values: [await stationsInReach(context), unanswered], keys: 1 };
  return readPage(context.store, query, request);
}

export async function countTransfers(context: Context, unanswered: boolean): Promise<number> {
  return (await runOne(context.store, COUNT_TRANSFERS, [await stationsInReach(context), unanswered])).count;
}
