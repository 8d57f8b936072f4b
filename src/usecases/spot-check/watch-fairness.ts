import { type CivilDate, daysBetween } from '../../domain/civil-date.js';
import { formatShare, tailOfDraws, tailOfTrials } from '../../domain/fairness.js';
import { DomainError } from '../../domain/refusal.js';
import {
  type DeviationRow,
  type FairnessTotals,
  LIST_DEVIATIONS,
  LIST_ODDITIES,
  LIST_PAIRS,
  LIST_REPLACERS,
  type OddityRow,
  type PairRow,
  READ_FAIRNESS_TOTALS,
  type ReplacerRow,
} from '../../store/fairness.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';

/** An object that was drawn more often than its chances let expect. */
export interface Deviation {
  readonly subjectId: string;
  readonly publicId: string;
  readonly observed: number;
  readonly expected: string;
  /** The probability that chance alone draws it at least so often. */
  readonly probability: string;
}

/** Inspectors who went together again and again. */
export interface RepeatedPair extends Omit<PairRow, 'trials' | 'chance'> {
  readonly expected: string;
  readonly probability: string;
}

export interface Replacer extends ReplacerRow {
  /** Replaced of the drawn seats of the office. */
  readonly share: string;
}

export interface Fairness {
  readonly totals: FairnessTotals;
  readonly deviations: readonly Deviation[];
  readonly pairs: readonly RepeatedPair[];
  readonly replacers: readonly Replacer[];
  readonly oddities: readonly OddityRow[];
}

const LONGEST_TIME_DAYS = 1_100;
const MOST_ROWS = 50;

/**
 * How fair the draws of the jurisdiction were in a time (公平监测): against what chance lets expect, and what departed from the usual course,
 * with the reasons that were given. Among many objects some deviate by chance: a small probability is a question, not an answer.
 * Five statements, however much was drawn. Throws BAD_USER_INPUT for a time that is none, or too long.
 */
export async function watchFairness(context: Context, from: CivilDate, to: CivilDate): Promise<Fairness> {
  if (from > to || daysBetween(from, to) > LONGEST_TIME_DAYS) {
    throw new DomainError('BAD_USER_INPUT', { field: ['to'], facts: { mostDays: LONGEST_TIME_DAYS } });
  }
  const { store } = context;
  const values = [actorOf(context).regionCodes, from, to];
  const [totals, deviations, pairs, replacers, oddities] = await Promise.all([
    runOne(store, READ_FAIRNESS_TOTALS, values),
    store.run(LIST_DEVIATIONS, [...values, MOST_ROWS]),
    store.run(LIST_PAIRS, [...values, MOST_ROWS]),
    store.run(LIST_REPLACERS, [...values, MOST_ROWS]),
    store.run(LIST_ODDITIES, [...values, MOST_ROWS]),
  ]);
  return {
    totals,
    deviations: deviations.map(deviationOf),
    pairs: pairs.map(pairOf),
    replacers: replacers.map((row) => ({ ...row, share: shareOf(row.replaced, row.seats) })),
    oddities,
  };
}

function deviationOf({ subjectId, publicId, observed, chances }: DeviationRow): Deviation {
  const expected = chances.reduce((sum, chance) => sum + chance, 0);
  const probability = formatShare(tailOfDraws(chances, observed));
  return { subjectId, publicId, observed, expected: formatShare(expected), probability };
}

function pairOf({ trials, chance, ...pair }: PairRow): RepeatedPair {
  const probability = formatShare(tailOfTrials(trials, chance, pair.observed));
  return { ...pair, expected: formatShare(trials * chance), probability };
}

function shareOf(part: number, whole: number): string {
  return formatShare(whole === 0 ? 0 : part / whole);
}
