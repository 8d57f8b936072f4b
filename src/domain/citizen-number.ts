import { isCivilDate } from './civil-date.js';
import { DomainError } from './refusal.js';

/**
 * The citizen number (公民身份号码): six digits for the region, eight for the day of birth, three in sequence, one check
 * character. Personal data: it is never logged and never repeated in a refusal.
 * Source: GB 11643-1999.
 */
export type CitizenNumber = string;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** True when all digits, the day of birth and the check are right; the X is an upper-case ASCII one. */
export function isCitizenNumber(text: string): boolean {
  if (text.length !== 18 || text.startsWith('0')) return false;
  for (let at = 0; at < 17; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return (
    text[17] === checkOf(text) &&
    isCivilDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)
  );
}

/** The number itself. Throws INVALID_CITIZEN_NUMBER when `isCitizenNumber` says no. */
export function parseCitizenNumber(text: string, field?: readonly string[]): CitizenNumber {
  if (!isCitizenNumber(text)) throw new DomainError('INVALID_CITIZEN_NUMBER', field ? { field } : {});
  return text;
}

/**
 * A whole valid number from its parts (`birth` as YYYYMMDD), for invented people.
 * Throws RangeError when a part is wrong.
 */
export function completeCitizenNumber(region: string, birth: string, sequence: string): CitizenNumber {
  if (region.length !== 6 || birth.length !== 8 || sequence.length !== 3)
    throw new RangeError('A part has a wrong length');
  const withoutCheck = region + birth + sequence;
  const number = withoutCheck + checkOf(withoutCheck);
  if (!isCitizenNumber(number)) throw new RangeError('A part is no number or no day');
  return number;
}

function checkOf(text: string): string {
  let sum = 0;
  for (const [at, weight] of WEIGHTS.entries()) sum += (text.charCodeAt(at) - 48) * weight;
  return CHECKS.charAt(sum % 11);
}
