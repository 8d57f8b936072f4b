import type { CivilDate } from './civil-date.js';
import type { Settlement, Window } from './settlement.js';

export const SUBJECT_KINDS = [
  'ENTERPRISE',
  'RENTAL_HOUSE',
  'PERSON',
  'LAW_FIRM',
  'LAWYER',
  'HOUSEHOLD',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Words for people, in the two languages of the service. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/**
 * Where a rule comes from. `mark`: L read in the statute's text, S found in a public source, K common professional
 * knowledge still to be checked by whoever deploys, D a default chosen here.
 */
export interface Source {
  readonly instrument: string;
  readonly clause?: string;
  readonly mark: 'L' | 'S' | 'K' | 'D';
  readonly checkedOn: CivilDate;
}

/** A kind of record that a standard brings along; kinds that many sectors share stand in the catalogue. */
export interface RecordTypeEntry {
  readonly code: string;
  readonly label: Label;
  /** Category of the data (`seeds/reference/data-categories.json`), which may be forbidden; ordinary unless given. */
  readonly dataCategory?: string;
  readonly source: Source;
}

/** One kind of conduct and what it does to the score, to the grade, or to both. */
export interface Indicator {
  readonly code: string;
  readonly label: Label;
  readonly recordTypes: readonly string[];
  /** Signed hundredths of a point; 0 for a pure direct rule. Under RANGE: what a record counts that states no value. */
  readonly pointsHundredths: number;
  /**
   * EVENT (default): the points once per record. AMOUNT: the points for each whole unit of the record's amount. RANGE: the
   * record's amount is its points, held within `rangeHundredths`.
   */
  readonly per?: 'EVENT' | 'AMOUNT' | 'RANGE';
  /** Under RANGE: the fewest and the most points of one record, in hundredths without sign. */
  readonly rangeHundredths?: { readonly least: number; readonly most: number };
  /** Under AMOUNT: later units earn less (递减). */
  readonly taper?: readonly TaperStep[];
  /** Counts on the day of the event and the `validDays - 1` days after it; null: while the record is open, or for ever. */
  readonly validDays: number | null;
  /** True when nothing but the end of the record (rectified, repaired) stops it; then `validDays` is null. */
  readonly onlyWhileOpen: boolean;
  /** The largest absolute total of this indicator, in hundredths of a point. */
  readonly capHundredths?: number;
  /** The largest absolute totals of this indicator within one day, calendar month and calendar year. */
  readonly periodCapsHundredths?: PeriodCaps;
  /** Category of the standard under which the points are totalled, and perhaps capped once more. */
  readonly category?: string;
  /** The direct rule applies from this many active records on; 1 unless given. */
  readonly minCount?: number;
  /** Direct rule (直接判定, 一票否决): the grade is no better than this band, whatever the score. */
  readonly setsGrade?: string;
  /** Direct rule: the grade is no worse than this band, unless another direct rule says so. */
  readonly keepsGrade?: string;
  readonly source: Source;
}

/** Up to `upToUnits` units in all, each `unitsForPoints` units earn the points once; null: all further units. */
export interface TaperStep {
  readonly upToUnits: number | null;
  readonly unitsForPoints: number;
}

export interface PeriodCaps {
  readonly day?: number;
  readonly month?: number;
  readonly year?: number;
}

/** Indicators that are totalled together (维度、类别). */
export interface Category {
  readonly code: string;
  readonly label: Label;
  readonly capHundredths?: number;
}

/**
 * A grade and the scores that lead to it: from `minHundredths` up to, not including, `maxHundredths`; null is unbounded.
 * A band with two equal edges holds no score and is reached by direct rules only.
 */
export interface Band {
  readonly code: string;
  readonly label: Label;
  readonly colour: string;
  /** 1 is the best treatment; a higher rank is worse, in whichever direction the scores run. */
  readonly rank: number;
  readonly minHundredths: number | null;
  readonly maxHundredths: number | null;
}

/** What a subject is shown as while nobody has looked at it: unknown is not good. */
export interface ByDefault {
  /** Record types of which one must exist before the subject counts as rated. */
  readonly evidence: readonly string[];
  readonly label: Label;
  readonly colour: string;
  /** The grade that is given by default (such as M of tax credit); none unless given. */
  readonly gradeCode?: string;
}

/** Who is not rated at all (不予评价), as long as an open record of one of these types stands in the file. */
export interface NotRated {
  readonly recordTypes: readonly string[];
  readonly label: Label;
  readonly colour: string;
}

/** Data that a complete file has (数据完整度). */
export interface ExpectedData {
  readonly code: string;
  readonly label: Label;
  readonly recordTypes: readonly string[];
}

/** How a better grade comes into effect. */
export type Upgrade =
  | { readonly mode: 'AT_ONCE' }
  /** One step after `afterDays` days of observation, proposed by one officer and confirmed by another. */
  | { readonly mode: 'ONE_STEP'; readonly afterDays: number };

/** How a worse grade comes into effect: at once, or proposed by one officer and confirmed by another. */
export interface Downgrade {
  readonly mode: 'AT_ONCE' | 'CONFIRMED';
}

/** What local additions (“4+X”) to a standard may hold. */
export interface AdditionLimits {
  readonly mostIndicators: number;
  /** The most points of one event, in hundredths without sign. */
  readonly mostPointsHundredths: number;
  /** The category under which all additions count; its cap holds for them together. */
  readonly category: string;
}

/** A published standard in its readable form, as a file in `seeds/sectors/` holds it. What is absent has a default. */
export interface Standard {
  readonly sector: string;
  readonly version: string;
  readonly title: Label;
  readonly subjectKinds: readonly SubjectKind[];
  readonly inForceFrom: CivilDate;
  readonly direction: 'HIGHER_IS_BETTER' | 'HIGHER_IS_RISKIER';
  /** True: the result never leaves the sector's own regulators (enterprise risk class: 不评价、不惩戒、不公开、不免抽). */
  readonly internal: boolean;
  /** True: residents' and households' points: incentives only, adults only. */
  readonly pointsScheme?: boolean;
  /** Who may read the grade; SUBJECT unless given. Grades of natural persons are never public. */
  readonly publication?: 'PUBLIC' | 'SUBJECT';
  /** Within how many days of the notice the subject may ask for a review (复核), and within how many working days it is decided. */
  readonly review?: { readonly withinDays: number; readonly decidedWithinWorkingDays: number };
  readonly baseHundredths: number;
  /** The score is held within these bounds. */
  readonly scoreHundredths?: { readonly least?: number; readonly most?: number };
  /** How the points of its members count for a household: their sum or their mean. Absent: only its own records count. */
  readonly members?: 'SUM' | 'MEAN';
  /** Which records can count by their day; ROLLING unless given. */
  readonly window?: Window;
  /** When what has happened is settled into the rating; AT_ONCE unless given. */
  readonly settlement?: Settlement;
  /** How many months a rating is valid; without limit unless given. */
  readonly validMonths?: number;
  readonly source: Source;
  /** Kinds of record that only this sector knows. */
  readonly recordTypes?: readonly RecordTypeEntry[];
  /** Record types that bring a subject into the sector; every type the standard names unless given. */
  readonly enrolledBy?: readonly string[];
  readonly categories?: readonly Category[];
  readonly indicators: readonly Indicator[];
  readonly bands: readonly Band[];
  /** Null: a subject without records is rated at its base score. */
  readonly byDefault: ByDefault | null;
  readonly notRated?: NotRated;
  readonly expects?: readonly ExpectedData[];
  readonly upgrade: Upgrade;
  readonly downgrade?: Downgrade;
  readonly additions?: AdditionLimits;
  /** The standard that this one adds to; its rules have been taken over. */
  readonly extends?: { readonly sector: string; readonly version: string };
}

/** The band of that code. Throws for a code that the standard does not know: `checkStandard` finds those before use. */
export function bandByCode(standard: Pick<Standard, 'sector' | 'version' | 'bands'>, code: string): Band {
  const band = standard.bands.find((candidate) => candidate.code === code);
  if (!band) throw new Error(`Standard ${standard.sector} ${standard.version} has no band ${code}`);
  return band;
}

/** Every record type that a rating by the standard looks at. */
export function typesNamedBy({ indicators, byDefault, notRated, expects }: Standard): string[] {
  const named = [
    ...indicators.flatMap(({ recordTypes }) => recordTypes),
    ...(byDefault?.evidence ?? []),
    ...(notRated?.recordTypes ?? []),
    ...(expects ?? []).flatMap(({ recordTypes }) => recordTypes),
  ];
  return [...new Set(named)];
}
