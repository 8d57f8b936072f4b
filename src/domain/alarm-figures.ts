import { addMonths, type CivilDate } from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import type { Label } from './standard.js';

export interface AlarmKind {
  readonly code: string;
  readonly label: Label;
}

/** Alarms of a kind in a month, over all villages for which a figure is on record. */
export interface AlarmCount {
  readonly kind: string;
  readonly month: CivilDate;
  readonly count: number;
  readonly villages: number;
  /** Tells sets of villages apart: figures of different villages must not be compared. */
  readonly reportedBy: string;
}

export interface AlarmChange {
  /** The figure that is compared with. */
  readonly before: number;
  readonly difference: number;
  /** In basis points of the figure before; null where that was 0. */
  readonly basisPoints: number | null;
}

export interface AlarmFigure {
  readonly kind: AlarmKind;
  /** Null: nobody has recorded a figure. That is not 0. */
  readonly count: number | null;
  readonly villages: number;
  readonly onYear: AlarmChange | null;
  readonly onMonth: AlarmChange | null;
}

export interface AlarmMonth {
  readonly month: CivilDate;
  readonly figures: readonly AlarmFigure[];
}

/**
 * Alarms of each month and kind, each beside the month before and the same month a year before. Two months are compared only
 * when the same villages are on record in both: otherwise a village that began to report would look like a rise.
 * Source: Heshan urban villages report alarms by kind against the year before [S]; the condition [D].
 */
export function alarmMonths(
  kinds: readonly AlarmKind[],
  counts: readonly AlarmCount[],
  months: readonly CivilDate[],
): AlarmMonth[] {
  const found = new Map(counts.map((count) => [`${count.kind} ${count.month}`, count]));
  const countOf = (kind: AlarmKind, month: CivilDate) => found.get(`${kind.code} ${month}`);
  return months.map((month) => ({
    month,
    figures: kinds.map((kind) => {
      const now = countOf(kind, month);
      return {
        kind,
        count: now?.count ?? null,
        villages: now?.villages ?? 0,
        onYear: changeOf(now, countOf(kind, addMonths(month, -12))),
        onMonth: changeOf(now, countOf(kind, addMonths(month, -1))),
      };
    }),
  }));
}

function changeOf(now: AlarmCount | undefined, then: AlarmCount | undefined): AlarmChange | null {
  if (now === undefined || now.reportedBy !== then?.reportedBy) return null;
  const difference = now.count - then.count;
  const basisPoints = then.count === 0 ? null : roundHalfUp(difference * 10_000, then.count);
  return { before: then.count, difference, basisPoints };
}
