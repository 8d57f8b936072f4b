import { LIST_RESULTS, type ScreeningResultRow, type ScreeningRow } from '../../store/screenings.js';
import type { Context } from '../context.js';
import { readRows } from '../paging.js';

const ROWS_AT_ONCE = 2_000;

/** All results of a screening that the caller has been shown, a slice at a time, the eligible first. */
export async function* readScreeningResults(
  { store }: Context,
  { id }: ScreeningRow,
): AsyncGenerator<readonly ScreeningResultRow[]> {
  const list = { list: LIST_RESULTS, values: [id, null, null], keys: 2 };
  let from: readonly [string, string] | null = null;
  for (;;) {
    const rows: ScreeningResultRow[] = await readRows(store, list, {
      limit: ROWS_AT_ONCE,
      backward: false,
      from,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    from = [last.outcome, last.subjectId];
  }
}
