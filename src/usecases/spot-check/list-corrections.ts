import type { CivilDate } from '../../domain/civil-date.js';
import { type CorrectionRow, COUNT_CORRECTIONS, LIST_CORRECTIONS } from '../../store/corrections.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** Open orders to correct of the jurisdiction, first due first; perhaps only those due by a day. */
export function listCorrections(
  context: Context,
  dueBy: CivilDate | null,
  request: PageRequest,
): Promise<Page<CorrectionRow>> {
  const values = [actorOf(context).regionCodes, dueBy];
  return readPage(context.store, { list: LIST_CORRECTIONS, values, keys: 2 }, request);
}

export async function countCorrections(context: Context, dueBy: CivilDate | null): Promise<number> {
  return (await runOne(context.store, COUNT_CORRECTIONS, [actorOf(context).regionCodes, dueBy])).count;
}
