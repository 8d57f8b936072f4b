import { addMonths, type CivilDate, compareDates } from './civil-date.js';
import { bandOfScore, type Contribution, rate, type RatedRecord, type Rating } from './rating.js';
import { settledThrough } from './settlement.js';
import { bandByCode, type Standard } from './standard.js';

/* Limits of the search, so that no file however long can hold it up; neither decides a grade. */
const MOST_TURNING_DAYS = 400;
const MOST_MONTHS_AHEAD = 60;
const NEVER: CivilDate = '9999-12-31';

/** What a rating knows of one subject; `memberCount` as in `rate`. */
export interface RatedFile {
  readonly standard: Standard;
  readonly records: readonly RatedRecord[];
  readonly memberCount?: number;
}

/** A day and the grade that the standard indicates as of its end. */
export interface GradeOnDay {
  readonly on: CivilDate;
  readonly gradeCode: string;
}

/** As `rate`, without the indicators that no record of the file comes under: they change nothing and would take most of the time. */
export function ratingOf({ standard, records, memberCount }: RatedFile, on: CivilDate): Rating {
  const types = new Set(records.map(({ type }) => type));
  const indicators = standard.indicators.filter(({ recordTypes }) =>
    recordTypes.some((type) => types.has(type)),
  );
  return rate({ ...standard, indicators }, records, on, memberCount);
}

/** The rank of a grade, 1 the best; without a grade worse than every rank. */
export function rankOf(standard: Standard, gradeCode: string | null): number {
  return gradeCode === null ? Infinity : bandByCode(standard, gradeCode).rank;
}

/** Hundredths by which points make the grade worse, whichever way the scores run; below 0 they make it better. */
export function harmOf({ direction }: Standard, pointsHundredths: number): number {
  return direction === 'HIGHER_IS_BETTER' ? -pointsHundredths : pointsHundredths;
}

/** Whether a direct rule keeps the grade from being better than `rank`. */
export function isVeto(standard: Standard, rank: number, setsGrade: string | null): boolean {
  return setsGrade !== null && bandByCode(standard, setsGrade).rank >= rank;
}

/** What counts together under one indicator: in a household each member's records by themselves. */
export function groupOf({ indicatorCode, memberId }: Contribution): string {
  return `${indicatorCode} ${memberId ?? ''}`;
}

/**
 * The first day after `on` on which the standard indicates a better grade than the one of that day, whose rank is `rank`, if
 * nothing new happens; null: none within five years.
 */
export function firstBetterDay(file: RatedFile, on: CivilDate, rank: number): GradeOnDay | null {
  const last = addMonths(on, MOST_MONTHS_AHEAD);
  let day = on;
  let rating = ratingOf(file, day);
  for (let tries = 0; tries < MOST_TURNING_DAYS; tries++) {
    day = nextHopefulDay(file, rating, { day, rank });
    if (day > last) return null;
    rating = ratingOf(file, day);
    const { gradeCode } = rating;
    if (gradeCode !== null && rankOf(file.standard, gradeCode) < rank) return { on: day, gradeCode };
  }
  return null;
}

interface Present {
  readonly day: CivilDate;
  readonly rank: number;
}

/**
 * A later day before which the grade cannot become better. While records can only stop to count, that is the first one by
 * which direct rules have lapsed and enough points with them, or by which nothing is left but the grade by default: rating a
 * long file anew on each day on which anything changes would take far longer. Else it is the next day of these.
 */
function nextHopefulDay({ standard, records }: RatedFile, rating: Rating, present: Present): CivilDate {
  const asOf = settledThrough(standard.settlement ?? 'AT_ONCE', present.day);
  const kept = records.filter(({ withdrawn }) => !withdrawn);
  const mayBegin = kept.some(({ occurredOn }) => occurredOn > asOf);
  if (mayBegin || rating.basis === 'NOT_RATED') return rating.nextChangeOn ?? NEVER;
  if (rating.basis === 'BY_DEFAULT') return NEVER;
  const betterOn = latest([
    freeOfVetoesOn(standard, rating, present),
    scoredWellOn(standard, rating, present),
  ]);
  const { gradeCode = null, evidence = [] } = standard.byDefault ?? {};
  if (rankOf(standard, gradeCode) >= present.rank || kept.some(({ type }) => evidence.includes(type)))
    return betterOn;
  const forgottenOn = latest(rating.reasons.map(({ lapsesOn }) => lapsesOn ?? NEVER));
  return betterOn < forgottenOn ? betterOn : forgottenOn;
}

function latest(days: readonly CivilDate[]): CivilDate {
  return days.reduce((last, day) => (day > last ? day : last), '');
}

/** The first day on which too few records are left for each direct rule that is in the way; today when none is. */
function freeOfVetoesOn(standard: Standard, { reasons }: Rating, { day, rank }: Present): CivilDate {
  const vetoes = reasons.filter(({ setsGrade }) => isVeto(standard, rank, setsGrade));
  const groups = [...new Set(vetoes.map(groupOf))].map((group) =>
    vetoes.filter((veto) => groupOf(veto) === group),
  );
  const freeOn = groups.map((group) => {
    const indicator = standard.indicators.find(({ code }) => code === group[0]?.indicatorCode);
    const lapses = group.map(({ lapsesOn }) => lapsesOn ?? NEVER).sort(compareDates);
    return lapses[lapses.length - (indicator?.minCount ?? 1)] ?? NEVER;
  });
  return latest([day, ...freeOn]);
}

/**
 * The first day by which the score could lie in a better band; today when it does, or when a direct rule keeps a better grade.
 * No more is gained by what lapses than its points before caps, less what a cap has cut and others can fill again; what
 * rounding may add is less than a hundredth each.
 */
function scoredWellOn(standard: Standard, rating: Rating, { day, rank }: Present): CivilDate {
  const { reasons, scoreHundredths } = rating;
  const isEnough = (gain: number) =>
    bandOfScore(standard, scoreHundredths - harmOf(standard, gain)).rank < rank;
  if (isEnough(0) || reasons.some(({ keepsGrade }) => rankOf(standard, keepsGrade) < rank)) return day;
  const unfilled = cutsOf(standard, reasons);
  let gain = 0;
  for (const reason of reasons.toSorted((a, b) => compareDates(a.lapsesOn ?? NEVER, b.lapsesOn ?? NEVER))) {
    const harm = harmOf(standard, reason.pointsBeforeCapHundredths);
    if (harm <= 0) continue;
    const cut = unfilled.get(groupOf(reason)) ?? 0;
    const lapsing = harm + 1;
    unfilled.set(groupOf(reason), Math.max(0, cut - lapsing));
    gain += Math.max(0, lapsing - cut);
    if (isEnough(gain)) return reason.lapsesOn ?? NEVER;
  }
  return NEVER;
}

/**
 * What caps have cut of all that counts under one indicator. Where it depends on which records lapse, nothing is taken to be
 * cut: under caps of a day, month or year, and in a category that good points count in as well.
 */
function cutsOf(standard: Standard, reasons: readonly Contribution[]): Map<string, number> {
  const indicators = new Map(standard.indicators.map((indicator) => [indicator.code, indicator]));
  const categoryOf = ({ indicatorCode }: Contribution) => indicators.get(indicatorCode)?.category;
  const isGood = (reason: Contribution) => harmOf(standard, reason.pointsBeforeCapHundredths) < 0;
  const mixed = new Set(reasons.filter(isGood).map(categoryOf));
  const cuts = new Map<string, number>();
  for (const reason of reasons) {
    const category = categoryOf(reason);
    const isCertain =
      indicators.get(reason.indicatorCode)?.periodCapsHundredths === undefined &&
      (category === undefined || !mixed.has(category));
    const cut = Math.abs(reason.pointsBeforeCapHundredths) - Math.abs(reason.pointsHundredths);
    if (isCertain) cuts.set(groupOf(reason), (cuts.get(groupOf(reason)) ?? 0) + cut);
  }
  return cuts;
}
