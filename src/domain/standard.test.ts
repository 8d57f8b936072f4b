import { describe, expect, it } from '@jest/globals';
import { checkStandard as problemsOf } from './check-standard.js';
import { bandByCode, type Band, type Indicator, type Standard } from './standard.js';

const checkStandard = (standard: Standard) => problemsOf(standard).map(({ en }) => en);

const SOURCE = {
  instrument: 'A standard made up for this test',
  mark: 'D',
  checkedOn: '2026-11-01',
} as const;
const LABEL = { zh: '甲', en: 'A' };

describe('a standard that can be put in force', () => {
  it('has nothing wrong with it', () => {
    expect(checkStandard(standard())).toEqual([]);
  });

  it('may run the other way: a higher score is riskier and ranks worse', () => {
    const bands = [band('A', 1, null, 25_100), band('B', 2, 25_100, 50_100), band('C', 3, 50_100, null)];
    expect(checkStandard(standard({ direction: 'HIGHER_IS_RISKIER', bands }))).toEqual([]);
  });

  it('may have a band without scores that a direct rule leads to', () => {
    const bands = [band('CIVILISED', 1, null, null), band('WATCH', 2, 0, 0)];
    expect(
      checkStandard(
        standard({ bands, indicators: [indicator({ pointsHundredths: 0, setsGrade: 'WATCH' })] }),
      ),
    ).toEqual([]);
  });

  it('finds its bands by their code', () => {
    expect(bandByCode(standard(), 'B').rank).toBe(2);
    expect(() => bandByCode(standard(), 'Z')).toThrow('has no band Z');
  });
});

describe('the bands of a standard', () => {
  it.each<[string, Band[], string]>([
    [
      'leave a gap',
      [band('A', 1, 9_000, null), band('B', 2, null, 8_900)],
      'There is a gap between bands B and A.',
    ],
    [
      'overlap',
      [band('A', 1, 9_000, null), band('B', 2, null, 9_001)],
      'There is an overlap of bands B and A.',
    ],
    [
      'leave low scores out',
      [band('A', 1, 9_000, null), band('B', 2, 0, 9_000)],
      'Scores below band B have no grade.',
    ],
    [
      'leave high scores out',
      [band('A', 1, 9_000, 10_000), band('B', 2, null, 9_000)],
      'Scores from the end of band A upwards have no grade.',
    ],
    [
      'rank against the scores',
      [band('A', 2, 9_000, null), band('B', 1, null, 9_000)],
      'The ranks of bands B and A run against the direction of the scores.',
    ],
    ['share a rank', [band('A', 1, 9_000, null), band('B', 1, null, 9_000)], 'Two bands have the rank 1.'],
    ['share a code', [band('A', 1, 9_000, null), band('A', 2, null, 9_000)], 'Two bands have the code A.'],
    [
      'end before they begin',
      [band('A', 1, null, null), band('B', 2, 2, 1)],
      'Band B ends before it begins.',
    ],
    [
      'cannot be reached',
      [band('A', 1, null, null), band('B', 2, 0, 0)],
      'Band B holds no score and no direct rule leads to it.',
    ],
    [
      'break a hundredth',
      [band('A', 1, 0.5, null), band('B', 2, null, 0.5)],
      'Band A has an edge that is not a whole number of hundredths.',
    ],
    ['rank below 1', [band('A', 0, null, null)], 'Band A has a rank below 1.'],
    ['are missing', [], 'No band holds any score.'],
  ])('may not %s', (_, bands, problem) => {
    expect(checkStandard(standard({ bands, indicators: [indicator({})] }))).toContain(problem);
  });

  it('may not lack a colour', () => {
    const bands = [{ ...band('A', 1, null, null), colour: '' }];
    expect(checkStandard(standard({ bands, indicators: [indicator({})] }))).toEqual([
      'Band A lacks a colour.',
    ]);
  });
});

describe('an indicator of a standard', () => {
  it.each<[string, Partial<Indicator>, string]>([
    ['set a grade that does not exist', { setsGrade: 'Z' }, 'sets the grade Z, which no band has'],
    ['set the best grade', { setsGrade: 'A' }, 'sets the best grade A, which changes nothing'],
    ['have a cap below one event', { capHundredths: 299 }, 'has a cap below one event'],
    ['have a cap that is none', { capHundredths: 0 }, 'has a cap that is not a whole number above zero'],
    ['cap nothing', { pointsHundredths: 0, setsGrade: 'B', capHundredths: 5 }, 'has a cap but no points'],
    ['count amounts without end', { per: 'AMOUNT' }, 'counts amounts without a cap'],
    ['do nothing', { pointsHundredths: 0 }, 'has neither points nor a direct rule'],
    ['count records for nothing', { minCount: 2 }, 'has a least number of records but no direct rule'],
    ['ask for no record', { setsGrade: 'B', minCount: 0 }, 'has a least number of records below one'],
    ['lapse within the day', { validDays: 0 }, 'is valid for less than a day'],
    [
      'end in two ways',
      { onlyWhileOpen: true, validDays: 30 },
      'counts only while the record is open and yet lapses after a number of days',
    ],
    ['break a hundredth', { pointsHundredths: 0.5 }, 'has points that are not a whole number of hundredths'],
    ['look at nothing', { recordTypes: [] }, 'names no record type'],
    ['look twice', { recordTypes: ['FINE', 'FINE'] }, 'names the record type FINE twice'],
    ['lack a label', { label: { zh: '罚', en: ' ' } }, 'lacks a code or a label'],
    ['have an unnamed source', { source: { ...SOURCE, instrument: '' } }, 'lacks a source'],
    ['have an unchecked source', { source: { ...SOURCE, checkedOn: '2026-02-30' } }, 'lacks a source'],
  ])('may not %s', (_, change, problem) => {
    expect(checkStandard(standard({ indicators: [indicator(change)] }))).toEqual([
      `Indicator FINE ${problem}.`,
    ]);
  });

  it('may count amounts under a cap smaller than one unit', () => {
    expect(
      checkStandard(standard({ indicators: [indicator({ per: 'AMOUNT', capHundredths: 100 })] })),
    ).toEqual([]);
  });

  it('may not lack its source altogether, as a file can', () => {
    const sourceless = { ...indicator({}), source: undefined } as unknown as Indicator;
    const problems = checkStandard(standard({ indicators: [sourceless] }));
    expect(problems).toEqual(['Indicator FINE lacks a source.']);
  });

  it('may not share its code with another', () => {
    const indicators = [indicator({}), indicator({ recordTypes: ['WARNING'] })];
    expect(checkStandard(standard({ indicators }))).toEqual(['Two indicators have the code FINE.']);
  });
});

describe('the head of a standard', () => {
  it.each<[string, Partial<Standard>, string]>([
    ['sector', { sector: '' }, 'The standard lacks a sector or a version.'],
    ['title', { title: { zh: '标准', en: '' } }, 'The standard lacks a title in one of the two languages.'],
    ['subject', { subjectKinds: [] }, 'The standard names no kind of subject.'],
    ['day', { inForceFrom: '2026-02-30' }, 'The standard has no day from which it is in force.'],
    ['whole base score', { baseHundredths: 1.5 }, 'The base score is not a whole number of hundredths.'],
    ['source', { source: { ...SOURCE, instrument: ' ' } }, 'The standard lacks a source.'],
    [
      'evidence for the not yet rated',
      { byDefault: { evidence: [], label: LABEL, colour: 'GREY' } },
      'No record type would ever make a subject rated.',
    ],
    [
      'colour for the not yet rated',
      { byDefault: { evidence: ['INSPECTION'], label: LABEL, colour: '' } },
      'The mark of the not yet rated lacks a label or a colour.',
    ],
  ])('may not lack its %s', (_, change, problem) => {
    expect(checkStandard(standard(change))).toEqual([problem]);
  });
});

function standard(change: Partial<Standard> = {}): Standard {
  return {
    sector: 'test',
    version: '2026.1',
    title: { zh: '测试标准', en: 'Test standard' },
    subjectKinds: ['ENTERPRISE'],
    inForceFrom: '2026-01-01',
    direction: 'HIGHER_IS_BETTER',
    internal: false,
    baseHundredths: 8_000,
    source: SOURCE,
    indicators: [indicator({ setsGrade: 'B' })],
    bands: [band('A', 1, 9_000, null), band('B', 2, null, 9_000)],
    byDefault: null,
    upgrade: { mode: 'AT_ONCE' },
    ...change,
  };
}

function indicator(change: Partial<Indicator>): Indicator {
  return {
    code: 'FINE',
    label: { zh: '罚款', en: 'Fine' },
    recordTypes: ['FINE'],
    pointsHundredths: -300,
    validDays: 365,
    onlyWhileOpen: false,
    source: SOURCE,
    ...change,
  };
}

function band(code: string, rank: number, minHundredths: number | null, maxHundredths: number | null): Band {
  return { code, label: LABEL, colour: 'GREEN', rank, minHundredths, maxHundredths };
}
