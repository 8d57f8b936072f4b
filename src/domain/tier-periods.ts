import { addDays, type CivilDate } from './civil-date.js';

/** A rating of the history, with the day from which it held. */
export interface HeldFrom {
  readonly gradeCode: string | null;
  readonly validFrom: CivilDate;
}

/** A grade with its first and last day; null: it still holds. */
export interface Period<Row> {
  readonly row: Row;
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate | null;
}

/**
 * The grades of a history, newest first as the history itself: changes that left the grade as it was are one period, and of
 * several changes of one day only the last one held.
 */
export function periodsOf<Row extends HeldFrom>(newestFirst: readonly Row[]): Period<Row>[] {
  const periods: Period<Row>[] = [];
  let laterFrom: CivilDate | null = null;
  for (const row of newestFirst) {
    if (row.validFrom === laterFrom) continue;
    const later = periods.at(-1);
    if (later?.row.gradeCode === row.gradeCode)
      periods[periods.length - 1] = { ...later, fromOn: row.validFrom };
    else
      periods.push({
        row,
        fromOn: row.validFrom,
        toOn: laterFrom === null ? null : addDays(laterFrom, -1),
      });
    laterFrom = row.validFrom;
  }
  return periods;
}
