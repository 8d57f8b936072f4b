import { describe, expect, it } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import { rate } from '../../src/domain/rating.js';
import { fileOf, type Told } from './credit-file.js';

/*
 * Worked cases of the credit grades of property services (物业服务企业信用评价): 80 points to begin with, good conduct adds at most
 * 40, bad conduct takes away what its notice says, and everything counts for a year.
 */

const { standard } = readSectorFile('property-service');
const today = '2026-11-22';

const joined: Told = { type: 'PROPERTY_CREDIT_JOINED', on: '2024-03-01' };
const good = (amount: number, on = '2026-06-01'): Told => ({ type: 'PROPERTY_GOOD_CONDUCT', on, amount });
const bad = (amount: number, on = '2026-06-01'): Told => ({ type: 'PROPERTY_BAD_CONDUCT', on, amount });

describe('a property-service enterprise', () => {
  it('that has not joined has no grade but "C (missing)"', () => {
    expect(rate(standard, [], today)).toMatchObject({ basis: 'BY_DEFAULT', gradeCode: null });
    expect(standard.byDefault?.label).toEqual({ zh: 'C级（缺失）', en: 'C (missing)' });
  });

  it.each<[string, Told[], number, string]>([
    ['that has joined and is not spoken of is AA', [], 80, 'AA'],
    ['is AAA from 85 points on', [good(5)], 85, 'AAA'],
    ['is not AAA below', [good(4)], 84, 'AA'],
    ['gains at most 40 points', [good(30), good(30)], 120, 'AAA'],
    ['is A once bad conduct outweighs good', [good(3), bad(4)], 79, 'A'],
    ['is B below 70 points', [bad(11)], 69, 'B'],
    ['is C below 60 points', [bad(21)], 59, 'C'],
    ['is not judged by what is more than a year old', [bad(21, '2025-11-22')], 80, 'AA'],
    ['is judged by what is a year old but for a day', [bad(21, '2025-11-23')], 59, 'C'],
  ])('%s', (_what, told, points, grade) => {
    const { scoreHundredths, gradeCode } = rate(standard, fileOf([joined, ...told]), today);
    expect([scoreHundredths / 100, gradeCode]).toEqual([points, grade]);
  });
});
