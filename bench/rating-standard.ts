import { checkStandard } from '../src/domain/check-standard.js';
import type { Band, Indicator, RecordTypeEntry, Source, Standard } from '../src/domain/standard.js';

const SOURCE: Source = { instrument: '性能测试用标准（虚构）', mark: 'D', checkedOn: '2026-11-26' };
const label = (name: string) => ({ zh: `样例${name}`, en: `Sample ${name}` });

/** Of 200 records, how many are of each kind. */
const SHARES = {
  JOINED: 20,
  REWARD: 24,
  TRAINING: 20,
  AWARD: 12,
  SCORED: 24,
  SERVICE: 24,
  COMPLAINT: 28,
  PATROL: 24,
  PENALTY: 14,
  OPEN_CASE: 6,
  VETO: 1,
  REPEATED: 2,
  HONOUR: 1,
} as const;
type Kind = keyof typeof SHARES;

const typeOf = (kind: Kind | 'IGNORED') => `BENCH_${kind}`;

/** The type of a record that no standard looks at. */
export const IGNORED_TYPE = typeOf('IGNORED');
/** The types of records that state an amount. */
export const AMOUNT_TYPES = [typeOf('SCORED'), typeOf('SERVICE')];
/** The type of a record that takes points away, and nothing else. */
export const PENALTY_TYPE = typeOf('PENALTY');
/** Types of records as often as they occur: drawing one of these at random draws them by their shares. */
export const TYPES_BY_SHARE = Object.entries(SHARES).flatMap(([kind, share]) =>
  Array.from({ length: share }, () => typeOf(kind as Kind)),
);

export const RECORD_TYPES: readonly RecordTypeEntry[] = [...Object.keys(SHARES), 'IGNORED'].map((kind) => ({
  code: typeOf(kind as Kind),
  label: label(kind),
  source: SOURCE,
}));

/** Everything that indicators can be: caps, tapering, validity, vetoes. */
const INDICATORS: readonly Indicator[] = [
  indicator('REWARD', { pointsHundredths: 200, validDays: 365, capHundredths: 1_000, category: 'MERIT' }),
  indicator('TRAINING', { pointsHundredths: 100, validDays: 730, capHundredths: 500, category: 'MERIT' }),
  indicator('AWARD', { pointsHundredths: 300, validDays: 730, capHundredths: 600, category: 'MERIT' }),
  indicator('SCORED', {
    pointsHundredths: -200,
    per: 'RANGE',
    rangeHundredths: { least: 100, most: 600 },
    validDays: 365,
    capHundredths: 2_000,
    category: 'CONDUCT',
  }),
  indicator('SERVICE', {
    pointsHundredths: 50,
    per: 'AMOUNT',
    taper: [
      { upToUnits: 10, unitsForPoints: 1 },
      { upToUnits: 40, unitsForPoints: 2 },
      { upToUnits: null, unitsForPoints: 5 },
    ],
    validDays: 365,
    capHundredths: 2_000,
  }),
  indicator('COMPLAINT', {
    pointsHundredths: -100,
    validDays: 365,
    periodCapsHundredths: { day: 200, month: 400, year: 1_000 },
    capHundredths: 1_500,
    category: 'CONDUCT',
  }),
  indicator('PATROL', {
    pointsHundredths: 50,
    validDays: 365,
    periodCapsHundredths: { day: 50, month: 200, year: 1_000 },
  }),
  indicator('PENALTY', {
    pointsHundredths: -500,
    validDays: 365,
    capHundredths: 3_000,
    category: 'CONDUCT',
  }),
  indicator('OPEN_CASE', {
    pointsHundredths: -300,
    validDays: null,
    onlyWhileOpen: true,
    capHundredths: 1_500,
  }),
  indicator('VETO', { pointsHundredths: -1_000, validDays: 365, setsGrade: 'E' }),
  indicator('REPEATED', { pointsHundredths: -200, validDays: 730, minCount: 2, setsGrade: 'D' }),
  indicator('HONOUR', { pointsHundredths: 100, validDays: 730, keepsGrade: 'C' }),
];

/** From the best to the worst; each with the least score that leads to it. */
const BANDS: readonly (readonly [code: string, least: number | null])[] = [
  ['A', 7_400],
  ['B', 7_000],
  ['C', 6_500],
  ['D', 6_000],
  ['E', null],
];

/** A full standard for a sector of the bench. Throws Error when it is not sound. */
export function benchStandard(sector: string, version: string, baseHundredths = 7_000): Standard {
  const standard: Standard = {
    sector,
    version,
    title: label(sector),
    subjectKinds: ['ENTERPRISE'],
    inForceFrom: '2020-01-01',
    direction: 'HIGHER_IS_BETTER',
    internal: false,
    baseHundredths,
    scoreHundredths: { least: 0, most: 10_000 },
    source: SOURCE,
    // So that adding a record of another type never brings a subject into one sector more.
    enrolledBy: [typeOf('JOINED')],
    categories: [
      { code: 'MERIT', label: label('MERIT'), capHundredths: 1_500 },
      { code: 'CONDUCT', label: label('CONDUCT'), capHundredths: 4_000 },
    ],
    indicators: INDICATORS,
    bands: BANDS.map(([code, least], at): Band => ({
      code,
      label: label(code),
      colour: 'blue',
      rank: at + 1,
      minHundredths: least,
      maxHundredths: BANDS[at - 1]?.[1] ?? null,
    })),
    byDefault: { evidence: [typeOf('JOINED')], label: label('NEW'), colour: 'grey' },
    upgrade: { mode: 'AT_ONCE' },
  };
  const problems = checkStandard(standard);
  if (problems.length > 0) throw new Error(problems.map(({ en }) => en).join(' '));
  return standard;
}

type Rest = Omit<Indicator, 'code' | 'label' | 'recordTypes' | 'onlyWhileOpen' | 'source'> & {
  readonly onlyWhileOpen?: boolean;
};

function indicator(kind: Kind, rest: Rest): Indicator {
  const head = { code: kind, label: label(kind), recordTypes: [typeOf(kind)], source: SOURCE };
  return { ...head, onlyWhileOpen: false, ...rest };
}
