import type DataLoader from 'dataloader';
import type { Instant } from '../domain/civil-date.js';
import type { Store } from '../store/door.js';
import { type GradeName, nameGrades } from '../store/grades.js';
import { COUNT_RATING_HISTORY, type HistoryRow, LIST_RATING_HISTORY } from '../store/rating-history.js';
import { countEach, pagesOf, perQuery } from './batches.js';
import { throughItsMillisecond } from './moment.js';
import { type Page, type PageRequest, readRows } from './paging.js';

export type NamedHistoryRow = HistoryRow & GradeName;

export interface HistoryPage {
  /** Null: now. */
  readonly knownAt: Instant | null;
  readonly page: PageRequest;
}

export interface HistoryLoaders {
  /** The same page of the histories of many ratings, each called `subject sector`, newest first; as known at a moment. */
  history(query: HistoryPage): DataLoader<string, Page<NamedHistoryRow>>;
  historyCount(knownAt: Instant | null): DataLoader<string, number>;
}

/** How ratings came about. */
export function makeHistoryLoaders(store: Store): HistoryLoaders {
  const values = (keys: readonly string[], knownAt: Instant | null) => [
    keys.map((key) => key.split(' ')[0]),
    keys.map((key) => key.split(' ')[1]),
    knownAt && throughItsMillisecond(knownAt),
  ];
  return {
    history: perQuery(({ knownAt, page }: HistoryPage) =>
      pagesOf(
        async (keys) => {
          const query = { list: LIST_RATING_HISTORY, values: values(keys, knownAt), keys: 2 };
          return nameGrades(store, await readRows(store, query, page));
        },
        page,
        ({ subjectId, sector }) => `${subjectId} ${sector}`,
      ),
    ),
    historyCount: perQuery((knownAt: Instant | null) =>
      countEach((keys) => store.run(COUNT_RATING_HISTORY, values(keys, knownAt))),
    ),
  };
}
