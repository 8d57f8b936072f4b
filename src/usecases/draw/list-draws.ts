import { type DrawRow, LIST_DRAWS } from '../../store/spot-checks.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** The draws of the caller's jurisdiction, newest first. */
export function listDraws(context: Context, request: PageRequest): Promise<Page<DrawRow>> {
  return readPage(context.store, { list: LIST_DRAWS, values: [actorOf(context).regionCodes], keys: 1 }, request);
}
