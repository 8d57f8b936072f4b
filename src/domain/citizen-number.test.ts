import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completeCitizenNumber, isCitizenNumber, parseCitizenNumber } from './citizen-number.js';
import { addDays } from './civil-date.js';

const STANDARD_SAMPLE = '11010519491231002X';
const digits = (count: number) => fc.nat(10 ** count - 1).map((value) => String(value).padStart(count, '0'));
const anyNumber = fc
  .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.nat(100_000), digits(3))
  .map(([region, days, sequence]) =>
    completeCitizenNumber(String(region), addDays('1900-01-01', days).replaceAll('-', ''), sequence),
  );

describe('a citizen number', () => {
  it('accepts the sample of the standard and the invented ones of people born in 1900', () => {
    for (const number of [STANDARD_SAMPLE, '440784190001010006', '440784190001010014']) {
      expect([number, isCitizenNumber(number)]).toEqual([number, true]);
    }
  });

  it('refuses a wrong check, a lower-case or full-width X, and anything that is no digit', () => {
    for (const number of [
      '110105194912310021',
      '11010519491231002x',
      '11010519491231002Ｘ',
      '１1010519491231002X',
      '11010519491231002',
      '',
      '01010519491231002X',
    ]) {
      expect([number, isCitizenNumber(number)]).toEqual([number, false]);
    }
  });

  it('refuses a day of birth that does not exist, whatever the check says', () => {
    expect(() => completeCitizenNumber('440784', '19000229', '001')).toThrow(RangeError);
    expect(() => completeCitizenNumber('440784', '19001301', '001')).toThrow(RangeError);
    const withAnyCheck = Array.from('0123456789X', (check) => `44078419000229001${check}`);
    expect(withAnyCheck.filter(isCitizenNumber)).toEqual([]);
  });

  it('is completed from its parts, of the right length only', () => {
    expect(completeCitizenNumber('110105', '19491231', '002')).toBe(STANDARD_SAMPLE);
    expect(() => completeCitizenNumber('1101051', '9491231', '002')).toThrow(RangeError);
  });

  it('is refused by its code and field, without repeating what was given', () => {
    expect(parseCitizenNumber(STANDARD_SAMPLE)).toBe(STANDARD_SAMPLE);
    const refused = expect.objectContaining({
      code: 'INVALID_CITIZEN_NUMBER',
      details: { field: ['input', 'owner', 'citizenNumber'] },
    });
    expect(() => parseCitizenNumber('110105194912310021', ['input', 'owner', 'citizenNumber'])).toThrow(
      refused,
    );
  });

  it('notices every single wrong digit, and every two neighbours exchanged', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(16), fc.nat(9), (number, at, digit) => {
        expect(isCitizenNumber(number)).toBe(true);
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
        expect(isCitizenNumber(changed)).toBe(changed === number);
        const [one, other] = [number.charAt(at), number.charAt(at + 1)];
        const exchanged = number.slice(0, at) + other + one + number.slice(at + 2);
        expect(isCitizenNumber(exchanged)).toBe(exchanged === number);
      }),
    );
  });
});
