import DataLoader from 'dataloader';
import type { Instant } from '../domain/civil-date.js';
import type { Store } from '../store/door.js';
import type { PagedStatement } from '../store/statement.js';
import { throughItsMillisecond } from './moment.js';
import { type Page, type PageRequest, pageOf, readRows } from './paging.js';

type Fetch<Row> = (keys: readonly string[]) => Promise<Row[]>;

/** The row of each key; null where there is none. What moves while it is looked at is read anew each time: `cache: false`. */
export function oneEach<Row>(
  fetch: Fetch<Row>,
  keyOf: (row: Row) => string,
  options: { readonly cache?: boolean } = {},
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  }, options);
}

/** For whoever may see nothing of it: the database is not even asked. */
export function nothing<Row>(): DataLoader<string, Row | null> {
  return new DataLoader((keys) => Promise.resolve(keys.map(() => null)));
}

/** All rows of each key, in the order of the statement. */
export function manyEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => {
    const found = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await fetch(keys)) found.get(keyOf(row))?.push(row);
    return keys.map((key) => found.get(key) ?? []);
  });
}

/** How many there are of each key. */
export function countEach(fetch: Fetch<{ id: string; count: number }>): DataLoader<string, number> {
  return new DataLoader(async (keys) => {
    const counts = new Map((await fetch(keys)).map(({ id, count }) => [id, count]));
    return keys.map((key) => counts.get(key) ?? 0);
  });
}

/** Makes one loader for each query of the request, so that equal ones share their batch. */
export function perQuery<Query, Loader>(make: (query: Query) => Loader): (query: Query) => Loader {
  const made = new Map<string, Loader>();
  return (query) => {
    const key = JSON.stringify(query);
    const loader = made.get(key) ?? make(query);
    made.set(key, loader);
    return loader;
  };
}

/** The same page of the list of each parent, by one statement. */
export function pagesEach<Row>(
  store: Store,
  list: PagedStatement<Row>,
  page: PageRequest,
  { keys, parentOf }: { readonly keys: number; readonly parentOf: (row: Row) => string },
): DataLoader<string, Page<Row>> {
  return pagesOf((ids) => readRows(store, { list, values: [ids], keys }, page), page, parentOf);
}

/** The same for a list that is read with more than its parents; `fetch` gives the rows of all of them, the spare ones included. */
export function pagesOf<Row>(
  fetch: Fetch<Row>,
  page: PageRequest,
  parentOf: (row: Row) => string,
): DataLoader<string, Page<Row>> {
  const rowsOf = manyEach(fetch, parentOf);
  return new DataLoader(async (ids) =>
    (await rowsOf.loadMany(ids)).map((rows) => pageOf(rowsOrThrow(rows), page)),
  );
}

function rowsOrThrow<Row>(rows: Row[] | Error): Row[] {
  if (rows instanceof Error) throw rows;
  return rows;
}

/** Whose file, as it was known at which moment; null: now. */
export interface FileKey {
  readonly subjectId: string;
  readonly knownAt: Instant | null;
}

export type FileLoader<Row> = DataLoader<FileKey, Row[], string>;

/** The rows of each file, all by one statement, however many moments are asked for; a row says the place of its file from 1 on. */
export function filesEach<Row extends object>(
  fetch: (
    ids: readonly string[],
    moments: readonly (string | null)[],
  ) => Promise<(Row & { place: number })[]>,
): FileLoader<Row> {
  return new DataLoader(
    async (keys: readonly FileKey[]) => {
      const moments = keys.map(({ knownAt }) => (knownAt === null ? null : throughItsMillisecond(knownAt)));
      const files: Row[][] = keys.map(() => []);
      for (const row of await fetch(
        keys.map(({ subjectId }) => subjectId),
        moments,
      ))
        files[row.place - 1]?.push(row);
      return files;
    },
    { cacheKeyFn: ({ subjectId, knownAt }) => `${subjectId} ${knownAt ?? ''}` },
  );
}
