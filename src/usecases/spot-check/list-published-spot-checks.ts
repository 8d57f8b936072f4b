import {
  COUNT_PUBLISHED,
  LIST_PUBLISHED,
  type PublishedFilter,
  type PublishedRow,
  publishedValues,
} from '../../store/publications.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { PublishedFilter, PublishedRow };

/** What is published of random inspections, for everybody, newest first. */
export function listPublishedSpotChecks(
  context: Context,
  filter: PublishedFilter,
  request: PageRequest,
): Promise<Page<PublishedRow>> {
  return readPage(context.store, { list: LIST_PUBLISHED, values: publishedValues(filter), keys: 1 }, request);
}

/** How many there are; no further than 10,000. */
export async function countPublishedSpotChecks(context: Context, filter: PublishedFilter): Promise<number> {
  return (await runOne(context.store, COUNT_PUBLISHED, publishedValues(filter))).count;
}
