import { COUNT_RATING_HISTORY, type HistoryRow, LIST_RATING_HISTORY } from '../../store/rating-history.js';
import { type GradeName, nameGrades } from '../../store/grades.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type NamedHistoryRow = HistoryRow & GradeName;

/** Whose history in which sector, as known at which moment; null: now. */
export interface HistoryQuery {
  readonly subjectId: string;
  readonly sector: string;
  readonly knownAt: string | null;
}

/** How a rating that the caller has been shown came about, newest first: each change with its day, its standard and its cause. */
export async function listRatingHistory(
  { store }: Context,
  { subjectId, sector, knownAt }: HistoryQuery,
  request: PageRequest,
): Promise<Page<NamedHistoryRow>> {
  const query = { list: LIST_RATING_HISTORY, values: [subjectId, sector, knownAt], keys: 2 };
  const page = await readPage(store, query, request);
  return { ...page, rows: await nameGrades(store, page.rows) };
}

export async function countRatingHistory({ store }: Context, query: HistoryQuery): Promise<number> {
  const { subjectId, sector, knownAt } = query;
  return (await runOne(store, COUNT_RATING_HISTORY, [subjectId, sector, knownAt])).count;
}
