import { describe, expect, test } from '@jest/globals';
import { parsePhotos } from './photo-reference.js';

const SHA256 = 'a1'.repeat(32);
const FIELD = ['input', 'photos'];

describe('Photos', () => {
  test('are named by a trimmed reference and a hash', () => {
    expect(parsePhotos([{ reference: ' 档案/1.jpg ', sha256: SHA256 }], FIELD)).toEqual([
      { reference: '档案/1.jpg', sha256: SHA256 },
    ]);
  });

  test.each([
    ['a hash in upper case', { reference: '1.jpg', sha256: SHA256.toUpperCase() }, 'sha256'],
    ['a hash that is too short', { reference: '1.jpg', sha256: SHA256.slice(1) }, 'sha256'],
    ['an empty reference', { reference: ' ', sha256: SHA256 }, 'reference'],
    ['a long reference', { reference: 'x'.repeat(301), sha256: SHA256 }, 'reference'],
  ])('with %s are refused, and the place is named', (_what, photo, name) => {
    const photos = [{ reference: '1.jpg', sha256: SHA256 }, photo];
    const details = { field: ['input', 'photos', '1', name] };
    expect(() => parsePhotos(photos, FIELD)).toThrow(
      expect.objectContaining({ code: 'INVALID_TEXT', details: expect.objectContaining(details) }),
    );
  });

  test('are ten at most', () => {
    const photos = Array.from({ length: 11 }, () => ({ reference: '1.jpg', sha256: SHA256 }));
    expect(() => parsePhotos(photos, FIELD)).toThrow(expect.objectContaining({ code: 'TOO_MANY_ITEMS' }));
    expect(parsePhotos(photos.slice(1), FIELD)).toHaveLength(10);
  });
});
