import { describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate } from './civil-date.js';
import { rate, type RatedRecord } from './rating.js';
import { checkStandard } from './check-standard.js';
import type { Indicator, Standard } from './standard.js';

const SOURCE = { instrument: 'facts for this test', mark: 'D', checkedOn: '2026-11-01' } as const;
const TODAY = '2026-11-22';
let lastId = 0;

const PROPERTY_SERVICES = standard({
  baseHundredths: 8_000,
  indicators: [
    indicator('GOOD', 300, { capHundredths: 4_000, validDays: 365 }),
    indicator('BAD', -250, { validDays: 365 }),
    indicator('FINED', -100, { per: 'AMOUNT', capHundredths: 1_000 }),
    indicator('FRAUD', -500, { setsGrade: 'C', onlyWhileOpen: true }),
  ],
  bands: bands([
    ['AAA', 8_500, null],
    ['AA', 8_000, 8_500],
    ['A', 7_000, 8_000],
    ['B', 6_000, 7_000],
    ['C', null, 6_000],
  ]),
});

const RENTAL_HOUSES = standard({
  indicators: [
    indicator('OPEN_HAZARD', 0, { setsGrade: 'KEY', onlyWhileOpen: true }),
    indicator('OVERDUE_ONE', 0, { setsGrade: 'KEY', onlyWhileOpen: true, recordTypes: ['OVERDUE'] }),
    indicator('OVERDUE_TWO', 0, {
      setsGrade: 'WATCH',
      onlyWhileOpen: true,
      recordTypes: ['OVERDUE'],
      minCount: 2,
    }),
    indicator('MAJOR_HAZARD', 0, { setsGrade: 'WATCH', onlyWhileOpen: true }),
    indicator('PENALTY', 0, { setsGrade: 'WATCH', validDays: 365 }),
  ],
  bands: bands([
    ['CIVILISED', null, null],
    ['KEY', 0, 0],
    ['WATCH', 0, 0],
  ]),
  byDefault: { evidence: ['INSPECTION'], label: { zh: '未评定', en: 'Not rated' }, colour: 'GREY' },
});

const NINGXIA_RISK = standard({
  direction: 'HIGHER_IS_RISKIER',
  internal: true,
  indicators: [
    indicator('RISK', 1, { per: 'AMOUNT', capHundredths: 100_000 }),
    indicator('ABNORMAL', 0, { setsGrade: 'D', onlyWhileOpen: true }),
  ],
  bands: bands([
    ['A', null, 25_100],
    ['B', 25_100, 50_100],
    ['C', 50_100, 75_100],
    ['D', 75_100, null],
  ]),
});

describe('the score of a subject', () => {
  it('rests on a standard that could be put in force', () => {
    expect([PROPERTY_SERVICES, RENTAL_HOUSES, NINGXIA_RISK].flatMap(checkStandard)).toEqual([]);
  });

  it('is the base score while nothing is known', () => {
    expect(rate(PROPERTY_SERVICES, [], TODAY)).toMatchObject({
      basis: 'RATED',
      scoreHundredths: 8_000,
      gradeCode: 'AA',
      reasons: [],
    });
  });

  it('adds good and subtracts bad conduct, and names each record that counted', () => {
    const file = [record('BAD', '2026-05-01'), record('GOOD', '2026-06-01')];
    const rating = rate(PROPERTY_SERVICES, file, TODAY);
    expect(rating).toMatchObject({ scoreHundredths: 8_050, gradeCode: 'AA' });
    expect(rating.reasons).toEqual([
      expect.objectContaining({
        indicatorCode: 'GOOD',
        pointsHundredths: 300,
        lapsesOn: '2027-06-01',
        source: SOURCE,
      }),
      expect.objectContaining({ indicatorCode: 'BAD', pointsHundredths: -250, lapsesOn: '2027-05-01' }),
    ]);
  });

  it('stops rising at the cap, and shows what the cap took', () => {
    const good = Array.from({ length: 15 }, (_, at) => record('GOOD', addDays('2026-06-01', at)));
    const rating = rate(PROPERTY_SERVICES, good, TODAY);
    expect(rating.scoreHundredths).toBe(12_000);
    expect(rating.reasons.map(({ pointsHundredths }) => pointsHundredths).slice(12)).toEqual([300, 100, 0]);
    expect(rating.reasons.at(-1)).toMatchObject({ pointsBeforeCapHundredths: 300, pointsHundredths: 0 });
  });

  it('gives the points under a cap to the earlier record, and of one day to the lower id', () => {
    const fines = [
      record('FINED', '2026-06-01', { id: 'b' }),
      record('FINED', '2026-06-01', { id: 'a' }),
      record('FINED', '2026-05-01', { id: 'c' }),
    ];
    const file = fines.map((fine) => ({ ...fine, amountHundredths: 450 }));
    const rating = rate(PROPERTY_SERVICES, file, TODAY);
    expect(rating.reasons.map(({ recordId, pointsHundredths }) => [recordId, pointsHundredths])).toEqual([
      ['c', -450],
      ['a', -450],
      ['b', -100],
    ]);
  });

  it('multiplies points by the amount, rounds half up once, and takes a missing amount for nothing', () => {
    const risk = (amountHundredths: number | null) =>
      rate(NINGXIA_RISK, [record('RISK', TODAY, { amountHundredths })], TODAY).scoreHundredths;
    expect([149, 150, 249, 250, null].map(risk)).toEqual([1, 2, 2, 3, 0]);
  });
});

describe('the days on which a record counts', () => {
  const scoreOn = (on: CivilDate, change: Partial<RatedRecord> = {}): number =>
    rate(PROPERTY_SERVICES, [record('BAD', '2026-01-01', change)], on).scoreHundredths;

  it('begin with the day of the event', () => {
    expect([scoreOn('2025-12-31'), scoreOn('2026-01-01')]).toEqual([8_000, 7_750]);
  });

  it('end when its validity lapses', () => {
    expect([scoreOn('2026-12-31'), scoreOn('2027-01-01')]).toEqual([7_750, 8_000]);
  });

  it('counts a repaired record until the day of repair, and never after', () => {
    const repaired = { endedOn: '2026-04-01' };
    expect([
      scoreOn('2026-03-31', repaired),
      scoreOn('2026-04-01', repaired),
      scoreOn('2026-04-02', repaired),
    ]).toEqual([7_750, 8_000, 8_000]);
  });

  it('are none for a withdrawn record', () => {
    expect(scoreOn('2026-06-01', { withdrawn: true })).toBe(8_000);
  });

  it('name the first day without it: lapse or end, whichever comes first', () => {
    const lapse = (change: Partial<RatedRecord>) =>
      rate(PROPERTY_SERVICES, [record('BAD', '2026-01-01', change)], '2026-02-01').reasons[0]?.lapsesOn;
    expect(lapse({})).toBe('2027-01-01');
    expect(lapse({ endedOn: '2026-09-01' })).toBe('2026-09-01');
    expect(lapse({ endedOn: '2027-09-01' })).toBe('2027-01-01');
    const forEver = rate(PROPERTY_SERVICES, [record('FRAUD', '2026-01-01')], TODAY).reasons[0];
    expect(forEver?.lapsesOn).toBeNull();
  });
});

describe('the grade of a subject', () => {
  it('changes at the edges of the bands of property services, the lower edge belonging to the better one', () => {
    const grade = (baseHundredths: number) =>
      rate({ ...PROPERTY_SERVICES, baseHundredths }, [], TODAY).gradeCode;
    expect([8_500, 8_499, 8_000, 7_999].map(grade)).toEqual(['AAA', 'AA', 'AA', 'A']);
    expect([7_000, 6_999, 6_000, 5_999].map(grade)).toEqual(['A', 'B', 'B', 'C']);
  });

  it('changes at the edges of the bands of risk, the lower edge belonging to the riskier one', () => {
    const grade = (baseHundredths: number) => rate({ ...NINGXIA_RISK, baseHundredths }, [], TODAY).gradeCode;
    expect([0, 25_099, 25_100, 50_099].map(grade)).toEqual(['A', 'A', 'B', 'B']);
    expect([50_100, 75_099, 75_100].map(grade)).toEqual(['C', 'C', 'D']);
  });

  it('is no better than a direct rule allows, whatever the score', () => {
    const good = Array.from({ length: 13 }, () => record('GOOD', '2026-06-01'));
    const rating = rate(PROPERTY_SERVICES, [...good, record('FRAUD', '2026-06-02')], TODAY);
    expect(rating).toMatchObject({ scoreHundredths: 11_400, gradeCode: 'C' });
    expect(rate(NINGXIA_RISK, [record('ABNORMAL', TODAY)], TODAY)).toMatchObject({
      scoreHundredths: 0,
      gradeCode: 'D',
    });
  });

  it('stays worse where the score is worse than the direct rule', () => {
    const rating = rate(
      { ...PROPERTY_SERVICES, baseHundredths: 0, indicators: [indicator('BAD', -250, { setsGrade: 'B' })] },
      [record('BAD', TODAY)],
      TODAY,
    );
    expect(rating.gradeCode).toBe('C');
  });

  it('cannot be given by a standard that leaves the score without a band', () => {
    expect(() => rate({ ...PROPERTY_SERVICES, indicators: [], bands: [] }, [], TODAY)).toThrow('has no band');
  });
});

describe('the tier of a rental house', () => {
  const INSPECTED = record('INSPECTION', '2026-01-10');
  const tier = (records: RatedRecord[], on: CivilDate = TODAY) =>
    rate(RENTAL_HOUSES, [INSPECTED, ...records], on).gradeCode;

  it('is civilised once inspected, with nothing open', () => {
    expect(tier([])).toBe('CIVILISED');
  });

  it('is key from the first open hazard until the day it is closed', () => {
    const hazard = record('OPEN_HAZARD', '2026-03-01', { endedOn: '2026-03-20' });
    const days = ['2026-02-28', '2026-03-01', '2026-03-19', '2026-03-20'];
    expect(days.map((on) => tier([hazard], on))).toEqual(['CIVILISED', 'KEY', 'KEY', 'CIVILISED']);
  });

  it('is key with one overdue rectification and watch-list with two, naming both', () => {
    const [one, two] = [record('OVERDUE', '2026-03-01'), record('OVERDUE', '2026-04-01')];
    expect(tier([one])).toBe('KEY');
    expect(tier([one, two])).toBe('WATCH');
    const { reasons } = rate(RENTAL_HOUSES, [one, two], TODAY);
    const watching = reasons.filter(({ setsGrade }) => setsGrade === 'WATCH');
    expect(watching.map(({ recordId }) => recordId)).toEqual([one.id, two.id]);
  });

  it('is key again once one of two overdue rectifications is closed', () => {
    const closed = record('OVERDUE', '2026-03-01', { endedOn: '2026-05-01' });
    expect(tier([closed, record('OVERDUE', '2026-04-01')])).toBe('KEY');
  });

  it('is watch-list for twelve months after a penalty', () => {
    const penalty = record('PENALTY', '2026-01-10');
    expect([tier([penalty], '2027-01-09'), tier([penalty], '2027-01-10')]).toEqual(['WATCH', 'CIVILISED']);
  });

  it('is not rated while nobody has looked: unknown is not good', () => {
    const unseen = rate(RENTAL_HOUSES, [], TODAY);
    expect(unseen).toMatchObject({ basis: 'BY_DEFAULT', gradeCode: null, scoreHundredths: 0, reasons: [] });
    expect(rate(RENTAL_HOUSES, [INSPECTED], '2026-01-09').basis).toBe('BY_DEFAULT');
    expect(rate(RENTAL_HOUSES, [{ ...INSPECTED, withdrawn: true }], TODAY).basis).toBe('BY_DEFAULT');
    expect(rate(RENTAL_HOUSES, [record('UNRELATED', '2026-01-01')], TODAY).basis).toBe('BY_DEFAULT');
  });

  it('is rated without a visit as soon as a record counts', () => {
    expect(rate(RENTAL_HOUSES, [record('PENALTY', '2026-06-01')], TODAY)).toMatchObject({
      basis: 'RATED',
      gradeCode: 'WATCH',
    });
  });
});

function record(type: string, occurredOn: CivilDate, change: Partial<RatedRecord> = {}): RatedRecord {
  const id = String(++lastId).padStart(6, '0');
  return { id, type, occurredOn, endedOn: null, withdrawn: false, amountHundredths: null, ...change };
}

function indicator(code: string, pointsHundredths: number, change: Partial<Indicator> = {}): Indicator {
  const label = { zh: code, en: code };
  return {
    code,
    label,
    recordTypes: [code],
    pointsHundredths,
    validDays: null,
    onlyWhileOpen: false,
    source: SOURCE,
    ...change,
  };
}

function bands(edges: readonly [code: string, min: number | null, max: number | null][]): Standard['bands'] {
  return edges.map(([code, minHundredths, maxHundredths], at) => {
    return {
      code,
      label: { zh: code, en: code },
      colour: 'GREEN',
      rank: at + 1,
      minHundredths,
      maxHundredths,
    };
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
