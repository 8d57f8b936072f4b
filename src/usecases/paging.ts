/** How much of a list is wanted, and from where: exactly one of `first` and `last` is set by the door. */
export interface PageRequest {
  readonly first: number;
  readonly after: readonly string[] | null;
}

/** One page of a list; `hasMore` says whether anything follows it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

/** Cuts a page out of rows that were read with one to spare. */
export function pageOf<Row>(rows: readonly Row[], first: number): Page<Row> {
  return { rows: rows.slice(0, first), hasMore: rows.length > first };
}
