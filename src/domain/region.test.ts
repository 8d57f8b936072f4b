import { describe, expect, it } from '@jest/globals';
import { coversRegion, isRegionCode, regionContains, regionLevel } from './region.js';

const HESHAN = '440784';
const SHAPING = '440784001';
const YUETANG = '440784001201';

describe('a region code', () => {
  it('has 6, 9 or 12 digits', () => {
    expect([HESHAN, SHAPING, YUETANG].every(isRegionCode)).toBe(true);
    for (const text of [
      '44',
      '4407',
      '44078400',
      '44078400120',
      '4407840012011',
      '',
      '44078A',
      '４４０７８４',
      '044078',
      '44078\n',
    ]) {
      expect([text, isRegionCode(text)]).toEqual([text, false]);
    }
  });

  it('shows its level by its length', () => {
    expect([HESHAN, SHAPING, YUETANG].map(regionLevel)).toEqual(['COUNTY', 'TOWN', 'VILLAGE']);
    expect(() => regionLevel('4407')).toThrow(RangeError);
  });

  it('contains itself and what lies below it, never what lies above or beside', () => {
    expect(regionContains(HESHAN, YUETANG)).toBe(true);
    expect(regionContains(SHAPING, SHAPING)).toBe(true);
    expect(regionContains(YUETANG, SHAPING)).toBe(false);
    expect(regionContains(SHAPING, '440784101')).toBe(false);
  });
});

describe('a jurisdiction', () => {
  it('covers what any of its roots contains', () => {
    expect(coversRegion(['440784101', YUETANG], YUETANG)).toBe(true);
    expect(coversRegion(['440784101', '440784001202'], YUETANG)).toBe(false);
  });

  it('covers nothing when it has no roots', () => {
    expect(coversRegion([], HESHAN)).toBe(false);
  });
});
