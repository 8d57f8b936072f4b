import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { addDays } from '../../src/domain/civil-date.js';
import type { RatedRecord } from '../../src/domain/rating.js';
import type { Settlement, Window } from '../../src/domain/settlement.js';
import type { Band, Category, Downgrade, Indicator, Standard } from '../../src/domain/standard.js';

/* Any standard that could be put in force, and any files, for tests of what must hold for all of them. */

export const TYPES = ['T_CARE', 'T_FINE', 'T_FRAUD', 'T_HAZARD', 'T_HOURS', 'T_VISIT', 'T_EXEMPT'];

const SOURCE = { instrument: 'Invented for this test', mark: 'D', checkedOn: '2026-11-22' } as const;
const LABEL = { zh: '任意', en: 'Any' };

const CATEGORIES: readonly Category[] = [
  { code: 'CAPPED', label: LABEL, capHundredths: 700 },
  { code: 'FREE', label: LABEL },
];

const anyPeriodCaps = fc
  .record({
    day: fc.option(fc.integer({ min: 0, max: 300 })),
    month: fc.option(fc.integer({ min: 0, max: 300 })),
    year: fc.option(fc.integer({ min: 0, max: 300 })),
    total: fc.option(fc.integer({ min: 0, max: 600 })),
  })
  .map(({ day, month, year, total }) => (oneEvent: number) => {
    // Each is at least one event and at least the narrower one.
    let least = oneEvent;
    const next = (more: number | null) => (more === null ? undefined : (least += more));
    const caps = { day: next(day), month: next(month), year: next(year) };
    const known = Object.fromEntries(Object.entries(caps).filter(([, cap]) => cap !== undefined));
    const capHundredths = next(total);
    return {
      ...(Object.keys(known).length === 0 ? {} : { periodCapsHundredths: known }),
      ...(capHundredths === undefined ? {} : { capHundredths }),
    };
  });

const anyTaper = fc.constantFrom(
  [
    { upToUnits: 2, unitsForPoints: 1 },
    { upToUnits: 5, unitsForPoints: 2 },
    { upToUnits: null, unitsForPoints: 3 },
  ],
  [
    { upToUnits: 1, unitsForPoints: 3 },
    { upToUnits: 7, unitsForPoints: 4 },
    { upToUnits: 20, unitsForPoints: 7 },
    { upToUnits: null, unitsForPoints: 9 },
  ],
);

const anyIndicator = fc
  .record({
    recordTypes: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
    points: fc.integer({ min: -500, max: 500 }),
    per: fc.constantFrom(
      'EVENT' as const,
      'EVENT' as const,
      'AMOUNT' as const,
      'TAPER' as const,
      'RANGE' as const,
    ),
    taper: anyTaper,
    caps: anyPeriodCaps,
    validDays: fc.option(fc.integer({ min: 1, max: 90 })),
    category: fc.constantFrom(undefined, undefined, 'CAPPED', 'FREE'),
    minCount: fc.integer({ min: 1, max: 3 }),
    isForEver: fc.boolean(),
    direct: fc.constantFrom<'setsGrade' | 'keepsGrade' | null>(null, null, 'setsGrade', 'keepsGrade'),
    directRank: fc.integer({ min: 2, max: 3 }),
  })
  .map(({ points, per, taper, caps, category, direct, minCount, directRank, isForEver, ...rest }) => {
    const isDirect = direct !== null || points === 0;
    const isPlain = points === 0 || per === 'EVENT';
    return {
      ...rest,
      pointsHundredths: points,
      per: isPlain ? ('EVENT' as const) : per === 'TAPER' ? ('AMOUNT' as const) : per,
      // A veto needs an end; what only counts points may stay for ever.
      onlyWhileOpen: rest.validDays === null && !(isForEver && !isDirect),
      ...(isDirect ? { minCount, [direct ?? 'setsGrade']: `G${directRank}` } : {}),
      ...(category === undefined ? {} : { category }),
      ...(points === 0 ? {} : capsOf(per, points, { taper, caps })),
    };
  });

function capsOf(
  per: 'EVENT' | 'AMOUNT' | 'TAPER' | 'RANGE',
  points: number,
  { taper, caps }: { taper: NonNullable<Indicator['taper']>; caps: (oneEvent: number) => Partial<Indicator> },
): Partial<Indicator> {
  const size = Math.abs(points);
  switch (per) {
    case 'EVENT':
      return caps(size);
    case 'AMOUNT':
      return { ...caps(size), capHundredths: size * 10 + 2_000 };
    case 'TAPER':
      return { taper, capHundredths: size * 6 };
    case 'RANGE':
      return { ...caps(size + 50), rangeHundredths: { least: Math.max(0, size - 50), most: size + 50 } };
  }
}

/** Five grades: four that scores lead to, and one that only direct rules lead to. */
function bandsBetween(edges: readonly number[], direction: Standard['direction']): Band[] {
  const rising = [...edges].sort((a, b) => a - b);
  const byScore = [null, ...rising].map((minHundredths, at): Band => {
    const rank = direction === 'HIGHER_IS_BETTER' ? rising.length + 1 - at : at + 1;
    const maxHundredths = rising[at] ?? null;
    return { code: `G${rank}`, label: LABEL, colour: 'green', rank, minHundredths, maxHundredths };
  });
  const direct = { code: 'G5', label: LABEL, colour: 'red', rank: 5, minHundredths: 0, maxHundredths: 0 };
  return [...byScore, direct];
}

const DIRECT: Indicator = {
  code: 'DIRECT',
  label: LABEL,
  source: SOURCE,
  recordTypes: ['T_FRAUD'],
  pointsHundredths: 0,
  validDays: null,
  onlyWhileOpen: true,
  minCount: 3,
  setsGrade: 'G5',
};

/** Any standard; of households by their members when `members` is true. */
export function anyStandard(members = false): fc.Arbitrary<Standard> {
  return fc
    .record({
      indicators: fc.array(anyIndicator, { minLength: 1, maxLength: 5 }),
      edges: fc.uniqueArray(fc.integer({ min: -3_000, max: 3_000 }), { minLength: 3, maxLength: 3 }),
      direction: fc.constantFrom<Standard['direction']>('HIGHER_IS_BETTER', 'HIGHER_IS_RISKIER'),
      baseHundredths: fc.integer({ min: -1_000, max: 1_000 }),
      bounds: fc.option(
        fc.record({ least: fc.integer({ min: -900, max: 0 }), most: fc.integer({ min: 0, max: 900 }) }),
      ),
      evidence: fc.option(fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 2 })),
      defaultGrade: fc.option(fc.constantFrom('G2', 'G3')),
      exempts: fc.boolean(),
      window: fc.constantFrom<Window>('ROLLING', 'ROLLING', 'MONTH', 'QUARTER', 'YEAR', 'LIFETIME'),
      settlement: fc.constantFrom<Settlement>(
        'AT_ONCE',
        'AT_ONCE',
        'WEEKLY',
        'MONTHLY',
        'QUARTERLY',
        'YEARLY',
      ),
      upgrade: fc.constantFrom<Standard['upgrade']>({ mode: 'AT_ONCE' }, { mode: 'ONE_STEP', afterDays: 30 }),
      downgrade: fc.constantFrom<Downgrade>({ mode: 'AT_ONCE' }, { mode: 'CONFIRMED' }),
      together: fc.constantFrom('SUM' as const, 'MEAN' as const),
    })
    .map(({ indicators, edges, bounds, evidence, defaultGrade, exempts, together, ...rest }): Standard => {
      const isLifetime = rest.window === 'LIFETIME';
      const settled = members
        ? {
            settlement: rest.settlement === 'AT_ONCE' ? ('WEEKLY' as const) : rest.settlement,
            members: together,
          }
        : {};
      return {
        sector: `test-${randomUUID()}`,
        version: '1',
        title: LABEL,
        subjectKinds: ['HOUSEHOLD'],
        inForceFrom: '2024-01-01',
        internal: false,
        pointsScheme: true,
        source: SOURCE,
        categories: CATEGORIES,
        ...rest,
        ...settled,
        ...(bounds === null ? {} : { scoreHundredths: bounds }),
        indicators: [...indicators.map((each, at) => indicatorOf(each, at, isLifetime)), DIRECT],
        bands: bandsBetween(edges, rest.direction),
        byDefault:
          evidence === null
            ? null
            : {
                evidence,
                label: LABEL,
                colour: 'grey',
                ...(defaultGrade === null ? {} : { gradeCode: defaultGrade }),
              },
        ...(exempts ? { notRated: { recordTypes: ['T_EXEMPT'], label: LABEL, colour: 'white' } } : {}),
      };
    });
}

function indicatorOf(each: Partial<Indicator>, at: number, isLifetime: boolean): Indicator {
  const isOpen = each.onlyWhileOpen === true || each.setsGrade !== undefined || each.keepsGrade !== undefined;
  const lasting = isLifetime ? { validDays: null, onlyWhileOpen: isOpen } : {};
  return { ...each, ...lasting, code: `I${at}`, label: LABEL, source: SOURCE } as Indicator;
}

/** Any record near the day, so that many begin, end and lapse around it and exactly on it. */
export function anyRecord(day: string, members: readonly string[] = []): fc.Arbitrary<RatedRecord> {
  return fc
    .record({
      type: fc.constantFrom(...TYPES),
      occurredOn: fc.integer({ min: -120, max: 60 }).map((days) => addDays(day, days)),
      endsAfter: fc.option(fc.integer({ min: 0, max: 60 })),
      withdrawn: fc.constantFrom(false, false, false, true),
      amountHundredths: fc.option(fc.oneof(fc.nat(500), fc.nat(2_500), fc.nat(2_000_000_000))),
      memberId: fc.constantFrom<string | null>(null, ...members),
    })
    .map(({ endsAfter, ...record }): RatedRecord => {
      const endedOn = endsAfter === null ? null : addDays(record.occurredOn, endsAfter);
      return { id: randomUUID(), endedOn, ...record };
    });
}

export function anyFile(day: string, members: readonly string[] = []): fc.Arbitrary<RatedRecord[]> {
  return fc.array(anyRecord(day, members), { maxLength: 14 });
}
