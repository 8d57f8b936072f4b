import { stringify } from 'csv-stringify/sync';

/** By which spreadsheets tell UTF-8 from what they are used to. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Cells that a spreadsheet would take for a formula are made plain text: names are whatever somebody has registered. */
function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' });
}

/** A file of everything that `slices` gives, under its headings, a slice at a time. */
export async function* csvLines<Row>(
  headings: readonly string[],
  slices: AsyncIterable<readonly Row[]>,
  { cellsOf, hasMark }: { readonly cellsOf: (row: Row) => string[]; readonly hasMark: boolean },
): AsyncGenerator<string> {
  yield `${hasMark ? BYTE_ORDER_MARK : ''}${csvOf([headings])}`;
  for await (const slice of slices) yield csvOf(slice.map(cellsOf));
}

/** A parameter of the query that is given once, or the last of several; null for none. */
export function oneOf(given: string | string[] | undefined): string | null {
  const value = Array.isArray(given) ? given.at(-1) : given;
  return value === undefined || value === '' ? null : value;
}
