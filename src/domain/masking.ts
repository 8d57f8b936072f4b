/**
 * What of a natural person may be shown without a purpose: enough to recognise somebody one already knows, too little to
 * find somebody one does not. The masks never tell the length of what they hide, except where every length is the same.
 * Source: PIPL arts. 6 and 51 [L]; the forms themselves [D].
 */

const MOST_STARS = 2;

/** 陈大文 → 陈**, 陈文 → 陈*, 欧阳娜娜 → 欧**: the first character, whichever script; nothing of a single one. */
export function maskName(name: string): string {
  const [first, ...rest] = name.trim();
  if (first === undefined || rest.length === 0) return '*';
  return first + '*'.repeat(Math.min(rest.length, MOST_STARS));
}

/** 13812341234 → 138****1234 for mobile numbers; of any other number only the last two digits: ****34. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/[^0-9]/g, '');
  if (digits.length === 11 && digits.startsWith('1')) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return digits.length < 7 ? '****' : `****${digits.slice(-2)}`;
}

/**
 * 440784190001010006 → 4****************6: the first and the last character. The customary form keeps the first six, but
 * they name the home county and with the name beside them find one person; two ends are enough to compare papers.
 */
export function maskCitizenNumber(number: string): string {
  if (number.length < 8) return '*'.repeat(number.length);
  return number.charAt(0) + '*'.repeat(number.length - 2) + number.charAt(number.length - 1);
}
