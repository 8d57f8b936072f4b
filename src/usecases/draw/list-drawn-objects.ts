import { type DrawnObjectRow, LIST_DRAWN_OBJECTS } from '../../store/spot-checks.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DrawnObjectRow };

/** What a draw has drawn, in the order of its list, each with its inspectors and its result so far. */
export function listDrawnObjects(
  context: Context,
  drawId: string,
  request: PageRequest,
): Promise<Page<DrawnObjectRow>> {
  return readPage(context.store, { list: LIST_DRAWN_OBJECTS, values: [drawId], keys: 1 }, request);
}
