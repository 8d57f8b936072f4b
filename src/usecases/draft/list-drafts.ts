import { COUNT_DRAFTS, type DraftRow, LIST_DRAFTS } from '../../store/drafts.js';
import { runOne } from '../../store/statement.js';
import { EVERY_SECTOR } from '../actor.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DraftRow };

/** Drafts of the sectors that the office is in charge of, newest first; of one sector if given. */
export function listDrafts(
  context: Context,
  sector: string | null,
  request: PageRequest,
): Promise<Page<DraftRow>> {
  return readPage(context.store, { list: LIST_DRAFTS, values: valuesOf(context, sector), keys: 1 }, request);
}

export async function countDrafts(context: Context, sector: string | null): Promise<number> {
  return (await runOne(context.store, COUNT_DRAFTS, valuesOf(context, sector))).count;
}

function valuesOf(context: Context, sector: string | null) {
  const { sectors } = actorOf(context);
  return [sector, sectors, sectors.includes(EVERY_SECTOR)];
}
