import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyFile, anyStandard, TYPES } from '../../tests/support/any-standard.js';
import type { RatedFile } from './better-grade.js';
import { checkStandard } from './check-standard.js';
import { addDays, addMonths, type CivilDate } from './civil-date.js';
import { actingOn, fileAfterSteps, type Step } from './grade-step.js';
import { pathToNextGrade } from './path-to-next-grade.js';
import { rate, type RatedRecord, type Rating } from './rating.js';
import { settledThrough } from './settlement.js';
import type { Indicator, Standard } from './standard.js';

const SOURCE = { instrument: 'facts for this test', mark: 'D', checkedOn: '2026-11-26' } as const;
const TODAY = '2026-11-26';
let lastId = 0;

const RENTAL_HOUSES = standard({
  indicators: [
    indicator('MAJOR_HAZARD', 0, { setsGrade: 'WATCH', onlyWhileOpen: true }),
    indicator('OVERDUE', 0, { setsGrade: 'WATCH', onlyWhileOpen: true, minCount: 2 }),
    indicator('HAZARD', 0, { setsGrade: 'KEY', onlyWhileOpen: true }),
    indicator('PENALTY', 0, { setsGrade: 'WATCH', validDays: 365 }),
  ],
  bands: bands(['CIVILISED', null, null], ['KEY', 0, 0], ['WATCH', 0, 0]),
  byDefault: { evidence: ['INSPECTION'], label: { zh: '未检查', en: 'Not inspected' }, colour: 'GREY' },
});

const PROPERTY_SERVICES = standard({
  baseHundredths: 8_000,
  indicators: [
    indicator('GOOD', 200, { capHundredths: 400, validDays: 365 }),
    indicator('BAD', -300, { validDays: 365 }),
    indicator('LATE', -100, { validDays: 365, capHundredths: 200 }),
    indicator('HELP', 100, { validDays: 30, periodCapsHundredths: { day: 100 } }),
    indicator('FRAUD', -500, { setsGrade: 'B', onlyWhileOpen: true }),
    indicator('MODEL', 0, { keepsGrade: 'AAA', minCount: 2, validDays: 365 }),
  ],
  bands: bands(['AAA', 8_500, null], ['AA', 8_000, 8_500], ['A', 7_000, 8_000], ['B', null, 7_000]),
});

const RISKS = standard({
  direction: 'HIGHER_IS_RISKIER',
  internal: true,
  baseHundredths: 10_000,
  indicators: [
    indicator('FINED', 100, { per: 'AMOUNT', capHundredths: 40_000, validDays: 730 }),
    indicator('CLEAN', -2_000, { capHundredths: 4_000, validDays: 365 }),
  ],
  bands: bands(['A', null, 25_100], ['B', 25_100, 50_100], ['C', 50_100, null]),
});

describe('The path to the next better grade of a rental house', () => {
  const INSPECTED = record('INSPECTION', '2026-01-10');

  it('rests on standards that could be put in force', () => {
    expect([RENTAL_HOUSES, PROPERTY_SERVICES, RISKS].flatMap(checkStandard)).toEqual([]);
  });

  it('is to close the hazard that is open, which no waiting does', () => {
    const hazard = record('HAZARD', '2026-11-01');
    expect(pathOf(RENTAL_HOUSES, [INSPECTED, hazard])).toEqual({
      targetGrade: 'CIVILISED',
      steps: [{ kind: 'END_RECORD', recordId: hazard.id, indicatorCode: 'HAZARD', pointsHundredths: 0 }],
      stepsCountOn: TODAY,
      waitUntil: null,
      waitGrade: null,
    });
  });

  it('leaves alone what only keeps it from a grade that is better still', () => {
    const [hazard, major] = [record('HAZARD', '2026-11-01'), record('MAJOR_HAZARD', '2026-11-02')];
    const path = pathOf(RENTAL_HOUSES, [INSPECTED, hazard, major]);
    expect(path).toMatchObject({ targetGrade: 'KEY', steps: [{ recordId: major.id }] });
  });

  it('is to close as many overdue rectifications as leave too few for the rule', () => {
    const overdue = ['2026-08-01', '2026-09-01', '2026-10-01'].map((day) => record('OVERDUE', day));
    expect(pathOf(RENTAL_HOUSES, [INSPECTED, ...overdue])?.steps).toHaveLength(2);
  });

  it('is to be inspected, while nobody has looked', () => {
    expect(pathOf(RENTAL_HOUSES, [])).toMatchObject({
      targetGrade: 'CIVILISED',
      steps: [{ kind: 'BE_LOOKED_AT', recordTypes: ['INSPECTION'] }],
      waitUntil: null,
    });
  });

  it('is to be inspected once the penalty is over, where nobody has looked', () => {
    const penalty = record('PENALTY', '2026-06-01');
    expect(pathOf(RENTAL_HOUSES, [penalty])).toMatchObject({
      targetGrade: 'CIVILISED',
      steps: [{ kind: 'END_RECORD', recordId: penalty.id }, { kind: 'BE_LOOKED_AT' }],
      waitUntil: null,
    });
  });

  it('tells of the day on which a penalty lapses, beside what can be done', () => {
    const penalty = record('PENALTY', '2026-01-10');
    const path = pathOf(RENTAL_HOUSES, [INSPECTED, penalty]);
    expect(path).toMatchObject({ waitUntil: '2027-01-10', waitGrade: 'CIVILISED' });
    expect(path?.steps).toMatchObject([{ kind: 'END_RECORD', recordId: penalty.id }]);
  });

  it('is none for a civilised house', () => {
    expect(pathOf(RENTAL_HOUSES, [INSPECTED])).toBeNull();
  });

  it('has no steps where more than twenty would be needed, and then names the next better grade', () => {
    const hazards = Array.from({ length: 21 }, (_, at) => record('MAJOR_HAZARD', addDays('2026-09-01', at)));
    expect(pathOf(RENTAL_HOUSES, [INSPECTED, ...hazards])).toMatchObject({ targetGrade: 'KEY', steps: [] });
    expect(pathOf(RENTAL_HOUSES, [INSPECTED, ...hazards.slice(1)])?.steps).toHaveLength(20);
  });

  it('does not ask to end today what has not happened yet', () => {
    const standing = [record('HAZARD', '2026-11-01'), record('HAZARD', '2026-12-01')];
    expect(pathOf(RENTAL_HOUSES, [INSPECTED, ...standing])?.steps).toMatchObject([
      { recordId: standing[0]?.id },
    ]);
  });
});

describe('The path to the next better grade of a property service', () => {
  const [GOOD, HELP] = [record('GOOD', '2026-06-01'), record('HELP', '2026-11-20')];

  it('is one more good conduct for 84 points', () => {
    const file = [GOOD, HELP, record('HELP', '2026-11-21')];
    expect(rate(PROPERTY_SERVICES, file, TODAY).scoreHundredths).toBe(8_400);
    expect(pathOf(PROPERTY_SERVICES, file)).toEqual({
      targetGrade: 'AAA',
      steps: [{ kind: 'EARN', indicatorCode: 'GOOD', recordType: 'GOOD', count: 1, pointsHundredths: 200 }],
      stepsCountOn: TODAY,
      waitUntil: null,
      waitGrade: null,
    });
  });

  it('is what gains most first, no more of it than its cap lets count, and no act too many', () => {
    const bad = record('BAD', '2026-03-01');
    const path = pathOf(PROPERTY_SERVICES, [GOOD, bad]);
    expect(path).toMatchObject({
      targetGrade: 'AA',
      steps: [{ kind: 'END_RECORD', recordId: bad.id, pointsHundredths: 300 }],
      waitUntil: '2027-03-01',
    });
    const further = pathOf(PROPERTY_SERVICES, []);
    expect(further?.steps).toEqual([
      { kind: 'EARN', indicatorCode: 'MODEL', recordType: 'MODEL', count: 2, pointsHundredths: 0 },
    ]);
  });

  it('ends records under a cap until others no longer fill it', () => {
    const late = Array.from({ length: 3 }, (_, at) => record('LATE', addDays('2026-10-01', at)));
    const path = pathOf({ ...PROPERTY_SERVICES, indicators: PROPERTY_SERVICES.indicators.slice(1, 3) }, late);
    expect(path?.steps).toMatchObject([
      { kind: 'END_RECORD', pointsHundredths: 0 },
      { kind: 'END_RECORD', pointsHundredths: 100 },
      { kind: 'END_RECORD', pointsHundredths: 100 },
    ]);
  });

  it('counts one event a day where no more counts, as far as there are days until the next settlement', () => {
    const helpOnly = { ...PROPERTY_SERVICES, indicators: PROPERTY_SERVICES.indicators.slice(3, 4) };
    expect(pathOf(helpOnly, [])?.steps).toEqual([]);
    const weekly = { ...helpOnly, settlement: 'WEEKLY' as const };
    // Thursday: four days are left until the week is settled on Monday.
    expect(pathOf({ ...weekly, baseHundredths: 8_100 }, [])).toMatchObject({
      steps: [{ kind: 'EARN', indicatorCode: 'HELP', count: 4, pointsHundredths: 400 }],
      stepsCountOn: '2026-11-30',
    });
    expect(pathOf({ ...weekly, baseHundredths: 8_099 }, [])?.steps).toEqual([]);
  });

  it('lifts the direct rule and then makes up for what is missing', () => {
    const fraud = record('FRAUD', '2026-11-01');
    const path = pathOf({ ...PROPERTY_SERVICES, baseHundredths: 6_900 }, [fraud]);
    expect(path).toMatchObject({
      targetGrade: 'A',
      steps: [
        { kind: 'END_RECORD', recordId: fraud.id, pointsHundredths: 500 },
        { kind: 'EARN', indicatorCode: 'GOOD', count: 1 },
      ],
    });
  });

  it('has no steps where the next settlement brings the better grade anyhow', () => {
    const file = [GOOD, record('GOOD', TODAY), record('HELP', TODAY)];
    expect(pathOf({ ...PROPERTY_SERVICES, settlement: 'MONTHLY' }, file)).toMatchObject({
      targetGrade: 'AAA',
      steps: [],
      waitUntil: '2026-12-01',
      waitGrade: 'AAA',
    });
  });
});

describe('The path to a lower risk', () => {
  it('gains by points below zero', () => {
    const fine = record('FINED', '2026-06-01', { amountHundredths: 16_000 });
    const path = pathOf(RISKS, [fine, record('CLEAN', '2026-06-02')]);
    expect(path).toBeNull();
    const riskier = pathOf(RISKS, [{ ...fine, amountHundredths: 18_000 }, record('CLEAN', '2026-06-02')]);
    expect(riskier).toMatchObject({ targetGrade: 'A', steps: [{ pointsHundredths: -18_000 }] });
  });

  it('is by clean checks where there is no record to end', () => {
    expect(pathOf({ ...RISKS, baseHundredths: 28_000 }, [])).toMatchObject({
      targetGrade: 'A',
      steps: [{ kind: 'EARN', indicatorCode: 'CLEAN', count: 2, pointsHundredths: -4_000 }],
    });
  });
});

describe('The path of a household whose members count by their mean', () => {
  const HOUSEHOLDS: Standard = {
    ...PROPERTY_SERVICES,
    indicators: [indicator('GOOD', 200, { validDays: 365 }), indicator('BAD', -300, { validDays: 365 })],
    subjectKinds: ['HOUSEHOLD'],
    members: 'MEAN',
    pointsScheme: true,
    settlement: 'WEEKLY',
  };

  it('is reckoned as if a member took it, who counts for less than the household itself', () => {
    const file = { standard: HOUSEHOLDS, records: [], memberCount: 4 };
    expect(checkStandard(HOUSEHOLDS)).toEqual([]);
    expect(pathToNextGrade(file, TODAY)?.steps).toMatchObject([{ count: 10, pointsHundredths: 500 }]);
  });
});

describe('Any path by any standard', () => {
  const anyCase = fc.boolean().chain((members) =>
    fc.record({
      standard: anyStandard(members),
      records: anyFile(TODAY, members ? ['m1', 'm2'] : []),
      memberCount: fc.constant(members ? 2 : 0),
    }),
  );
  const runs = { numRuns: 500 };

  it('is none exactly for the best grade and for whoever is not rated', () => {
    fc.assert(
      fc.property(anyCase, (file) => {
        const { basis, gradeCode } = ratingOn(file, TODAY);
        const isDone = basis === 'NOT_RATED' || rankIn(file, gradeCode) === 1;
        expect(pathToNextGrade(file, TODAY) === null).toBe(isDone);
      }),
      runs,
    );
  });

  it('brings a better grade by its steps, the one it names, and by none of them less', () => {
    let found = 0;
    fc.assert(
      fc.property(anyCase, (file) => {
        const path = pathToNextGrade(file, TODAY);
        if (path === null || path.steps.length === 0) return;
        found++;
        const present = rankIn(file, ratingOn(file, TODAY).gradeCode);
        const gradeAfter = (steps: readonly Step[]) => {
          const changed = fileAfterSteps(file, steps, actingOn(file.standard, TODAY));
          return ratingOn(changed, path.stepsCountOn).gradeCode;
        };
        expect(gradeAfter(path.steps)).toBe(path.targetGrade);
        expect(rankIn(file, path.targetGrade)).toBeLessThan(present);
        for (const fewer of withOneActLess(path.steps)) {
          expect(rankIn(file, gradeAfter(fewer))).toBeGreaterThanOrEqual(present);
        }
      }),
      runs,
    );
    expect(found).toBeGreaterThan(50);
  });

  it('says by how much the steps move the points together', () => {
    fc.assert(
      fc.property(anyCase, (anything) => {
        const { scoreHundredths: _, ...free } = anything.standard;
        const file = { ...anything, standard: free };
        const path = pathToNextGrade(file, TODAY);
        if (path === null || path.steps.some(({ kind }) => kind === 'BE_LOOKED_AT')) return;
        const after = fileAfterSteps(file, path.steps, actingOn(free, TODAY));
        const scores = [after, file].map((each) => ratingOn(each, path.stepsCountOn).scoreHundredths);
        const moved = path.steps.reduce(
          (sum, step) => sum + ('pointsHundredths' in step ? step.pointsHundredths : 0),
          0,
        );
        expect(moved).toBe((scores[0] ?? 0) - (scores[1] ?? 0));
      }),
      runs,
    );
  });

  it('is of at most twenty acts, which end what is there and add what the standard names, on days that count', () => {
    fc.assert(
      fc.property(anyCase, (file) => {
        const path = pathToNextGrade(file, TODAY);
        if (path === null) return;
        expect(actsIn(path.steps)).toBeLessThanOrEqual(20);
        const changed = fileAfterSteps(file, path.steps, actingOn(file.standard, TODAY)).records;
        const ended = new Set(
          path.steps.flatMap((step) => (step.kind === 'END_RECORD' ? step.recordId : [])),
        );
        for (const [at, former] of file.records.entries()) {
          const isEnded = ended.has(former.id);
          expect(changed[at]).toEqual(isEnded ? { ...former, endedOn: TODAY } : former);
          if (isEnded) expect(former.occurredOn <= TODAY).toBe(true);
        }
        const last = settledThrough(file.standard.settlement ?? 'AT_ONCE', path.stepsCountOn);
        const added = changed.slice(file.records.length);
        expect(added).toHaveLength(actsIn(path.steps) - ended.size);
        expect(new Set(changed.map(({ id }) => id)).size).toBe(changed.length);
        for (const { type, occurredOn } of added) {
          expect(TYPES).toContain(type);
          expect(occurredOn >= TODAY && occurredOn <= last).toBe(true);
        }
      }),
      runs,
    );
  });

  it('waits for the first of the days on which anything changes that brings a better grade', () => {
    let found = 0;
    fc.assert(
      fc.property(anyCase, (file) => {
        const path = pathToNextGrade(file, TODAY);
        if (path === null) return;
        const { waitUntil, waitGrade } = path;
        expect({ waitUntil, waitGrade }).toEqual(firstBetterDayOf(file));
        if (waitUntil !== null) found++;
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(50);
  });
});

describe('The search for a path', () => {
  it('takes a file of 200 records in its stride', () => {
    const types = ['GOOD', 'BAD', 'LATE', 'HELP'];
    const records = Array.from({ length: 200 }, (_, at) =>
      record(types[at % 4] ?? '', addDays(TODAY, -at), { amountHundredths: at }),
    );
    const times = Array.from({ length: 8 }, () => {
      const start = performance.now();
      expect(pathOf(PROPERTY_SERVICES, records)).not.toBeNull();
      return performance.now() - start;
    });
    // The quickest of some: the others tell more of the machine.
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

function pathOf(of: Standard, records: readonly RatedRecord[]) {
  return pathToNextGrade({ standard: of, records }, TODAY);
}

function ratingOn({ standard: by, records, memberCount }: RatedFile, on: CivilDate): Rating {
  return rate(by, records, on, memberCount);
}

function rankIn({ standard: { bands: known } }: RatedFile, gradeCode: string | null): number {
  return known.find(({ code }) => code === gradeCode)?.rank ?? Infinity;
}

function actsIn(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'EARN' ? step.count : 1), 0);
}

/** The steps without one of them, or with one event less of it. */
function withOneActLess(steps: readonly Step[]): Step[][] {
  return steps.map((step, at) => {
    const isOneOfMany = step.kind === 'EARN' && step.count > 1;
    return steps.toSpliced(at, 1, ...(isOneOfMany ? [{ ...step, count: step.count - 1 }] : []));
  });
}

/** Every day on which anything changes, one after the other. */
function firstBetterDayOf(file: RatedFile): { waitUntil: CivilDate | null; waitGrade: string | null } {
  let rating = ratingOn(file, TODAY);
  const present = rankIn(file, rating.gradeCode);
  for (let days = 0; days < 400; days++) {
    const day = rating.nextChangeOn;
    if (day === null || day > addMonths(TODAY, 60)) break;
    rating = ratingOn(file, day);
    if (rankIn(file, rating.gradeCode) < present) return { waitUntil: day, waitGrade: rating.gradeCode };
  }
  return { waitUntil: null, waitGrade: null };
}

function record(type: string, occurredOn: CivilDate, change: Partial<RatedRecord> = {}): RatedRecord {
  const id = String(++lastId).padStart(6, '0');
  return { id, type, occurredOn, endedOn: null, withdrawn: false, amountHundredths: null, ...change };
}

function indicator(code: string, pointsHundredths: number, change: Partial<Indicator> = {}): Indicator {
  const given = {
    code,
    label: { zh: code, en: code },
    recordTypes: [code],
    pointsHundredths,
    source: SOURCE,
  };
  return { ...given, validDays: null, onlyWhileOpen: false, ...change };
}

function bands(
  ...edges: readonly [code: string, min: number | null, max: number | null][]
): Standard['bands'] {
  return edges.map(([code, minHundredths, maxHundredths], at) => {
    const label = { zh: code, en: code };
    return { code, label, colour: 'GREEN', rank: at + 1, minHundredths, maxHundredths };
  });
}

function standard(change: Partial<Standard>): Standard {
  return {
    sector: 'test',
    version: '2026.1',
    title: { zh: '测试标准', en: 'Test standard' },
    subjectKinds: ['ENTERPRISE'],
    inForceFrom: '2026-01-01',
    direction: 'HIGHER_IS_BETTER',
    internal: false,
    baseHundredths: 0,
    source: SOURCE,
    indicators: [],
    bands: [],
    byDefault: null,
    upgrade: { mode: 'AT_ONCE' },
    ...change,
  };
}
