import { addDays, type CivilDate, daysBetween } from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import { type Band, bandByCode, type Indicator, type Source, type Standard } from './standard.js';

/** What a rating needs to know of a record in a credit file. */
export interface RatedRecord {
  readonly id: string;
  readonly type: string;
  readonly occurredOn: CivilDate;
  /** The day on which it was rectified, repaired or revoked; it counts until the day before. Null: open. */
  readonly endedOn: CivilDate | null;
  /** True: it should never have been there, and counts for nothing on any day. */
  readonly withdrawn: boolean;
  /** Hundredths of the amount's unit, never negative; null where the type has no amount. */
  readonly amountHundredths: number | null;
}

/** What one record did to the score or grade under one indicator. */
export interface Contribution {
  readonly recordId: string;
  readonly indicatorCode: string;
  readonly pointsBeforeCapHundredths: number;
  readonly pointsHundredths: number;
  /** The grade that it keeps the subject from being better than, if its direct rule applies. */
  readonly setsGrade: string | null;
  readonly source: Source;
  /** The first day on which it no longer counts, as far as is known; null: not foreseeable. */
  readonly lapsesOn: CivilDate | null;
}

export interface Rating {
  readonly sector: string;
  readonly version: string;
  /** BY_DEFAULT: nobody has looked yet, so there is no grade. */
  readonly basis: 'RATED' | 'BY_DEFAULT';
  readonly scoreHundredths: number;
  /** Null only when BY_DEFAULT. */
  readonly gradeCode: string | null;
  readonly reasons: readonly Contribution[];
}

/**
 * Rates one subject by one standard as of the end of the day `on`.
 *
 * The same rule runs over all subjects at once in SQL and is held equal to this one by a property test, so every word
 * of it is binding:
 *
 * 1. A record is *known* when it is not withdrawn and `occurredOn ≤ on`.
 * 2. A known record is *active* under an indicator when the indicator names its type, and (`validDays` is null or
 *    `on < occurredOn + validDays`), and (`endedOn` is null or `on < endedOn`). What has ended never counts again.
 * 3. Its points before the cap are the indicator's points, or for `per: AMOUNT` points × amount rounded to the
 *    hundredth, halves away from zero; without an amount 0.
 * 4. Within an indicator active records are taken by `occurredOn`, then `id` (by code unit). With T the sum of points
 *    before the cap up to and including a record, its points are clamp(T) − clamp(T before it), where clamp holds the
 *    value within ±cap, or changes nothing without a cap.
 * 5. A direct rule applies when at least `minCount` (default 1) records are active under its indicator; then each of
 *    them carries `setsGrade`. Ended, lapsed and capped points are as in 2 to 4 whether or not it applies.
 * 6. The reasons are the active records with points before the cap other than 0 or with a `setsGrade`, by indicator
 *    in the order of the standard, then as in 4.
 * 7. The score is the base plus the points of all reasons. The grade is the worst (highest rank) of the band that holds
 *    the score and of all `setsGrade`.
 * 8. The basis is BY_DEFAULT, without a grade, when the standard has `byDefault`, there is no reason, and no known record,
 *    ended or not, has a type of `byDefault.evidence`. Otherwise it is RATED.
 *
 * Throws Error when the standard would not pass `checkStandard`.
 */
export function rate(standard: Standard, records: readonly RatedRecord[], on: CivilDate): Rating {
  const known = records.filter((record) => !record.withdrawn && record.occurredOn <= on).sort(byOccurrence);
  const reasons = standard.indicators.flatMap((indicator) => contributionsOf(indicator, known, on));
  const scoreHundredths = reasons.reduce(
    (sum, { pointsHundredths }) => sum + pointsHundredths,
    standard.baseHundredths,
  );
  const isRated = reasons.length > 0 || hasEvidence(standard, known);
  return {
    sector: standard.sector,
    version: standard.version,
    basis: isRated ? 'RATED' : 'BY_DEFAULT',
    scoreHundredths,
    gradeCode: isRated ? gradeOf(standard, scoreHundredths, reasons) : null,
    reasons,
  };
}

/** The band that holds a score. Throws Error when none does, which `checkStandard` rules out. */
export function bandOfScore(standard: Standard, scoreHundredths: number): Band {
  const band = standard.bands.find(
    ({ minHundredths, maxHundredths }) =>
      (minHundredths === null || minHundredths <= scoreHundredths) &&
      (maxHundredths === null || scoreHundredths < maxHundredths),
  );
  if (!band) throw new Error(`Standard ${standard.sector} ${standard.version} has a score without a band`);
  return band;
}

function contributionsOf(indicator: Indicator, known: readonly RatedRecord[], on: CivilDate): Contribution[] {
  const active = known.filter(
    (record) => indicator.recordTypes.includes(record.type) && isActive(record, indicator, on),
  );
  const setsGrade = active.length >= (indicator.minCount ?? 1) ? (indicator.setsGrade ?? null) : null;
  const contributions: Contribution[] = [];
  let total = 0;
  for (const record of active) {
    const points = pointsOf(record, indicator);
    const pointsHundredths =
      clamp(total + points, indicator.capHundredths) - clamp(total, indicator.capHundredths);
    total += points;
    if (points === 0 && setsGrade === null) continue;
    contributions.push({
      recordId: record.id,
      indicatorCode: indicator.code,
      pointsBeforeCapHundredths: points,
      pointsHundredths,
      setsGrade,
      source: indicator.source,
      lapsesOn: lapsesOn(record, indicator),
    });
  }
  return contributions;
}

function isActive(record: RatedRecord, { validDays }: Indicator, on: CivilDate): boolean {
  if (record.endedOn !== null && record.endedOn <= on) return false;
  return validDays === null || daysBetween(record.occurredOn, on) < validDays;
}

function pointsOf(record: RatedRecord, { per, pointsHundredths }: Indicator): number {
  if (per !== 'AMOUNT') return pointsHundredths;
  return roundHalfUp(BigInt(pointsHundredths) * BigInt(record.amountHundredths ?? 0), 100n);
}

function lapsesOn({ occurredOn, endedOn }: RatedRecord, { validDays }: Indicator): CivilDate | null {
  const byAge = validDays === null ? null : addDays(occurredOn, validDays);
  if (byAge === null || endedOn === null) return byAge ?? endedOn;
  return byAge < endedOn ? byAge : endedOn;
}

function gradeOf(standard: Standard, scoreHundredths: number, reasons: readonly Contribution[]): string {
  let worst = bandOfScore(standard, scoreHundredths);
  for (const { setsGrade } of reasons) {
    if (setsGrade === null || setsGrade === worst.code) continue;
    const band = bandByCode(standard, setsGrade);
    if (band.rank > worst.rank) worst = band;
  }
  return worst.code;
}

function hasEvidence({ byDefault }: Standard, known: readonly RatedRecord[]): boolean {
  return byDefault === null || known.some(({ type }) => byDefault.evidence.includes(type));
}

function clamp(value: number, cap: number | undefined): number {
  return cap === undefined ? value : Math.max(-cap, Math.min(cap, value));
}

function byOccurrence(a: RatedRecord, b: RatedRecord): number {
  if (a.occurredOn !== b.occurredOn) return a.occurredOn < b.occurredOn ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
