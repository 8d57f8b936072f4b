import { addDays, type CivilDate } from './civil-date.js';
import { roundHalfUp } from './decimal.js';
import { CapLadder, CategoryCaps, MOST_POINTS, pointsOf, taperedPoints } from './points.js';
import { programOf, type RatingProgram, type Rule } from './rating-program.js';
import { nextSettlement, nextWindow } from './settlement.js';
import type { Band, Source, Standard } from './standard.js';

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
  /** The member of the household whose record it is; absent or null: the subject's own. */
  readonly memberId?: string | null;
}

/** What one record did to the score or grade under one indicator. */
export interface Contribution {
  readonly recordId: string;
  readonly memberId: string | null;
  readonly indicatorCode: string;
  readonly pointsBeforeCapHundredths: number;
  readonly pointsHundredths: number;
  /** The grade that it keeps the subject from being better than, if its direct rule applies. */
  readonly setsGrade: string | null;
  /** The grade that it keeps the subject from being worse than, if its direct rule applies. */
  readonly keepsGrade: string | null;
  readonly source: Source;
  /** The first day on which it no longer counts, as far as is known; null: not foreseeable. */
  readonly lapsesOn: CivilDate | null;
}

/** RATED: worked out from records. BY_DEFAULT: nobody has looked yet. NOT_RATED: the standard does not rate this subject. */
export type RatingBasis = 'RATED' | 'BY_DEFAULT' | 'NOT_RATED';

export interface Rating {
  readonly sector: string;
  readonly version: string;
  readonly basis: RatingBasis;
  readonly scoreHundredths: number;
  /** The grade that the standard indicates. Null when NOT_RATED, and when BY_DEFAULT unless the standard gives one. */
  readonly gradeCode: string | null;
  readonly reasons: readonly Contribution[];
  /** The next day on which it may change though nothing new happens; null: none is foreseeable. */
  readonly nextChangeOn: CivilDate | null;
}

/**
 * Rates one subject by one standard as of the end of the day `on`.
 *
 * The same rule runs over all subjects at once in SQL and is held equal to this one by a property test, so every word
 * of it is binding:
 *
 * 1. `asOf` is the last day that the standard has settled by `on` (`settlement.ts`). A record is *known* when it is not
 *    withdrawn and `occurredOn ≤ asOf`.
 * 2. A known record is *active* under an indicator when the indicator names its type, it lies in the standard's window (or counts only while open),
 *    (`validDays` is null or `asOf < occurredOn + validDays`), and (`endedOn` is null or `on < endedOn`). What has ended
 *    never counts again, and a repair counts at once even between two settlements.
 * 3. Its points before the cap: EVENT the indicator's points; AMOUNT points × amount, rounded to the hundredth, halves
 *    away from zero, without an amount 0; RANGE its amount held within the range, with the sign of the indicator's points,
 *    or without an amount the indicator's points. Under a taper they are what the tapered total grows by.
 * 4. Within an indicator active records are taken by `occurredOn`, then `id` (by code unit). Caps of day, month, year and
 *    in all are applied in this order, then the cap of the category across its indicators; what counts of a record
 *    is what the capped total grows by.
 * 5. A direct rule applies when at least `minCount` (default 1) records are active under its indicator.
 * 6. The reasons are the active records with points before the cap other than 0 or with a direct rule, by indicator
 *    in the order of the standard, then as in 4.
 * 7. Households: 2 to 6 hold for each member and for the household itself by themselves. Members' points are summed, or
 *    their sum divided by the number of members and rounded once.
 * 8. The score is the base plus all points, held within the standard's bounds. The grade is the band of the score, no worse
 *    than the best `keepsGrade`, then no better than the worst `setsGrade`.
 * 9. The basis is NOT_RATED, without a grade, while an open known record of an exempting type stands in the subject's own
 *    file. It is BY_DEFAULT when the standard has `byDefault`, there is no reason, and no known record, ended or not, has a
 *    type of `byDefault.evidence`. Otherwise it is RATED.
 *
 * `memberCount` is the number of adult members on `asOf`, for standards that rate households by their members.
 * Throws Error when the standard would not pass `checkStandard`.
 */
export function rate(
  standard: Standard,
  records: readonly RatedRecord[],
  on: CivilDate,
  memberCount = 0,
): Rating {
  const program = programOf(standard, on);
  const kept = records.filter(({ withdrawn }) => !withdrawn).sort(byOccurrence);
  const known = kept.filter(({ occurredOn }) => occurredOn <= program.asOf);
  const reasons = ownersOf(program, known).flatMap((owner) => contributionsOf(standard, program, owner));
  const scoreHundredths = scoreOf(program, reasons, memberCount);
  const basis = basisOf(program, known, reasons);
  return {
    sector: standard.sector,
    version: standard.version,
    basis,
    scoreHundredths,
    gradeCode: gradeOf(program, { basis, scoreHundredths, reasons }),
    reasons,
    nextChangeOn: nextChange(program, kept),
  };
}

/** The band that holds a score. Throws Error when none does, which `checkStandard` rules out. */
export function bandOfScore({ bands }: Pick<Standard, 'bands'>, scoreHundredths: number): Band {
  const band = bands.find(
    ({ minHundredths, maxHundredths }) =>
      (minHundredths === null || minHundredths <= scoreHundredths) &&
      (maxHundredths === null || scoreHundredths < maxHundredths),
  );
  if (!band) throw new Error('A score has no band');
  return band;
}

type Owner = readonly RatedRecord[];

/** The records of each file that counts by itself, the subject's own first. */
function ownersOf({ members }: RatingProgram, known: readonly RatedRecord[]): Owner[] {
  const ofMember = (record: RatedRecord) => record.memberId ?? '';
  const ids = members === null ? [''] : [...new Set(['', ...known.map(ofMember)])].sort();
  return ids.map((id) => known.filter((record) => ofMember(record) === id));
}

function contributionsOf(standard: Standard, program: RatingProgram, owner: Owner): Contribution[] {
  const categories = new CategoryCaps();
  return program.rules.flatMap((rule, at) => {
    const source = standard.indicators[at]?.source;
    if (source === undefined) throw new Error('A rule has no indicator');
    const active = owner.filter((record) => isActive(record, rule, program));
    const applies = active.length >= rule.minCount;
    const ladder = new CapLadder(rule);
    const before = pointsBeforeCap(rule, active);
    return active.flatMap((record, index): Contribution[] => {
      const pointsBeforeCapHundredths = before[index] ?? 0;
      const ofIndicator = ladder.add(pointsBeforeCapHundredths, record.occurredOn);
      const pointsHundredths = categories.add(rule, ofIndicator);
      const isDirect = applies && (rule.ceiling !== null || rule.floor !== null);
      if (pointsBeforeCapHundredths === 0 && !isDirect) return [];
      return [
        {
          recordId: record.id,
          memberId: record.memberId ?? null,
          indicatorCode: rule.code,
          pointsBeforeCapHundredths,
          pointsHundredths,
          setsGrade: applies ? (rule.ceiling?.code ?? null) : null,
          keepsGrade: applies ? (rule.floor?.code ?? null) : null,
          source,
          lapsesOn: lapsesOn(record, rule, program),
        },
      ];
    });
  });
}

/** Whether a known record is active under a rule. */
function isActive(record: RatedRecord, rule: Rule, { on }: RatingProgram): boolean {
  if (!rule.recordTypes.includes(record.type)) return false;
  if (record.endedOn !== null && record.endedOn <= on) return false;
  return rule.sinceOn === null || rule.sinceOn <= record.occurredOn;
}

function pointsBeforeCap(rule: Rule, active: readonly RatedRecord[]): number[] {
  const { taper, pointsHundredths } = rule;
  if (taper === null) return active.map(({ amountHundredths }) => pointsOf(rule, amountHundredths));
  let amount = 0n;
  let total = 0;
  return active.map(({ amountHundredths }) => {
    amount += BigInt(amountHundredths ?? 0);
    const former = total;
    total = taperedPoints(taper, pointsHundredths, amount);
    return total - former;
  });
}

function scoreOf(program: RatingProgram, reasons: readonly Contribution[], memberCount: number): number {
  const pointsOfOwners = (isMember: boolean) =>
    reasons
      .filter(({ memberId }) => (memberId !== null) === isMember)
      .reduce((sum, { pointsHundredths }) => sum + pointsHundredths, 0);
  const { baseHundredths, members, leastHundredths, mostHundredths } = program;
  const ofMembers = pointsOfOwners(true);
  const together = members === 'MEAN' ? roundHalfUp(ofMembers, Math.max(1, memberCount)) : ofMembers;
  const score = baseHundredths + pointsOfOwners(false) + together;
  return Math.max(leastHundredths ?? -MOST_POINTS, Math.min(mostHundredths ?? MOST_POINTS, score));
}

function basisOf(
  { evidence, exemptions, on }: RatingProgram,
  known: readonly RatedRecord[],
  reasons: readonly Contribution[],
): RatingBasis {
  const isExempt = known.some(
    ({ type, endedOn, memberId }) =>
      memberId == null && exemptions.includes(type) && (endedOn === null || endedOn > on),
  );
  if (isExempt) return 'NOT_RATED';
  const isSeen = reasons.length > 0 || evidence === null || known.some(({ type }) => evidence.includes(type));
  return isSeen ? 'RATED' : 'BY_DEFAULT';
}

function gradeOf(
  { bands, defaultGradeCode }: RatingProgram,
  { basis, scoreHundredths, reasons }: Pick<Rating, 'basis' | 'scoreHundredths' | 'reasons'>,
): string | null {
  if (basis === 'NOT_RATED') return null;
  if (basis === 'BY_DEFAULT') return defaultGradeCode;
  const ranks = (codes: readonly (string | null)[]) =>
    bands.filter(({ code }) => codes.includes(code)).map(({ rank }) => rank);
  const floor = Math.min(...ranks(reasons.map(({ keepsGrade }) => keepsGrade)));
  const ceiling = Math.max(...ranks(reasons.map(({ setsGrade }) => setsGrade)));
  const rank = Math.max(ceiling, Math.min(floor, bandOfScore({ bands }, scoreHundredths).rank));
  return bands.find((band) => band.rank === rank)?.code ?? null;
}

/** The first day on which a record counts no more: by its age, by the window, or because it ends, whichever is first. */
function lapsesOn(record: RatedRecord, rule: Rule, { settlement, window }: RatingProgram): CivilDate | null {
  const { occurredOn, endedOn } = record;
  const byAge = rule.validDays === null ? null : addDays(occurredOn, rule.validDays);
  const unsettled = rule.isOpenEnded ? null : earliest(byAge, nextWindow(window, occurredOn));
  // Between two settlements nothing lapses.
  const settled = unsettled === null ? null : (nextSettlement(settlement, unsettled) ?? unsettled);
  return earliest(settled, endedOn);
}

function earliest(one: CivilDate | null, other: CivilDate | null): CivilDate | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/**
 * The first later day on which a record begins, lapses or ends, or on which something is settled for everybody. Early rather
 * than late: a subject that is rated once too often keeps its rating.
 */
function nextChange(program: RatingProgram, kept: readonly RatedRecord[]): CivilDate | null {
  const days = kept.flatMap((record) => turningDays(program, record));
  return [...days, program.nextBoundaryOn].reduce<CivilDate | null>(
    (first, day) => (day !== null && day > program.on ? earliest(first, day) : first),
    null,
  );
}

function turningDays(
  { on, asOf, rules, ...program }: RatingProgram,
  record: RatedRecord,
): (CivilDate | null)[] {
  const { type, occurredOn, endedOn } = record;
  const naming = rules.filter(({ recordTypes }) => recordTypes.includes(type));
  const isNamed =
    naming.length > 0 || program.exemptions.includes(type) || program.evidence?.includes(type) === true;
  if (!isNamed) return [];
  // Between two settlements nothing begins or lapses.
  if (asOf !== on) return [endedOn];
  const lapses = naming.map(({ validDays }) => (validDays === null ? null : addDays(occurredOn, validDays)));
  return [endedOn, occurredOn, ...lapses];
}

function byOccurrence(a: RatedRecord, b: RatedRecord): number {
  if (a.occurredOn !== b.occurredOn) return a.occurredOn < b.occurredOn ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
