import { DomainError } from './refusal.js';

export interface TextLimits {
  /** Path into the input, for the refusal. */
  readonly field: readonly string[];
  /** Longest text allowed, in characters (Unicode code points, as PostgreSQL counts). */
  readonly max: number;
}

/**
 * Free text as it may be stored: composed (NFC), trimmed, with `\n` for every line end.
 * Throws INVALID_TEXT for control characters other than newline and tab, for halves of surrogate pairs, for text that is
 * empty once trimmed, and for more than `max` characters.
 */
export function parseText(text: string, { field, max }: TextLimits): string {
  const cleaned = cleanText(text);
  if (cleaned === null || cleaned === '' || isLongerThan(cleaned, max)) {
    throw new DomainError('INVALID_TEXT', { field, facts: { max } });
  }
  return cleaned;
}

/** Eighteen characters of a citizen number, or eleven digits of a mobile number, that stand by themselves. */
const PERSONAL_NUMBER = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;

/** The same for text that reaches people beyond the office, such as in a notice. Throws PERSONAL_NUMBER for numbers of people. */
export function parseToldText(text: string, limits: TextLimits): string {
  const cleaned = parseText(text, limits);
  if (PERSONAL_NUMBER.test(cleaned)) throw new DomainError('PERSONAL_NUMBER', { field: limits.field });
  return cleaned;
}

/**
 * The same cleaning without the limits, for text that may be empty: null when a character is not allowed.
 * A scan by code unit and not a pattern, because importing runs it over every cell of a file.
 */
export function cleanText(text: string): string | null {
  let isPlain = true;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) {
      const isLineEnd = unit === 0x0d && text.charCodeAt(at + 1) === 0x0a;
      if (unit !== 0x09 && unit !== 0x0a && !isLineEnd) return null;
      isPlain &&= !isLineEnd;
    } else if (unit >= 0xd800 && unit < 0xe000) {
      if (!isPairAt(text, at)) return null;
      at++;
      isPlain = false;
    } else if (!isComposedUnit(unit)) {
      isPlain = false;
    }
  }
  return isPlain ? text.trim() : text.replaceAll('\r\n', '\n').normalize('NFC').trim();
}

/** True when the text has more than `max` code points. */
export function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  if (text.length > max * 2) return true;
  // Longer than `max` units but not twice that: short enough to count, pair by pair.
  return Array.from(text).length > max;
}

function isPairAt(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) < 0xdc00 && next >= 0xdc00 && next < 0xe000;
}

/**
 * Latin letters, dashes and quotation marks, common Chinese characters and their punctuation never change under NFC, so
 * most text needs no second look.
 */
function isComposedUnit(unit: number): boolean {
  if (unit < 0x300 || unit >= 0xff00) return true;
  return (
    (unit >= 0x4e00 && unit < 0xa000) ||
    (unit >= 0x3000 && unit < 0x302a) ||
    (unit >= 0x2010 && unit < 0x2030)
  );
}
