import { DomainError } from './refusal.js';
import { parseText } from './text.js';

/**
 * A photo by where it lies and what it is: the office keeps the picture, and its hash says whether it is still the one that was
 * meant. The picture itself never comes here: it may show people.
 */
export interface PhotoReference {
  readonly reference: string;
  /** SHA-256 of the file, as 64 hexadecimal digits in lower case. */
  readonly sha256: string;
}

const MOST_PHOTOS = 10;
const LONGEST_REFERENCE = 300;
const SHA256 = /^[0-9a-f]{64}$/;

/** Throws TOO_MANY_ITEMS for more than ten, and INVALID_TEXT, naming the place, for what is no reference or no hash. */
export function parsePhotos(photos: readonly PhotoReference[], field: readonly string[]): PhotoReference[] {
  if (photos.length > MOST_PHOTOS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_PHOTOS } });
  return photos.map(({ reference, sha256 }, at) => {
    const place = [...field, String(at)];
    if (!SHA256.test(sha256)) throw new DomainError('INVALID_TEXT', { field: [...place, 'sha256'] });
    return {
      reference: parseText(reference, { field: [...place, 'reference'], max: LONGEST_REFERENCE }),
      sha256,
    };
  });
}
