import { describe, expect, it } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import type { CivilDate } from '../../src/domain/civil-date.js';
import { type Interval, nextDue } from '../../src/domain/inspection-schedule.js';
import { rate } from '../../src/domain/rating.js';
import { fileOf, type Told } from './credit-file.js';

/*
 * Worked cases of the urban-village standard (城中村出租屋信用分级管理标准). Each says what happened in a house and what tier it
 * has on which day; an official can check them without reading the program.
 */

const { standard, treatments } = readSectorFile('urban-village');

const registered = '2026-01-05';
const inspected = (on: CivilDate): Told => ({ type: 'RENTAL_INSPECTION', on });
const hazard = (on: CivilDate, ended?: CivilDate): Told => told('ORDINARY_HAZARD', on, ended);
const majorHazard = (on: CivilDate, ended?: CivilDate): Told => told('MAJOR_HAZARD', on, ended);
const notPutRight = (on: CivilDate, ended?: CivilDate): Told => told('FAILED_RECTIFICATION', on, ended);
const offence = (on: CivilDate): Told => ({ type: 'HOUSE_OFFENCE', on });
const landlordPenalised = (on: CivilDate): Told => ({ type: 'LANDLORD_PENALTY', on });

describe('a house that nobody has inspected yet', () => {
  it('has no tier: unknown is not good', () => {
    expect(tier('2026-01-20', [])).toBe('not yet inspected');
  });

  it('is to be seen within 30 days of its registration', () => {
    expect(due({ on: '2026-01-20', file: [], lastInspectedOn: null })).toBe('2026-02-04');
  });

  it('is on the watch list at once if an offence becomes known before anybody was there', () => {
    expect(tier('2026-01-20', [offence('2026-01-18')])).toBe('WATCH_LIST');
  });
});

describe('a house that was inspected', () => {
  const clean = [inspected('2026-02-02')];

  it('is civilised while nothing is wrong with it, from the day of the inspection on', () => {
    expect(tier('2026-02-01', clean)).toBe('not yet inspected');
    expect(tier('2026-02-02', clean)).toBe('CIVILISED');
    expect(tier('2026-11-22', clean)).toBe('CIVILISED');
  });

  it('is inspected again three months later', () => {
    expect(due({ on: '2026-02-02', file: clean, lastInspectedOn: '2026-02-02' })).toBe('2026-05-02');
  });
});

describe('a house with an ordinary hazard', () => {
  const file = [inspected('2026-03-02'), hazard('2026-03-02', '2026-03-20')];

  it('is a key house from the day it was found until the day before it was put right', () => {
    expect(tier('2026-03-02', file)).toBe('KEY');
    expect(tier('2026-03-19', file)).toBe('KEY');
    expect(tier('2026-03-20', file)).toBe('CIVILISED');
  });

  it('is inspected every 14 days while it is a key house', () => {
    expect(due({ on: '2026-03-02', file, lastInspectedOn: '2026-03-02' })).toBe('2026-03-16');
  });

  it('stays a key house when it has five of them: hazards are counted by kind, not by number', () => {
    const five = ['01', '02', '03', '04', '05'].map((day) => hazard(`2026-03-${day}`));
    expect(tier('2026-03-10', [inspected('2026-03-01'), ...five])).toBe('KEY');
  });
});

describe('a house whose landlord does not put a hazard right in time', () => {
  const open = [inspected('2026-03-02'), hazard('2026-03-02'), notPutRight('2026-03-12')];

  it('stays a key house after the first failure', () => {
    expect(tier('2026-03-12', open)).toBe('KEY');
  });

  it('is on the watch list from the second failure on, and seen every week', () => {
    const twice = [...open, notPutRight('2026-03-24')];
    expect(tier('2026-03-23', twice)).toBe('KEY');
    expect(tier('2026-03-24', twice)).toBe('WATCH_LIST');
    expect(due({ on: '2026-03-24', file: twice, lastInspectedOn: '2026-03-24' })).toBe('2026-03-31');
  });

  it('is civilised again on the day everything is put right', () => {
    const putRight = '2026-04-02';
    const closed = [
      inspected('2026-03-02'),
      hazard('2026-03-02', putRight),
      notPutRight('2026-03-12', putRight),
      notPutRight('2026-03-24', putRight),
    ];
    expect(tier('2026-04-01', closed)).toBe('WATCH_LIST');
    expect(tier(putRight, closed)).toBe('CIVILISED');
  });
});

describe('a house with a major hazard', () => {
  it('is on the watch list until it is put right, whatever else is in order', () => {
    const file = [inspected('2026-03-02'), majorHazard('2026-03-02', '2026-03-05')];
    expect(tier('2026-03-04', file)).toBe('WATCH_LIST');
    expect(tier('2026-03-05', file)).toBe('CIVILISED');
  });

  it('is a key house after that if an ordinary hazard is still open', () => {
    const file = [inspected('2026-03-02'), majorHazard('2026-03-02', '2026-03-05'), hazard('2026-03-02')];
    expect(tier('2026-03-05', file)).toBe('KEY');
  });
});

describe('a house in which an offence happened, or whose landlord was penalised', () => {
  it.each([
    ['an offence', offence('2025-06-10')],
    ['a penalty', landlordPenalised('2025-06-10')],
  ])('is on the watch list for twelve months after %s', (_what, event) => {
    const file = [inspected('2025-06-01'), event];
    expect(tier('2025-06-09', file)).toBe('CIVILISED');
    expect(tier('2025-06-10', file)).toBe('WATCH_LIST');
    expect(tier('2026-06-09', file)).toBe('WATCH_LIST');
    expect(tier('2026-06-10', file)).toBe('CIVILISED');
  });

  it('says which record put it there, and by which rule', () => {
    const { reasons } = rate(
      standard,
      fileOf([inspected('2025-06-01'), offence('2025-06-10')]),
      '2025-07-01',
    );
    expect(reasons).toMatchObject([
      { indicatorCode: 'OFFENCE_IN_HOUSE', setsGrade: 'WATCH_LIST', lapsesOn: '2026-06-10' },
    ]);
  });
});

function told(type: string, on: CivilDate, ended?: CivilDate): Told {
  return ended === undefined ? { type, on } : { type, on, ended };
}

function tier(on: CivilDate, file: readonly Told[]): string {
  const { basis, gradeCode } = rate(standard, fileOf(file), on);
  return basis === 'BY_DEFAULT' ? 'not yet inspected' : (gradeCode ?? '');
}

function due(visit: { on: CivilDate; file: readonly Told[]; lastInspectedOn: CivilDate | null }): CivilDate {
  const rating = rate(standard, fileOf(visit.file), visit.on);
  const treatment = treatments.find(({ gradeCode }) => gradeCode === rating.gradeCode);
  if (treatment === undefined) throw new Error('The tier has no treatment.');
  const interval = { value: treatment.value, unit: treatment.unit } as Interval;
  const { lastInspectedOn } = visit;
  return nextDue({
    rating,
    interval,
    lastInspectedOn,
    registeredOn: registered,
    gradeSince: visit.on,
    revisitOn: null,
  }).dueOn;
}
