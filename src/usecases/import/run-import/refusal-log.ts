import type { CellRefusal } from '../../../domain/double-publicity.js';
import type { RefusalRow } from '../../../store/jobs.js';

/** A file of another kind is refused in every row; nobody reads more of them than this, but all are counted. */
const MOST_KEPT = 10_000;

/** What was refused of a file so far. */
export interface RefusalLog {
  /** Rows refused; a row with three faults counts once. */
  readonly rowCount: number;
  /** The first 10,000 refusals. */
  readonly kept: readonly RefusalRow[];
  note(rowNumber: number, refusals: readonly CellRefusal[]): void;
}

export function refusalLog(): RefusalLog {
  const kept: RefusalRow[] = [];
  let rowCount = 0;
  return {
    get rowCount() {
      return rowCount;
    },
    kept,
    note(rowNumber, refusals) {
      rowCount += 1;
      for (const refusal of refusals) if (kept.length < MOST_KEPT) kept.push({ rowNumber, ...refusal });
    },
  };
}
