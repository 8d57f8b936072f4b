import { describe, expect, it } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import { addDays } from '../../src/domain/civil-date.js';
import { rate } from '../../src/domain/rating.js';
import { fileOf, type Told } from './credit-file.js';

/*
 * Worked cases of the enterprise credit risk classes (企业信用风险分类，内部使用). Points run from 0 to 1000 and more points mean more
 * risk: A 0–250, B 251–500, C 501–750, D 751–1000. Everybody starts with 100.
 */

const { standard } = readSectorFile('enterprise-risk');
const today = '2026-11-22';
const lastYear = '2025-11-30';

const penalty: Told = { type: 'ADMINISTRATIVE_PENALTY', on: lastYear };
const abnormal: Told = { type: 'ABNORMAL_OPERATION', on: lastYear };
const dishonest: Told = { type: 'SERIOUS_DISHONESTY', on: lastYear };
const problem: Told = { type: 'SPOT_CHECK_PROBLEM', on: lastYear };
const breach: Told = { type: 'COMMITMENT_BREACHED', on: lastYear };
const kept: Told = { type: 'COMMITMENT_KEPT', on: '2026-05-04' };
const clean: Told = { type: 'SPOT_CHECK_CLEAN', on: lastYear };

describe('an enterprise', () => {
  it.each<[string, Told[], number, string]>([
    ['without any record is of class A', [], 100, 'A'],
    ['with one penalty is still of class A', [penalty], 180, 'A'],
    ['with two penalties is of class B', [penalty, penalty], 260, 'B'],
    ['with two penalties and a kept commitment is of class A', [penalty, penalty, kept], 240, 'A'],
    ['on the list of abnormal operations is of class B', [abnormal], 300, 'B'],
    ['on that list with three penalties is of class C', [abnormal, penalty, penalty, penalty], 540, 'C'],
    [
      'with penalties, problems, a broken commitment and on that list is of class D by its points',
      [abnormal, penalty, penalty, penalty, penalty, problem, problem, breach],
      790,
      'D',
    ],
  ])('%s', (_what, told, points, expected) => {
    expect(classOf(told)).toEqual({ points, class: expected });
  });

  it('on the list of the seriously dishonest is of class D whatever its points, and no longer once it is off', () => {
    expect(classOf([dishonest])).toEqual({ points: 100, class: 'D' });
    expect(classOf([{ ...dishonest, ended: '2026-11-21' }])).toEqual({ points: 100, class: 'A' });
  });

  it('that seriously obstructed an inspection is no better than class C for two years', () => {
    const obstructed = { type: 'INSPECTION_OBSTRUCTED', on: today };
    expect(classOf([obstructed])).toEqual({ points: 180, class: 'C' });
    expect(classOf([obstructed], addDays(today, 729)).class).toBe('C');
    expect(classOf([obstructed], addDays(today, 730)).class).toBe('A');
  });

  it('carries at most 320 points for penalties, however many there are', () => {
    expect(classOf(Array.from({ length: 9 }, () => penalty))).toEqual({ points: 420, class: 'B' });
  });

  it('gains at most 60 points from kept commitments and 40 from clean spot checks', () => {
    const good = [...Array.from({ length: 9 }, () => kept), ...Array.from({ length: 9 }, () => clean)];
    expect(classOf(good)).toEqual({ points: 0, class: 'A' });
  });

  it('is rid of a penalty after two years, or on the day it is repaired', () => {
    const [first, second] = [penalty, { ...penalty, on: '2025-12-01' }];
    expect(classOf([first, second], '2027-11-29').points).toBe(260);
    expect(classOf([first, second], '2027-11-30').points).toBe(180);
    expect(classOf([first, { ...second, ended: '2026-06-01' }]).points).toBe(180);
  });

  it('is not classed by permits, court lists or honours, which are no part of the standard', () => {
    const others = ['ADMINISTRATIVE_PERMIT', 'JUDGMENT_DEFAULT', 'WAGE_ARREARS', 'HONOUR'];
    expect(classOf(others.map((type) => ({ type, on: lastYear })))).toEqual({ points: 100, class: 'A' });
  });
});

function classOf(told: readonly Told[], on = today): { points: number; class: string | null } {
  const { scoreHundredths, gradeCode } = rate(standard, fileOf(told), on);
  return { points: scoreHundredths / 100, class: gradeCode };
}
