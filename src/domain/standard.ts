import { type CivilDate, isCivilDate } from './civil-date.js';

export type SubjectKind = 'ENTERPRISE' | 'RENTAL_HOUSE' | 'PERSON' | 'LAW_FIRM' | 'LAWYER' | 'HOUSEHOLD';

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

/** One kind of conduct and what it does to the score, to the grade, or to both. */
export interface Indicator {
  readonly code: string;
  readonly label: Label;
  readonly recordTypes: readonly string[];
  /** Signed hundredths of a point; 0 for a pure direct rule. */
  readonly pointsHundredths: number;
  /** EVENT (default): the points once per record. AMOUNT: the points for each whole unit of the record's amount. */
  readonly per?: 'EVENT' | 'AMOUNT';
  /** Counts on the day of the event and the `validDays - 1` days after it; null: while the record is open, or for ever. */
  readonly validDays: number | null;
  /** True when nothing but the end of the record (rectified, repaired) stops it; then `validDays` is null. */
  readonly onlyWhileOpen: boolean;
  /** The largest absolute total of this indicator, in hundredths of a point. */
  readonly capHundredths?: number;
  /** The direct rule applies from this many active records on; 1 unless given. */
  readonly minCount?: number;
  /** Direct rule (直接判定): the grade is no better than this band, whatever the score. */
  readonly setsGrade?: string;
  readonly source: Source;
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
}

/** A published standard in its readable form, as a file in `seeds/sectors/` holds it. */
export interface Standard {
  readonly sector: string;
  readonly version: string;
  readonly title: Label;
  readonly subjectKinds: readonly SubjectKind[];
  readonly inForceFrom: CivilDate;
  readonly direction: 'HIGHER_IS_BETTER' | 'HIGHER_IS_RISKIER';
  /** True: the result never leaves the sector's own regulators (enterprise risk class: 不评价、不惩戒、不公开、不免抽). */
  readonly internal: boolean;
  readonly baseHundredths: number;
  readonly source: Source;
  readonly indicators: readonly Indicator[];
  readonly bands: readonly Band[];
  /** Null: a subject without records is rated at its base score. */
  readonly byDefault: ByDefault | null;
  readonly upgrade: { readonly mode: 'AT_ONCE' };
}

/** The band of that code. Throws for a code that the standard does not know: `checkStandard` finds those before use. */
export function bandByCode(standard: Standard, code: string): Band {
  const band = standard.bands.find((candidate) => candidate.code === code);
  if (!band) throw new Error(`Standard ${standard.sector} ${standard.version} has no band ${code}`);
  return band;
}

/** What is wrong with a standard, in words, one sentence each; empty when it can be put in force. */
export function checkStandard(standard: Standard): string[] {
  return [
    ...headProblems(standard),
    ...standard.indicators.flatMap((indicator) => indicatorProblems(indicator, standard)),
    ...repeated(standard.indicators.map(({ code }) => code)).map(
      (code) => `Two indicators have the code ${code}.`,
    ),
    ...bandProblems(standard),
    ...byDefaultProblems(standard.byDefault),
  ];
}

function headProblems(standard: Standard): string[] {
  return [
    ...unless(
      isNamed(standard.sector) && isNamed(standard.version),
      'The standard lacks a sector or a version.',
    ),
    ...unless(isLabelled(standard.title), 'The standard lacks a title in one of the two languages.'),
    ...unless(standard.subjectKinds.length > 0, 'The standard names no kind of subject.'),
    ...unless(isCivilDate(standard.inForceFrom), 'The standard has no day from which it is in force.'),
    ...unless(
      Number.isSafeInteger(standard.baseHundredths),
      'The base score is not a whole number of hundredths.',
    ),
    ...unless(isSourced(standard.source), 'The standard lacks a source.'),
  ];
}

function indicatorProblems(indicator: Indicator, standard: Standard): string[] {
  const problems = [
    ...unless(isNamed(indicator.code) && isLabelled(indicator.label), 'lacks a code or a label'),
    ...unless(isSourced(indicator.source), 'lacks a source'),
    ...unless(indicator.recordTypes.length > 0, 'names no record type'),
    ...repeated(indicator.recordTypes).map((type) => `names the record type ${type} twice`),
    ...unless(
      Number.isSafeInteger(indicator.pointsHundredths),
      'has points that are not a whole number of hundredths',
    ),
    ...unless(indicator.validDays === null || isCount(indicator.validDays), 'is valid for less than a day'),
    ...unless(
      !indicator.onlyWhileOpen || indicator.validDays === null,
      'counts only while the record is open and yet lapses after a number of days',
    ),
    ...capProblems(indicator),
    ...directRuleProblems(indicator, standard),
  ];
  return problems.map((problem) => `Indicator ${indicator.code} ${problem}.`);
}

function capProblems({ capHundredths, pointsHundredths, per }: Indicator): string[] {
  // A single fine of millions would else outweigh everything, and no column could hold the score.
  if (capHundredths === undefined) return unless(per !== 'AMOUNT', 'counts amounts without a cap');
  if (!isCount(capHundredths)) return ['has a cap that is not a whole number above zero'];
  if (pointsHundredths === 0) return ['has a cap but no points'];
  return unless(per === 'AMOUNT' || capHundredths >= Math.abs(pointsHundredths), 'has a cap below one event');
}

function directRuleProblems(indicator: Indicator, { bands }: Standard): string[] {
  const { setsGrade, minCount, pointsHundredths } = indicator;
  if (setsGrade === undefined) {
    return [
      ...unless(pointsHundredths !== 0, 'has neither points nor a direct rule'),
      ...unless(minCount === undefined, 'has a least number of records but no direct rule'),
    ];
  }
  const band = bands.find(({ code }) => code === setsGrade);
  const bestRank = Math.min(...bands.map(({ rank }) => rank));
  return [
    ...unless(band !== undefined, `sets the grade ${setsGrade}, which no band has`),
    ...unless(band?.rank !== bestRank, `sets the best grade ${setsGrade}, which changes nothing`),
    ...unless(minCount === undefined || isCount(minCount), 'has a least number of records below one'),
  ];
}

function bandProblems(standard: Standard): string[] {
  const { bands, indicators } = standard;
  const directGrades = new Set(indicators.map(({ setsGrade }) => setsGrade));
  return [
    ...repeated(bands.map(({ code }) => code)).map((code) => `Two bands have the code ${code}.`),
    ...repeated(bands.map(({ rank }) => String(rank))).map((rank) => `Two bands have the rank ${rank}.`),
    ...bands.flatMap((band) => [
      ...unless(isNamed(band.code) && isLabelled(band.label), `Band ${band.code} lacks a code or a label.`),
      ...unless(isNamed(band.colour), `Band ${band.code} lacks a colour.`),
      ...unless(isCount(band.rank), `Band ${band.code} has a rank below 1.`),
      ...unless(
        [band.minHundredths, band.maxHundredths].every((edge) => edge === null || Number.isSafeInteger(edge)),
        `Band ${band.code} has an edge that is not a whole number of hundredths.`,
      ),
      ...unless(lowerEdge(band) <= upperEdge(band), `Band ${band.code} ends before it begins.`),
      ...unless(
        holdsScores(band) || directGrades.has(band.code),
        `Band ${band.code} holds no score and no direct rule leads to it.`,
      ),
    ]),
    ...coverageProblems(standard),
  ];
}

/** Every score must lie in exactly one band, and ranks must follow the scores. */
function coverageProblems({ bands, direction }: Standard): string[] {
  const rising = bands.filter(holdsScores).sort((a, b) => lowerEdge(a) - lowerEdge(b));
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last) return ['No band holds any score.'];
  const problems = [
    ...unless(first.minHundredths === null, `Scores below band ${first.code} have no grade.`),
    ...unless(last.maxHundredths === null, `Scores from the end of band ${last.code} upwards have no grade.`),
  ];
  for (const [at, upper] of rising.entries()) {
    const lower = rising[at - 1];
    if (!lower) continue;
    const between = `bands ${lower.code} and ${upper.code}`;
    if (upperEdge(lower) < lowerEdge(upper)) problems.push(`There is a gap between ${between}.`);
    if (upperEdge(lower) > lowerEdge(upper)) problems.push(`There is an overlap of ${between}.`);
    const isHigherBetter = direction === 'HIGHER_IS_BETTER';
    if (upper.rank < lower.rank !== isHigherBetter) {
      problems.push(`The ranks of ${between} run against the direction of the scores.`);
    }
  }
  return problems;
}

function byDefaultProblems(byDefault: ByDefault | null): string[] {
  if (byDefault === null) return [];
  return [
    ...unless(byDefault.evidence.length > 0, 'No record type would ever make a subject rated.'),
    ...unless(
      isLabelled(byDefault.label) && isNamed(byDefault.colour),
      'The mark of the not yet rated lacks a label or a colour.',
    ),
  ];
}

const lowerEdge = (band: Band): number => band.minHundredths ?? -Infinity;
const upperEdge = (band: Band): number => band.maxHundredths ?? Infinity;
const holdsScores = (band: Band): boolean => lowerEdge(band) < upperEdge(band);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

// Standards are read from files that people edit, so a whole part may be absent whatever the types say.
const isNamed = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
const isLabelled = (label: Label | undefined): boolean => isNamed(label?.zh) && isNamed(label?.en);
const isSourced = (source: Source | undefined): boolean =>
  source !== undefined &&
  isNamed(source.instrument) &&
  'LSKD'.includes(source.mark) &&
  isCivilDate(source.checkedOn);

function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
