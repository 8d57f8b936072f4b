import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, parseDecimal, roundHalfUp } from './decimal.js';
import { DomainError } from './refusal.js';

const places = fc.integer({ min: 0, max: 6 });
const units = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });

describe('a decimal with fixed places', () => {
  it('is read as a whole number of its smallest unit', () => {
    expect(parseDecimal('12.5', 2)).toBe(1250);
    expect(parseDecimal('0', 2)).toBe(0);
    expect(parseDecimal('-0.01', 2)).toBe(-1);
    expect(parseDecimal('0.000001', 6)).toBe(1);
    expect(parseDecimal('7', 0)).toBe(7);
  });

  it('is never minus zero', () => {
    expect(Object.is(parseDecimal('-0.00', 2), 0)).toBe(true);
  });

  it.each([
    '',
    '-',
    '.5',
    '5.',
    '1.234',
    '1.230',
    '+1',
    '01',
    '1e3',
    '1e400',
    'NaN',
    'Infinity',
    '1,000',
    '１２',
    '1 ',
    ' 1',
    '0x10',
    '--1',
    '1.2.3',
  ])('is refused when written as "%s"', (text) => {
    expect(() => parseDecimal(text, 2)).toThrow(DomainError);
  });

  it('is refused when it is too large to be exact', () => {
    expect(parseDecimal('90071992547409.91', 2)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => parseDecimal('90071992547409.92', 2)).toThrow(DomainError);
    expect(() => parseDecimal('9'.repeat(400), 2)).toThrow(DomainError);
  });

  it('is refused with the path of its field', () => {
    expect(() => parseDecimal('x', 2, ['input', 'fine'])).toThrow(
      expect.objectContaining({ code: 'INVALID_AMOUNT', details: { field: ['input', 'fine'] } }),
    );
  });

  it('is written with all its places', () => {
    expect(formatDecimal(1250, 2)).toBe('12.50');
    expect(formatDecimal(-5, 2)).toBe('-0.05');
    expect(formatDecimal(0, 2)).toBe('0.00');
    expect(formatDecimal(7, 0)).toBe('7');
    expect(() => formatDecimal(0.5, 2)).toThrow(RangeError);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        units,
        places,
        (value, count) => parseDecimal(formatDecimal(value, count), count) === value,
      ),
    );
  });
});

describe('rounding half up', () => {
  it('takes halves away from zero', () => {
    expect([5, 15, 25, -5, -15, 4, -4].map((tenths) => roundHalfUp(tenths, 10))).toEqual([
      1, 2, 3, -1, -2, 0, 0,
    ]);
  });

  it('is exact beyond the safe integers', () => {
    expect(roundHalfUp(9_007_199_254_740_993n * 50n, 100n)).toBe(4_503_599_627_370_497);
  });

  it('refuses a denominator that is not above zero', () => {
    expect(() => roundHalfUp(1, 0)).toThrow(RangeError);
    expect(() => roundHalfUp(1, -2)).toThrow(RangeError);
  });

  it('is never further off than a half, and symmetric', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 10_000 }), (numerator, denominator) => {
        const rounded = roundHalfUp(numerator, denominator);
        expect(Math.abs(rounded * denominator - numerator) * 2).toBeLessThanOrEqual(denominator);
        expect(roundHalfUp(-numerator, denominator) + rounded).toBe(0);
      }),
    );
  });
});
