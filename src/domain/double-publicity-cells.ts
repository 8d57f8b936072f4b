import { type CivilDate, civilDate, isCivilDate } from './civil-date.js';
import { isCreditCode } from './credit-code.js';
import { readDecimal } from './decimal.js';
import type { CellRefusal, Place } from './double-publicity-columns.js';
import type { RefusalCode } from './refusal.js';
import { cleanText, isLongerThan } from './text.js';

const EXPLANATIONS = {
  MISSING_VALUE: { zh: '此项必填。', en: 'This value is required.' },
  INVALID_TEXT: {
    zh: '含有不允许的字符或过长。',
    en: 'It has characters that are not allowed, or is too long.',
  },
  INVALID_DATE: {
    zh: '日期不存在，或止期早于起期；请写成 2026-01-02、2026/1/2、20260102 或 2026年1月2日。',
    en: 'No such date, or an end before its beginning; write 2026-01-02, 2026/1/2, 20260102 or 2026年1月2日.',
  },
  DATE_IN_FUTURE: { zh: '决定日期晚于今天。', en: 'The decision is dated after today.' },
  INVALID_AMOUNT: {
    zh: '金额以万元为单位，非负，最多六位小数。',
    en: 'Amounts are in 10,000 CNY, not negative, with at most six places.',
  },
  INVALID_CREDIT_CODE: {
    zh: '不是有效的统一社会信用代码（18位，校验码须正确）。',
    en: 'Not a valid unified social credit code (18 characters, right check digits).',
  },
  INVALID_CITIZEN_NUMBER: { zh: '不是有效的公民身份号码。', en: 'Not a valid citizen number.' },
  UNKNOWN_CODE: { zh: '不在标准规定的取值中。', en: 'Not one of the values that the standard allows.' },
  SIMPLE_PROCEDURE_PERSON: {
    zh: '对自然人适用简易程序的处罚依法不予归集。',
    en: 'Simple-procedure penalties of natural persons must not be collected.',
  },
  PERSON_NOT_IMPORTABLE: {
    zh: '自然人须以居民身份证号码识别。',
    en: 'A natural person is identified by the number of the resident identity card.',
  },
} as const satisfies Partial<Record<RefusalCode, CellRefusal['explanation']>>;

export type CellRefusalCode = keyof typeof EXPLANATIONS;

/**
 * The cells of one row, read one by one; what is wrong with them is gathered, so that a row comes back with all its
 * faults at once. After a refusal the value handed out is a harmless stand-in, never to be used.
 */
export class PublicityRow {
  readonly refusals: CellRefusal[] = [];

  private readonly cells: readonly string[];

  constructor(cells: readonly string[]) {
    this.cells = cells;
  }

  refuse({ heading }: Place, code: CellRefusalCode): void {
    this.refusals.push({ column: heading, code, explanation: EXPLANATIONS[code] });
  }

  /** The cleaned text of the cell, at most `max` characters; empty when it is empty or the file lacks the column. */
  text(place: Place, max: number): string {
    const cell = this.cells[place.at];
    if (cell === undefined || cell === '') return '';
    const text = cleanText(cell);
    if (text !== null && !isLongerThan(text, max)) return text;
    this.refuse(place, 'INVALID_TEXT');
    return '';
  }

  requiredText(place: Place, max: number): string {
    const refusalsBefore = this.refusals.length;
    const text = this.text(place, max);
    if (text === '' && this.refusals.length === refusalsBefore) this.refuse(place, 'MISSING_VALUE');
    return text;
  }

  optionalText(place: Place, max: number): string | null {
    return this.text(place, max) || null;
  }

  /** Short cells are compared or parsed strictly, so they need no cleaning beyond the blanks (and tabs) around them. */
  word(place: Place): string {
    return this.cells[place.at]?.trim() ?? '';
  }

  optionalCreditCode(place: Place): string | null {
    const word = this.word(place);
    if (word === '') return null;
    if (!isCreditCode(word)) this.refuse(place, 'INVALID_CREDIT_CODE');
    return word;
  }

  requiredCreditCode(place: Place): string | null {
    const code = this.optionalCreditCode(place);
    if (code === null) this.refuse(place, 'MISSING_VALUE');
    return code;
  }

  optionalDate(place: Place): CivilDate | null {
    const word = this.word(place);
    if (word === '') return null;
    const date = readDate(word);
    if (date === null) this.refuse(place, 'INVALID_DATE');
    return date;
  }

  /** The day of the decision: there must be one, and not after `today`. Null when it is refused. */
  decisionDate(place: Place, today: CivilDate): CivilDate | null {
    const word = this.word(place);
    const date = readDate(word);
    if (date === null) this.refuse(place, word === '' ? 'MISSING_VALUE' : 'INVALID_DATE');
    else if (date > today) this.refuse(place, 'DATE_IN_FUTURE');
    return date;
  }

  /** The day on which something ends; null when it has no end. It cannot end before the day `from` on which it began. */
  optionalEnd(place: Place, from: CivilDate | null): CivilDate | null {
    if (UNLIMITED.has(this.word(place))) return null;
    const date = this.optionalDate(place);
    if (date !== null && from !== null && date < from) this.refuse(place, 'INVALID_DATE');
    return date;
  }

  /** What the word in the cell stands for in a closed list; null when it is empty or refused. */
  optionalCode<Code>(place: Place, codes: ReadonlyMap<string, Code>): Code | null {
    const word = this.word(place);
    if (word === '') return null;
    const code = codes.get(word) ?? null;
    if (code === null) this.refuse(place, 'UNKNOWN_CODE');
    return code;
  }

  requiredCode<Code>(place: Place, codes: ReadonlyMap<string, Code>): Code | null {
    if (this.word(place) === '') this.refuse(place, 'MISSING_VALUE');
    return this.optionalCode(place, codes);
  }

  /** 万元 with up to six places, as whole fen. Null for an empty cell. */
  optionalFen(place: Place): number | null {
    const word = this.word(place);
    if (word === '') return null;
    const fen = readDecimal(word, PLACES_OF_FEN_IN_WAN_YUAN);
    if (fen !== null && fen >= 0) return fen;
    this.refuse(place, 'INVALID_AMOUNT');
    return 0;
  }
}

/** In a column for the end of validity: no end. */
const UNLIMITED = new Set(['长期', '长期有效', '永久']);

/** 1 万元 = 10,000 yuan = 1,000,000 fen. */
const PLACES_OF_FEN_IN_WAN_YUAN = 6;

/** A date in one of the four forms in which files have them, or null: 2026-01-02, 2026/1/2, 20260102, 2026年1月2日. */
export function readDate(text: string): CivilDate | null {
  if (isCivilDate(text)) return text;
  if (text.length === 8 && numberIn(text, 0, 8) >= 0) {
    return civilDate(numberIn(text, 0, 4), numberIn(text, 4, 6), numberIn(text, 6, 8));
  }
  const separator = text[4];
  const isChinese = separator === '年';
  if (!isChinese && separator !== '-' && separator !== '/') return null;
  const end = isChinese ? text.length - 1 : text.length;
  if (isChinese && text[end] !== '日') return null;
  const second = text.indexOf(isChinese ? '月' : separator, 5);
  if (second < 0) return null;
  return civilDate(
    numberIn(text, 0, 4),
    shortNumberIn(text, 5, second),
    shortNumberIn(text, second + 1, end),
  );
}

function shortNumberIn(text: string, from: number, to: number): number {
  return to - from === 1 || to - from === 2 ? numberIn(text, from, to) : NaN;
}

/** The number that the ASCII digits of text[from, to) spell, or NaN when one of them is none. */
function numberIn(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
