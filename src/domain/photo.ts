import { DomainError } from './refusal.js';
import { parseText } from './text.js';

/** A photo by its reference in the station's own archive, and the hash that tells whether it is still the same (照片). */
export interface Photo {
  readonly reference: string;
  /** SHA-256 as 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

const SHA_256 = /^[0-9a-f]{64}$/;
const MOST_PHOTOS = 20;
const LONGEST_REFERENCE = 500;

/** Photos as they may be stored. Throws TOO_MANY_ITEMS, INVALID_TEXT and INVALID_HASH. */
export function parsePhotos(
  photos: readonly Photo[] | null | undefined,
  field: readonly string[],
): readonly Photo[] {
  if (photos == null) return [];
  if (photos.length > MOST_PHOTOS) {
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_PHOTOS } });
  }
  return photos.map(({ reference, sha256 }, at) => {
    const path = [...field, String(at)];
    const hash = sha256.toLowerCase();
    if (!SHA_256.test(hash)) throw new DomainError('INVALID_HASH', { field: [...path, 'sha256'] });
    return {
      reference: parseText(reference, { field: [...path, 'reference'], max: LONGEST_REFERENCE }),
      sha256: hash,
    };
  });
}
