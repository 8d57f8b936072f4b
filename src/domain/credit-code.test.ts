import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completeCreditCode, isCreditCode, parseCreditCode } from './credit-code.js';
import { DomainError } from './refusal.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const STANDARD_SAMPLE = '91350100M000100Y43';
const SYNTHETIC = [
  '91440784MA00000A92',
  '91440784MA00000B7W',
  '92440784MA00000C5L',
  '31440784MA00000E1K',
  '93440784MA00000D3C',
  '54440784MA00000G80',
  '91371082MA00000FX6',
  '91330522MA00000L9D',
  '91320830MA00000M76',
];
const character = fc.constantFrom(...Array.from(ALPHABET));
const digit = fc.constantFrom(...Array.from('0123456789'));
const anyCode = fc
  .tuple(
    fc.array(character, { minLength: 2, maxLength: 2 }),
    fc.array(digit, { minLength: 6, maxLength: 6 }),
    fc.array(character, { minLength: 8, maxLength: 8 }),
  )
  .map(([authority, region, body]) => completeCreditCode(authority.join(''), region.join(''), body.join('')));

describe('a unified social credit code', () => {
  it('accepts the sample of the standard and every code known to be valid', () => {
    for (const code of [STANDARD_SAMPLE, ...SYNTHETIC])
      expect([code, isCreditCode(code)]).toEqual([code, true]);
  });

  it('refuses a wrong final check character', () => {
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
  });

  it('refuses a wrong organisation check even when the final check fits', () => {
    // The organisation check of this one should be 4; the last character has been computed for the wrong 5.
    const wrongInside = '91350100M000100Y5';
    const finals = Array.from(ALPHABET, (last) => wrongInside + last);
    expect(finals.filter(isCreditCode)).toEqual([]);
  });

  it('refuses lower-case and full-width look-alikes, and spaces around', () => {
    for (const code of [
      '91350100m000100y43',
      '９1350100M000100Y43',
      '91350100Ｍ000100Y43',
      ' 91350100M000100Y43',
      '91350100M000100Y43\n',
      '91350100М000100Y43', // a Cyrillic М
    ]) {
      expect([code, isCreditCode(code)]).toEqual([code, false]);
    }
  });

  it('refuses the letters that the standard left out, and letters in the region', () => {
    for (const letter of 'IOSVZ') expect(isCreditCode(`91350100M000100${letter}43`)).toBe(false);
    expect(() => completeCreditCode('91', '35010A', 'M000100Y')).toThrow(RangeError);
    expect(() => completeCreditCode('91', '350100', 'M000100I')).toThrow(RangeError);
    expect(() => completeCreditCode('9', '350100', 'M000100Y')).toThrow(RangeError);
  });

  it('completes the sample of the standard from its free parts', () => {
    expect(completeCreditCode('91', '350100', 'M000100Y')).toBe(STANDARD_SAMPLE);
    expect(completeCreditCode('92', '440784', 'MA00000C')).toBe('92440784MA00000C5L');
  });

  it('is refused by its code and field, without repeating what was given', () => {
    expect(parseCreditCode(STANDARD_SAMPLE)).toBe(STANDARD_SAMPLE);
    try {
      parseCreditCode('91350100M000100Y44', ['input', 'creditCode']);
      throw new Error('nothing was refused');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({
        code: 'INVALID_CREDIT_CODE',
        details: { field: ['input', 'creditCode'] },
      });
      expect(JSON.stringify(error)).not.toContain('91350100');
    }
  });

  it('accepts whatever it completes', () => {
    fc.assert(fc.property(anyCode, (code) => isCreditCode(code)));
  });

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(anyCode, fc.nat({ max: 17 }), character, (code, at, other) => {
        fc.pre(code[at] !== other);
        expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
    );
  });
});
