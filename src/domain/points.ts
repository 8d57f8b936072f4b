import type { CivilDate } from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import type { Rule } from './rating-program.js';
import type { TaperStep } from './standard.js';

/** Points of one record are held within this before they are totalled: no column could hold more. */
export const MOST_POINTS = 2_000_000_000;
const WHOLE = 100n;

/** Points of one record before any cap; under a taper, what it adds comes from `taperedPoints`. */
export function pointsOf(rule: Rule, amountHundredths: number | null): number {
  const { pointsHundredths } = rule;
  switch (rule.per) {
    case 'EVENT':
      return pointsHundredths;
    case 'AMOUNT':
      return within(
        MOST_POINTS,
        roundHalfUp(BigInt(pointsHundredths) * BigInt(amountHundredths ?? 0), WHOLE),
      );
    case 'RANGE': {
      if (rule.range === null || amountHundredths === null) return pointsHundredths;
      const { least, most } = rule.range;
      return Math.sign(pointsHundredths) * Math.max(least, Math.min(most, amountHundredths));
    }
  }
}

/**
 * Points of so many hundredths of a unit in all: each step pays `pointsHundredths` for each `unitsForPoints` units.
 * Exact until it is rounded once, to the hundredth, halves away from zero.
 */
export function taperedPoints(
  steps: readonly TaperStep[],
  pointsHundredths: number,
  amountHundredths: bigint,
): number {
  const common = commonMultiple(steps);
  let weighed = 0n;
  let lower = 0n;
  for (const { upToUnits, unitsForPoints } of steps) {
    const upper = upToUnits === null ? amountHundredths : BigInt(upToUnits) * WHOLE;
    const reached = amountHundredths < upper ? amountHundredths : upper;
    if (reached > lower) weighed += ((reached - lower) * common) / BigInt(unitsForPoints);
    lower = upper;
  }
  return within(MOST_POINTS, roundHalfUp(weighed * BigInt(pointsHundredths), common * WHOLE));
}

/** The smallest number that every step's `unitsForPoints` divides, so that whole numbers stay exact. */
export function commonMultiple(steps: readonly TaperStep[]): bigint {
  return steps.reduce((multiple, { unitsForPoints }) => {
    const next = BigInt(unitsForPoints);
    return (multiple / greatestDivisor(multiple, next)) * next;
  }, 1n);
}

/**
 * Caps of one indicator, from the narrowest to the widest: what a record adds is what each total, held within its cap,
 * grows by. The sums of what is added are therefore the capped totals, whatever the order.
 */
export class CapLadder {
  readonly #rule: Rule;
  readonly #totals = new Map<string, number>();

  constructor(rule: Rule) {
    this.#rule = rule;
  }

  /** What `points` add that came on the day `on`. */
  add(points: number, on: CivilDate): number {
    const { dayCap, monthCap, yearCap, cap } = this.#rule;
    const ofDay = this.#grow(on, points, dayCap);
    const ofMonth = this.#grow(on.slice(0, 7), ofDay, monthCap);
    const ofYear = this.#grow(on.slice(0, 4), ofMonth, yearCap);
    return this.#grow('', ofYear, cap);
  }

  #grow(period: string, points: number, cap: number | null): number {
    if (cap === null) return points;
    const before = this.#totals.get(period) ?? 0;
    this.#totals.set(period, before + points);
    return within(cap, before + points) - within(cap, before);
  }
}

/** Categories are capped after their indicators, across all of them. */
export class CategoryCaps {
  readonly #totals = new Map<string, number>();

  add({ category, categoryCap }: Rule, points: number): number {
    if (category === null || categoryCap === null) return points;
    const before = this.#totals.get(category) ?? 0;
    this.#totals.set(category, before + points);
    return within(categoryCap, before + points) - within(categoryCap, before);
  }
}

/** The value within ±`cap`; without a cap the value itself. */
export function within(cap: number | null, value: number): number {
  return cap === null ? value : Math.max(-cap, Math.min(cap, value));
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
