import type { Context } from '../context.js';
import type { NamedHistoryRow } from '../history-loaders.js';
import type { Page, PageRequest } from '../paging.js';

export type { NamedHistoryRow };

/** Whose history in which sector, as known at which moment; null: now. */
export interface HistoryQuery {
  readonly subjectId: string;
  readonly sector: string;
  readonly knownAt: string | null;
}

/** How a rating that the caller has been shown came about, newest first: each change with its day, its standard and its cause. */
export function listRatingHistory(
  { loaders }: Context,
  { subjectId, sector, knownAt }: HistoryQuery,
  page: PageRequest,
): Promise<Page<NamedHistoryRow>> {
  return loaders.history({ knownAt, page }).load(`${subjectId} ${sector}`);
}

export function countRatingHistory(
  { loaders }: Context,
  { subjectId, sector, knownAt }: HistoryQuery,
): Promise<number> {
  return loaders.historyCount(knownAt).load(`${subjectId} ${sector}`);
}
