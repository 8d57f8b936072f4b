import { DomainError } from './refusal.js';

/**
 * Numbers with fixed places are whole numbers of their smallest unit everywhere inside: hundredths of a point, fen.
 * This file is the one place where they are read, written and rounded.
 */

const MOST_DIGITS = 17;

/**
 * The whole number of smallest units that `text` stands for: `parseDecimal('12.5', 2)` is 1250.
 * Throws INVALID_AMOUNT for anything but an ASCII decimal of at most `places` places within the safe integers: no sign but
 * a leading minus, no exponent, no thousands separator, no leading zeros, no NaN.
 */
export function parseDecimal(text: string, places: number, field?: readonly string[]): number {
  const units = readDecimal(text, places);
  if (units === null) throw new DomainError('INVALID_AMOUNT', field ? { field } : {});
  return units;
}

/** As `parseDecimal`, but null where it would refuse: for reading files, where a refusal is data and not the end. */
export function readDecimal(text: string, places: number): number | null {
  const start = text.startsWith('-') ? 1 : 0;
  const point = text.indexOf('.', start);
  const end = point < 0 ? text.length : point;
  const given = point < 0 ? 0 : text.length - point - 1;
  if (end === start || (point >= 0 && given === 0) || given > places || text.length > MOST_DIGITS + 2)
    return null;
  if (end - start > 1 && text[start] === '0') return null;
  let units = 0;
  for (let at = start; at < text.length; at++) {
    if (at === point) continue;
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return null;
    units = units * 10 + digit;
  }
  units *= 10 ** (places - given);
  if (!Number.isSafeInteger(units)) return null;
  return start === 1 && units > 0 ? -units : units;
}

/** `formatDecimal(1250, 2)` is `12.50`: always all places. Throws RangeError for what is no whole number of units. */
export function formatDecimal(units: number, places: number): string {
  if (!Number.isSafeInteger(units)) throw new RangeError('Units must be a whole number');
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = units < 0 ? '-' : '';
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

/**
 * The quotient rounded to a whole number; halves go away from zero, as people round (四舍五入) and as PostgreSQL's
 * round(numeric) does. Exact for bigints and safe integers. Throws RangeError for a denominator that is not above zero.
 */
export function roundHalfUp(numerator: number | bigint, denominator: number | bigint): number {
  const [over, under] = [BigInt(numerator), BigInt(denominator)];
  if (under <= 0n) throw new RangeError('The denominator must be above zero');
  const half = over < 0n ? -under : under;
  return Number((over * 2n + half) / (under * 2n));
}
