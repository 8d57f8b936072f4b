import { roundHalfUp } from './decimal.js';
import type { Policy } from './policy.js';
import type { Treatment, TreatmentKind } from './treatment.js';

/** How many subjects go from which grade to which; null is no grade. */
export interface Move {
  readonly fromGradeCode: string | null;
  readonly toGradeCode: string | null;
  readonly subjectCount: number;
}

/** A figure before and after. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

/** What a draft would change in the work of the offices. */
export interface SimulationEffects {
  /** Hundredths of an inspection a month, by the intervals and extra patrols of the grades. */
  readonly inspectionsPerMonthHundredths: Change;
  /** Hundredths of an inspector's day a month that these take. */
  readonly inspectorDaysPerMonthHundredths: Change;
  /** Hundredths of an object that one draw takes, by the spot-check ratios. */
  readonly drawnPerDrawHundredths: Change;
  /** Approvals of the last twelve months that asked about somebody for whom the effect on approvals would change. */
  readonly approvalsTurned: number;
}

const DAYS_OF_FOUR_YEARS = 1_461;
const MONTHS_OF_FOUR_YEARS = 48;
const WHOLE_BASIS_POINTS = 10_000;

/** Inspections and draws before and after, worked out exactly and rounded once at the end, halves away from zero. */
export function workloadOf(
  moves: readonly Move[],
  before: Policy,
  after: Policy,
): Omit<SimulationEffects, 'approvalsTurned'> {
  const change = (of: (policy: Policy, gradeCode: string | null) => Fraction): Change => ({
    before: sumOf(moves.map((move) => times(of(before, move.fromGradeCode), move.subjectCount))),
    after: sumOf(moves.map((move) => times(of(after, move.toGradeCode), move.subjectCount))),
  });
  return {
    inspectionsPerMonthHundredths: change((policy, grade) => times(inspectionsPerMonth(policy, grade), 100)),
    inspectorDaysPerMonthHundredths: change((policy, grade) =>
      times(inspectionsPerMonth(policy, grade), valueOf(policy, grade, 'INSPECTION_EFFORT') ?? 0),
    ),
    drawnPerDrawHundredths: change((policy, grade) => ({
      over: BigInt(valueOf(policy, grade, 'SPOT_CHECK_RATIO') ?? 0) * 100n,
      under: BigInt(WHOLE_BASIS_POINTS),
    })),
  };
}

/** Pairs of grades for which the effects on approvals differ before and after. */
export function turnedPairs(moves: readonly Move[], before: Policy, after: Policy): Move[] {
  const effectsOf = (policy: Policy, grade: string | null) =>
    policy
      .filter(({ kind, gradeCode }) => kind === 'APPROVAL_EFFECT' && gradeCode === grade)
      .map(({ code }) => code)
      .sort()
      .join();
  return moves.filter(
    ({ fromGradeCode, toGradeCode }) => effectsOf(before, fromGradeCode) !== effectsOf(after, toGradeCode),
  );
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** An interval makes its reciprocal of inspections; a month has the mean length of four years. */
function inspectionsPerMonth(policy: Policy, grade: string | null): Fraction {
  const patrols = BigInt(valueOf(policy, grade, 'EXTRA_PATROLS') ?? 0);
  const interval = policy.find(
    ({ kind, gradeCode }) => kind === 'INSPECTION_INTERVAL' && gradeCode === grade,
  );
  if (interval === undefined) return { over: patrols, under: 1n };
  const { over, under } = perMonth(interval);
  return { over: over + patrols * under, under };
}

function perMonth({ value, unit }: Treatment): Fraction {
  const ofDays = (days: number) => ({
    over: BigInt(DAYS_OF_FOUR_YEARS),
    under: BigInt(MONTHS_OF_FOUR_YEARS * days),
  });
  switch (unit) {
    case 'DAY':
      return ofDays(value);
    case 'WEEK':
    case 'CALENDAR_WEEK':
      return ofDays(7 * value);
    case 'HALF_MONTH':
    case 'CALENDAR_HALF_MONTH':
      return { over: 2n, under: BigInt(value) };
    default:
      return { over: 1n, under: BigInt(value) };
  }
}

function valueOf(policy: Policy, grade: string | null, kind: TreatmentKind): number | undefined {
  return policy.find((treatment) => treatment.kind === kind && treatment.gradeCode === grade)?.value;
}

function times({ over, under }: Fraction, factor: number): Fraction {
  return { over: over * BigInt(factor), under };
}

function sumOf(fractions: readonly Fraction[]): number {
  const total = fractions.reduce(
    (sum, { over, under }) => ({
      over: sum.over * under + over * sum.under,
      under: sum.under * under,
    }),
    { over: 0n, under: 1n },
  );
  return roundHalfUp(total.over, total.under);
}
