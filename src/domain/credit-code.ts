import { DomainError } from './refusal.js';

/**
 * The unified social credit code (统一社会信用代码) of an organisation: two characters for the registering authority and
 * the kind of organisation, six digits for the region, nine for the organisation code, one check character.
 * Source: GB 32100-2015; organisation code GB 11714-1997.
 */
export type CreditCode = string;

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = powersOf(3, 31, 17);
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const ORGANISATION_CHECKS = '0123456789X';

/** Value of each ASCII character in the alphabet of GB 32100, -1 for what does not belong to it (I, O, S, V, Z …). */
const VALUES = Int8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** True when length, alphabet, region digits and both check characters are right. Nothing is forgiven: no lower case, no full width. */
export function isCreditCode(text: string): boolean {
  if (text.length !== 18) return false;
  for (let at = 0; at < 18; at++) {
    const value = valueAt(text, at);
    if (value < 0 || (at >= 2 && at < 8 && value > 9)) return false;
  }
  return text[16] === organisationCheck(text, 8) && text[17] === finalCheck(text);
}

/** The code itself. Throws INVALID_CREDIT_CODE when `isCreditCode` says no; the refusal never repeats what was given. */
export function parseCreditCode(text: string, field?: readonly string[]): CreditCode {
  if (!isCreditCode(text)) throw new DomainError('INVALID_CREDIT_CODE', field ? { field } : {});
  return text;
}

/**
 * A whole valid code from its free parts, for invented organisations.
 * Throws RangeError when a part has the wrong length or characters.
 */
export function completeCreditCode(authority: string, region: string, body: string): CreditCode {
  const withoutChecks = authority + region + body;
  if (authority.length !== 2 || region.length !== 6 || body.length !== 8)
    throw new RangeError('A part has a wrong length');
  const organisation = withoutChecks + organisationCheck(withoutChecks, 8);
  const code = organisation + finalCheck(organisation);
  if (!isCreditCode(code)) throw new RangeError('A part has a character that GB 32100 does not know');
  return code;
}

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? -1;
}

function finalCheck(text: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += valueAt(text, at) * (WEIGHTS[at] ?? 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The older organisation code counts letters as A = 10 … Z = 35, not by their place in the newer alphabet. */
function organisationCheck(text: string, from: number): string {
  let sum = 0;
  for (let at = 0; at < 8; at++) {
    const code = text.charCodeAt(from + at);
    sum += (code < 58 ? code - 48 : code - 55) * (ORGANISATION_WEIGHTS[at] ?? 0);
  }
  return ORGANISATION_CHECKS.charAt((11 - (sum % 11)) % 11);
}

function powersOf(factor: number, modulus: number, count: number): number[] {
  const powers = [1];
  while (powers.length < count) powers.push(((powers.at(-1) ?? 1) * factor) % modulus);
  return powers;
}
