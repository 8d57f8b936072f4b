import DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import type { PagedStatement } from '../store/statement.js';
import { type Page, type PageRequest, pageOf, readRows } from './paging.js';

type Fetch<Row> = (keys: readonly string[]) => Promise<Row[]>;

/** The row of each key; null where there is none. */
export function oneEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
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
  const rowsOf = manyEach((ids) => readRows(store, { list, values: [ids], keys }, page), parentOf);
  return new DataLoader(async (ids) =>
    (await rowsOf.loadMany(ids)).map((rows) => pageOf(rowsOrThrow(rows), page)),
  );
}

function rowsOrThrow<Row>(rows: Row[] | Error): Row[] {
  if (rows instanceof Error) throw rows;
  return rows;
}
