import {
  LIST_PUBLISHED,
  type PublishedFilter,
  type PublishedRow,
  publishedValues,
} from '../../store/publications.js';
import type { Context } from '../context.js';

const SLICE = 2_000;

/** All that is published of random inspections and fits a filter, newest first, a slice at a time. */
export async function* readPublishedSpotChecks(
  context: Context,
  filter: PublishedFilter,
): AsyncGenerator<readonly PublishedRow[]> {
  let after: string | null = null;
  for (;;) {
    const values = [...publishedValues(filter), after, SLICE];
    const slice: PublishedRow[] = await context.store.run(LIST_PUBLISHED.forward, values);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.id;
  }
}
