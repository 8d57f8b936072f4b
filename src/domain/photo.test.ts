import { describe, expect, test } from '@jest/globals';
import { parsePhotos } from './photo.js';

const SHA256 = 'a1'.repeat(32);
const FIELD = ['input', 'photos'];

describe('Photos', () => {
  test('are named by a trimmed reference and a hash', () => {
    expect(parsePhotos([{ reference: ' 档案/1.jpg ', sha256: SHA256 }], FIELD)).toEqual([
      { reference: '档案/1.jpg', sha256: SHA256 },
    ]);
  });

  test.each([
    ['a hash of other characters', { reference: '1.jpg', sha256: 'g1'.repeat(32) }, 'INVALID_HASH', 'sha256'],
    ['a hash that is too short', { reference: '1.jpg', sha256: SHA256.slice(1) }, 'INVALID_HASH', 'sha256'],
    ['an empty reference', { reference: ' ', sha256: SHA256 }, 'INVALID_TEXT', 'reference'],
    ['a long reference', { reference: 'x'.repeat(501), sha256: SHA256 }, 'INVALID_TEXT', 'reference'],
  ])('with %s are refused, and the place is named', (_what, photo, code, name) => {
    const photos = [{ reference: '1.jpg', sha256: SHA256 }, photo];
    const details = { field: ['input', 'photos', '1', name] };
    expect(() => parsePhotos(photos, FIELD)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) }),
    );
  });

  test('have their hashes in lower case', () => {
    const photos = [{ reference: '1.jpg', sha256: SHA256.toUpperCase() }];
    expect(parsePhotos(photos, FIELD)).toEqual([{ reference: '1.jpg', sha256: SHA256 }]);
  });

  test('are twenty at most', () => {
    const photos = Array.from({ length: 21 }, () => ({ reference: '1.jpg', sha256: SHA256 }));
    expect(() => parsePhotos(photos, FIELD)).toThrow(expect.objectContaining({ code: 'TOO_MANY_ITEMS' }));
    expect(parsePhotos(photos.slice(1), FIELD)).toHaveLength(20);
  });
});
