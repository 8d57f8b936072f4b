import {
  addDays,
  addMonths,
  type CivilDate,
  dayOfMonth,
  daysInMonth,
  monthOf,
  yearOf,
} from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import type { RatingBasis } from './rating.js';
import { DomainError } from './refusal.js';
import type { Label } from './standard.js';

/** Three years: what a sheet of paper and a chart can still show. */
export const MOST_PICTURE_MONTHS = 36;
const USUAL_MONTHS = 12;
const BASIS_POINTS = 10_000;

/** Whole months, the last one as far as it has come. */
export interface PicturePeriod {
  /** The first day of the first month. */
  readonly from: CivilDate;
  /** The last day that is counted: the end of the last month, or today. */
  readonly to: CivilDate;
  /** The first day of each month, the earliest first. */
  readonly months: readonly CivilDate[];
}

/**
 * The months from that of `from` to that of `to`; by default those of the last twelve months, the present one among them.
 * Throws DATE_IN_FUTURE, INVALID_DATE (from after to) and TOO_MANY_ITEMS (more than 36 months).
 */
export function picturePeriod(
  asked: { readonly from?: CivilDate | null | undefined; readonly to?: CivilDate | null | undefined },
  today: CivilDate,
): PicturePeriod {
  const last = firstOfMonth(asked.to ?? today);
  if (last > firstOfMonth(today)) throw new DomainError('DATE_IN_FUTURE', { field: ['to'] });
  const first = asked.from == null ? addMonths(last, 1 - USUAL_MONTHS) : firstOfMonth(asked.from);
  if (first > last) throw new DomainError('INVALID_DATE', { field: ['from'] });
  if (addMonths(first, MOST_PICTURE_MONTHS) <= last)
    throw new DomainError('TOO_MANY_ITEMS', { field: ['from'], facts: { most: MOST_PICTURE_MONTHS } });
  const months: CivilDate[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  const end = lastOfMonth(last);
  return { from: first, to: end < today ? end : today, months };
}

export function firstOfMonth(date: CivilDate): CivilDate {
  return addDays(date, 1 - dayOfMonth(date));
}

export function lastOfMonth(date: CivilDate): CivilDate {
  return addDays(firstOfMonth(date), daysInMonth(yearOf(date), monthOf(date)) - 1);
}

/** A tier of the picture: a grade of the standard, or the mark of houses that have none by their records. */
export interface Tier {
  /** The code of the grade, or the basis of houses without one. */
  readonly mark: string;
  readonly basis: RatingBasis;
  /** 1 is the best; null for houses without a grade. */
  readonly rank: number | null;
  readonly label: Label;
  readonly colour: string;
  /** Whether the standard in force has it; one that it has no more is shown where houses had it. */
  readonly inForce: boolean;
}

/** Houses that went from one tier to another in a month. */
export interface CountedMove {
  /** The first day of the month; null: before the first one. */
  readonly month: CivilDate | null;
  /** The mark of the tier; null: the house was new on file. */
  readonly from: string | null;
  readonly to: string;
  readonly count: number;
}

export interface TierMove {
  readonly from: Tier | null;
  readonly to: Tier;
  /** Null when one of the two is no grade: to be seen for the first time is neither better nor worse. */
  readonly direction: 'UP' | 'DOWN' | null;
  readonly count: number;
}

export interface TierMonth {
  readonly month: CivilDate;
  /** Every tier, also those without a house. */
  readonly counts: readonly { readonly tier: Tier; readonly count: number }[];
  readonly moves: readonly TierMove[];
}

/**
 * Houses by tier at the end of each month: those of the month before and what moved. So the moves of a month account for every
 * difference between two ends, and the picture cannot contradict itself.
 */
export function tierMonths(
  tiers: readonly Tier[],
  moves: readonly CountedMove[],
  months: readonly CivilDate[],
): TierMonth[] {
  const byMark = new Map(tiers.map((tier) => [tier.mark, tier]));
  const tierOf = (mark: string): Tier => byMark.get(mark) ?? missing(mark);
  const met = new Set(moves.flatMap(({ from, to }) => (from === null ? [to] : [from, to])));
  const shown = tiers.filter(({ mark, inForce }) => inForce || met.has(mark));
  const standing = new Map<string, number>();
  const add = (mark: string, count: number) => standing.set(mark, (standing.get(mark) ?? 0) + count);
  const apply = ({ from, to, count }: CountedMove) => {
    if (from !== null) add(from, -count);
    add(to, count);
  };
  moves.filter(({ month }) => month === null).forEach(apply);
  return months.map((month) => {
    const ofMonth = moves.filter((move) => move.month === month);
    ofMonth.forEach(apply);
    return {
      month,
      counts: shown.map((tier) => ({ tier, count: standing.get(tier.mark) ?? 0 })),
      moves: ofMonth
        .map(({ from, to, count }) => moveOf(from === null ? null : tierOf(from), tierOf(to), count))
        .sort((one, other) => placeOf(one, tiers) - placeOf(other, tiers)),
    };
  });
}

function moveOf(from: Tier | null, to: Tier, count: number): TierMove {
  const [before, after] = [from?.rank ?? null, to.rank];
  if (before === null || after === null || before === after) return { from, to, direction: null, count };
  return { from, to, direction: after < before ? 'UP' : 'DOWN', count };
}

/** By where they come from, then by where they go; the new ones first. */
function placeOf({ from, to }: TierMove, tiers: readonly Tier[]): number {
  return (from === null ? 0 : tiers.indexOf(from) + 1) * (tiers.length + 1) + tiers.indexOf(to);
}

function missing(mark: string): never {
  throw new Error(`No standard has a tier ${mark}.`);
}

/** What happened in a month; null month: before the first one. */
export interface CountedWork {
  readonly month: CivilDate | null;
  readonly visits: number;
  readonly found: number;
  readonly closed: number;
  readonly failed: number;
  readonly termsEnded: number;
  readonly termsMissed: number;
}

export interface WorkMonth extends Omit<CountedWork, 'month'> {
  readonly month: CivilDate;
  /** Hazards open at the end of the month. */
  readonly open: number;
  /** Terms missed of terms ended; null where none ended. */
  readonly missedBasisPoints: number | null;
}

/** Visits and hazards of each month; what is open at its end is what was open before and was found, less what was closed. */
export function workMonths(work: readonly CountedWork[], months: readonly CivilDate[]): WorkMonth[] {
  const before = work.find(({ month }) => month === null);
  let open = before === undefined ? 0 : before.found - before.closed;
  return months.map((month) => {
    const done = work.find((one) => one.month === month) ?? NOTHING_DONE;
    open += done.found - done.closed;
    return { ...done, month, open, missedBasisPoints: shareOf(done.termsMissed, done.termsEnded) };
  });
}

const NOTHING_DONE = { visits: 0, found: 0, closed: 0, failed: 0, termsEnded: 0, termsMissed: 0 } as const;

/** In basis points; null of nothing: a share of nothing is unknown and not 0. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : roundHalfUp(part * BASIS_POINTS, whole);
}

export interface OfficerVisits {
  readonly officerId: string;
  readonly name: string;
  readonly visits: number;
}
