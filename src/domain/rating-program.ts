import { addDays, type CivilDate } from './civil-date.js';
import {
  nextSettlement,
  nextWindow,
  type Settlement,
  settledThrough,
  type Window,
  windowStart,
} from './settlement.js';
import { bandByCode, type Band, type Indicator, type Standard, type TaperStep } from './standard.js';

/**
 * A standard made ready for one day: every date worked out, every grade turned into its rank. `rate` follows it for one file
 * with reasons, and one statement of the store follows it for any number of files; so dates and defaults are
 * understood in this one place.
 */
export interface RatingProgram {
  readonly on: CivilDate;
  /** The last day whose records are settled. What has ended by `on` counts no more, even if it was settled before. */
  readonly asOf: CivilDate;
  readonly baseHundredths: number;
  readonly leastHundredths: number | null;
  readonly mostHundredths: number | null;
  readonly members: 'SUM' | 'MEAN' | null;
  readonly rules: readonly Rule[];
  readonly bands: readonly Band[];
  /** Null: everybody is rated. */
  readonly evidence: readonly string[] | null;
  readonly defaultGradeCode: string | null;
  /** An open record of one of these keeps a subject from being rated. */
  readonly exemptions: readonly string[];
  readonly settlement: Settlement;
  readonly window: Window;
  /** The next day on which ratings change for everybody at once, by settlement or window; null: never. */
  readonly nextBoundaryOn: CivilDate | null;
}

/** One indicator, ready for the day. */
export interface Rule {
  readonly code: string;
  readonly recordTypes: readonly string[];
  /** The earliest day of a record that can count; null: any. */
  readonly sinceOn: CivilDate | null;
  readonly validDays: number | null;
  /** True: nothing but its end stops a record, no window either. */
  readonly isOpenEnded: boolean;
  readonly per: 'EVENT' | 'AMOUNT' | 'RANGE';
  readonly pointsHundredths: number;
  readonly range: { readonly least: number; readonly most: number } | null;
  readonly taper: readonly TaperStep[] | null;
  readonly dayCap: number | null;
  readonly monthCap: number | null;
  readonly yearCap: number | null;
  readonly cap: number | null;
  readonly category: string | null;
  readonly categoryCap: number | null;
  readonly minCount: number;
  /** Code and rank of the grade that it keeps a subject from being better, or worse, than. */
  readonly ceiling: Band | null;
  readonly floor: Band | null;
}

/** Throws Error when the standard would not pass `checkStandard`. */
export function programOf(standard: Standard, on: CivilDate): RatingProgram {
  const { settlement = 'AT_ONCE', window = 'ROLLING', byDefault, notRated, scoreHundredths } = standard;
  const asOf = settledThrough(settlement, on);
  const from = windowStart(window, asOf);
  return {
    on,
    asOf,
    baseHundredths: standard.baseHundredths,
    leastHundredths: scoreHundredths?.least ?? null,
    mostHundredths: scoreHundredths?.most ?? null,
    members: standard.members ?? null,
    rules: standard.indicators.map((indicator) => ruleOf(standard, indicator, { asOf, from })),
    bands: standard.bands,
    evidence: byDefault?.evidence ?? null,
    defaultGradeCode: byDefault?.gradeCode ?? null,
    exemptions: notRated?.recordTypes ?? [],
    settlement,
    window,
    nextBoundaryOn: settlement === 'AT_ONCE' ? nextWindow(window, asOf) : nextSettlement(settlement, on),
  };
}

interface Reach {
  readonly asOf: CivilDate;
  readonly from: CivilDate | null;
}

function ruleOf(standard: Standard, indicator: Indicator, reach: Reach): Rule {
  const { periodCapsHundredths: caps, category, setsGrade, keepsGrade } = indicator;
  const ofCategory = standard.categories?.find(({ code }) => code === category);
  return {
    code: indicator.code,
    recordTypes: indicator.recordTypes,
    sinceOn: sinceOn(indicator, reach),
    validDays: indicator.validDays,
    isOpenEnded: indicator.onlyWhileOpen,
    per: indicator.per ?? 'EVENT',
    pointsHundredths: indicator.pointsHundredths,
    range: indicator.rangeHundredths ?? null,
    taper: indicator.taper ?? null,
    dayCap: caps?.day ?? null,
    monthCap: caps?.month ?? null,
    yearCap: caps?.year ?? null,
    cap: indicator.capHundredths ?? null,
    category: category ?? null,
    categoryCap: ofCategory?.capHundredths ?? null,
    minCount: indicator.minCount ?? 1,
    ceiling: setsGrade === undefined ? null : bandByCode(standard, setsGrade),
    floor: keepsGrade === undefined ? null : bandByCode(standard, keepsGrade),
  };
}

function sinceOn({ validDays, onlyWhileOpen }: Indicator, { asOf, from }: Reach): CivilDate | null {
  // What is still open is not over because a period is.
  if (onlyWhileOpen) return null;
  const byAge = validDays === null ? null : addDays(asOf, 1 - validDays);
  if (byAge === null || from === null) return byAge ?? from;
  return byAge > from ? byAge : from;
}
