import { type Indicator, type Standard, typesNamedBy } from '../../src/domain/standard.js';

/** What can be told of the subjects of one standard, in record types that no other part of the district uses. */
export interface Vocabulary {
  readonly standard: Standard;
  /** Without any direct rule. */
  readonly good: readonly Indicator[];
  readonly bad: readonly Indicator[];
  /** Direct rules. */
  readonly vetoes: readonly Indicator[];
  readonly evidence: readonly string[];
  /** Data that a complete file has beside evidence and conduct: for each the types that may stand for it. */
  readonly papers: readonly (readonly string[])[];
  /** Those that bring a subject into the sector and say nothing else about it. */
  readonly firstPapers: readonly string[];
  readonly exemptions: readonly string[];
  /** Whether a record of the type brings a subject into the sector. */
  readonly enrols: (type: string) => boolean;
}

/** Types that are `isShared` count elsewhere too: telling them here would change what others' files come to. */
export function vocabularyOf(standard: Standard, isShared: (type: string) => boolean): Vocabulary {
  const { indicators, byDefault, expects = [], notRated } = standard;
  const own = (types: readonly string[]) => types.filter((type) => !isShared(type));
  const scored = new Set(indicators.flatMap(({ recordTypes }) => recordTypes));
  const unscored = (types: readonly string[]) => own(types).filter((type) => !scored.has(type));
  const direct = new Set(indicators.filter(isDirect).flatMap(({ recordTypes }) => recordTypes));
  const told = indicators.filter(({ recordTypes }) => !recordTypes.some(isShared));
  const counted = told.filter(({ recordTypes }) => !recordTypes.some((type) => direct.has(type)));
  const enrolling = new Set(standard.enrolledBy ?? typesNamedBy(standard));
  const evidence = unscored(byDefault?.evidence ?? []);
  const papers = expects
    .map(({ recordTypes }) => unscored(recordTypes).filter((type) => !evidence.includes(type)))
    .filter((types) => types.length > 0);
  return {
    standard,
    good: counted.filter((indicator) => isGood(standard, indicator)),
    bad: counted.filter((indicator) => !isGood(standard, indicator)),
    vetoes: told.filter(isDirect),
    evidence,
    papers,
    firstPapers: papers.flat().filter((type) => enrolling.has(type)),
    exemptions: own(notRated?.recordTypes ?? []),
    enrols: (type) => enrolling.has(type),
  };
}

function isDirect({ setsGrade, keepsGrade }: Indicator): boolean {
  return setsGrade !== undefined || keepsGrade !== undefined;
}

function isGood({ direction }: Standard, { pointsHundredths }: Indicator): boolean {
  return direction === 'HIGHER_IS_BETTER' ? pointsHundredths > 0 : pointsHundredths < 0;
}
