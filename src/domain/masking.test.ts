import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskCitizenNumber, maskName, maskPhone } from './masking.js';

describe('a masked name', () => {
  it.each([
    ['陈大文', '陈**'],
    ['陈文', '陈*'],
    ['欧阳娜娜', '欧**'],
    ['阿依古丽·买买提', '阿**'],
    ['Mary Example', 'M**'],
    ['𠮷野', '𠮷*'],
    [' 陈文 ', '陈*'],
    ['陈', '*'],
    ['', '*'],
  ])('of %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('shows one character at most, and not how many there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 3 }), (name) => {
        const masked = maskName(name);
        expect(Array.from(masked).length).toBeLessThanOrEqual(3);
        expect(masked.endsWith('*')).toBe(true);
      }),
    );
  });
});

describe('a masked telephone number', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['138-1234-1234', '138****1234'],
    ['0750-8881234', '****34'],
    ['+86 13812341234', '****34'],
    ['110', '****'],
    ['', '****'],
  ])('of %s is %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

describe('a masked citizen number', () => {
  it('keeps its two ends only', () => {
    expect(maskCitizenNumber('440784190001010006')).toBe('4****************6');
    expect(maskCitizenNumber('11010519491231002X')).toBe('1****************X');
  });

  it('shows nothing of a number too short to hide anything', () => {
    expect(maskCitizenNumber('1234567')).toBe('*******');
  });
});
