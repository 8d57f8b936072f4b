import type { PagedStatement, Queryable } from '../store/statement.js';

/** The values that a page starts behind: those of the columns it is ordered by, in their order, the id last. */
export type Keyset = readonly (string | number | null)[];

/** A page as verbs understand it. */
export interface PageRequest {
  /** Rows wanted, 1–100. */
  readonly limit: number;
  /** True when the last rows before `from` are wanted. */
  readonly backward: boolean;
  /** Where the page starts (it is not part of the page), or null for the very first or last page. */
  readonly from: Keyset | null;
}

/** One page of a list in the order in which the list is shown; `hasMore` says whether anything lies beyond it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

export interface ListQuery<Row> {
  readonly list: PagedStatement<Row>;
  /** The values that every page of this list is read with; those of the cursor and the limit follow them. */
  readonly values: readonly unknown[];
  /** How many values a cursor of this list holds. */
  readonly keys: number;
}

/** Reads one page, with one row to spare that tells whether there are more. */
export async function readPage<Row>(
  queryable: Queryable,
  query: ListQuery<Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  return pageOf(await readRows(queryable, query, request), request);
}

/** The rows of a page as the statement gives them, the spare one included. */
export function readRows<Row>(
  queryable: Queryable,
  { list, values, keys }: ListQuery<Row>,
  { limit, backward, from }: PageRequest,
): Promise<Row[]> {
  const cursor = from ?? new Array<null>(keys).fill(null);
  return queryable.run(backward ? list.backward : list.forward, [...values, ...cursor, limit + 1]);
}

/** Cuts the spare row off and brings a page that was read backward into the usual order. */
export function pageOf<Row>(rows: readonly Row[], { limit, backward }: PageRequest): Page<Row> {
  const kept = rows.slice(0, limit);
  return { rows: backward ? kept.reverse() : kept, hasMore: rows.length > limit };
}
