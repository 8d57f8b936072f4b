import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './refusal.js';
import { cleanText, isLongerThan, parseText, parseToldText } from './text.js';

const LIMITS = { field: ['input', 'remark'], max: 20 };

describe('free text', () => {
  it('is kept without the blanks around it, Chinese ones too', () => {
    expect(parseText('  消防通道已清理　\n', LIMITS)).toBe('消防通道已清理');
  });

  it('keeps newlines and tabs inside, with one form of line end', () => {
    expect(parseText('一楼\r\n二楼\t三楼\n', LIMITS)).toBe('一楼\n二楼\t三楼');
  });

  it('is composed, so that what looks equal is equal', () => {
    expect(parseText('Cafe\u0301', LIMITS)).toBe('Caf\u00e9');
    expect(parseText('\uf900', LIMITS)).toBe('\u8c48');
  });

  it('keeps characters beyond the first plane whole', () => {
    expect(parseText('𠮷野', LIMITS)).toBe('𠮷野');
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['an escape', 'a\u001bb'],
    ['a lone carriage return', 'a\rb'],
    ['DEL', 'a\u007f'],
    ['a C1 control', 'a\u0085b'],
    ['a high surrogate at the end', 'a\ud83d'],
    ['a high surrogate before a letter', '\ud83da'],
    ['a low surrogate alone', '\udc00a'],
    ['blanks only', ' \n\u3000'],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(() => parseText(text, LIMITS)).toThrow(DomainError);
  });

  it('is measured in characters, not in halves of them', () => {
    expect(parseText('𠮷'.repeat(20), LIMITS)).toHaveLength(40);
    expect(() => parseText('𠮷'.repeat(21), LIMITS)).toThrow(DomainError);
    expect(() => parseText('a'.repeat(21), LIMITS)).toThrow(DomainError);
    expect(isLongerThan('a'.repeat(20), 20)).toBe(false);
  });

  it('says which field and how much would be allowed', () => {
    try {
      parseText('', LIMITS);
      throw new Error('nothing was refused');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'INVALID_TEXT',
        details: { field: ['input', 'remark'], facts: { max: 20 } },
      });
    }
  });

  it('may be empty where only its characters are checked', () => {
    expect(cleanText('  ')).toBe('');
    expect(cleanText('\u0000')).toBeNull();
  });

  it('agrees with the Unicode tables for any string at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = text.replaceAll('\r\n', '\n');
        const isAllowed = !/(?![\n\t])[\p{Cc}\p{Cs}]/u.test(lines);
        expect(cleanText(text)).toBe(isAllowed ? lines.normalize('NFC').trim() : null);
      }),
      { numRuns: 500 },
    );
  });

  it('needs no composing where the quick look says so', () => {
    for (const [from, to] of [
      [0x20, 0x300],
      [0x2010, 0x2030],
      [0x3000, 0x302a],
      [0x4e00, 0xa000],
      [0xff00, 0xfffe],
    ] as const) {
      for (let unit = from; unit < to; unit++) {
        const character = String.fromCharCode(unit);
        expect(character.normalize('NFC')).toBe(character);
      }
    }
  });
});

describe('text that others are told', () => {
  const told = (text: string) => () => parseToldText(text, { field: ['input', 'text'], max: 100 });

  it.each(['电话13800138000', '身份证 11010519491231002X', '440784190001010006的租客', 'tel:13912345678.'])(
    'holds no number of a person: %s',
    (text) => {
      expect(told(text)).toThrow(expect.objectContaining({ code: 'PERSONAL_NUMBER' }));
    },
  );

  it.each(['三楼 201 室', '编号 20260701000000123456789', '鹤公消〔2026〕12号', '12800138000'])(
    'may hold other numbers: %s',
    (text) => {
      expect(told(text)()).toBe(text);
    },
  );
});
