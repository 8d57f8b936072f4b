import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import { completeCitizenNumber } from '../../src/domain/citizen-number.js';
import { completeCreditCode } from '../../src/domain/credit-code.js';
import type { RegionCode } from '../../src/domain/region.js';
import type { Random } from './random.js';

/*
 * Everything that could be mistaken for a real person or company is made here, so that one look shows that nothing can:
 * names say that they are samples, telephone numbers lie in a range that is not issued, everybody was born in 1900.
 */

const surnames = '陈李张王黄林吴梁何冯罗谢邓叶温吕易胡任麦';
const givenNames = ['示例', '样本', '虚构', '演示'];
const birthYear = '1900-01-01';
const birthDays = 365;

/** 陈示例00042: no name has digits in it. */
export function personName(index: number): string {
  const surname = surnames.charAt(index % surnames.length);
  const given = givenNames[Math.floor(index / surnames.length) % givenNames.length] ?? '';
  return `${surname}${given}${String(index).padStart(5, '0')}`;
}

/** Mobile numbers begin with 13 to 19; none begins with 10. */
export function phone(index: number): string {
  return `1000${String(index).padStart(7, '0')}`;
}

/**
 * Valid in form, of somebody born in 1900. The first ten sequence numbers of each day are left free for examples and
 * tests. Room for 360,000 people in each county.
 */
export function citizenNumber(county: RegionCode, index: number): string {
  const birth = addDays(birthYear, index % birthDays).replaceAll('-', '');
  const sequence = 10 + Math.floor(index / birthDays);
  return completeCitizenNumber(county, birth, String(sequence).padStart(3, '0'));
}

/**
 * A valid credit code out of a block of organisation codes (MA0…) that no registry of these counties issues. The
 * authority is the two leading characters: 91 companies, 92 individual businesses, 93 co-operatives, 31 law firms.
 */
export function creditCode(authority: string, county: RegionCode, index: number): string {
  return completeCreditCode(authority, county, `MA0${String(index).padStart(5, '0')}`);
}

/** Ids in the order in which they are made, from the day on which the district begins: one millisecond each. */
export class Ids {
  readonly #random: Random;
  #time: number;

  constructor(random: Random, begin: CivilDate) {
    this.#random = random;
    this.#time = Date.parse(`${begin}T00:00:00Z`);
  }

  /** A UUIDv7 whose chance comes from the seed. */
  next(): string {
    const time = (this.#time++).toString(16).padStart(12, '0');
    const [a, b, c] = [this.#random.bits(), this.#random.bits(), this.#random.bits()];
    const variant = ((a >>> 12) & 0x3fff) | 0x8000;
    const tail = hex(b, 8) + hex(c & 0xffff, 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a & 0xfff, 3)}-${hex(variant, 4)}-${tail}`;
  }
}

/** What the code on a door plate says: in form a version 4 uuid, though here its chance comes from the seed. */
export function publicCode(random: Random): string {
  const digits = [0, 1, 2, 3].map(() => hex(random.bits(), 8)).join('');
  const variant = hex((parseInt(digits.slice(16, 20), 16) & 0x3fff) | 0x8000, 4);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}-${digits.slice(20)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
