import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDate } from './double-publicity-cells.js';

describe('a date in a file', () => {
  it.each(['2026-01-02', '2026/1/2', '2026/01/02', '20260102', '2026年1月2日', '2026年01月02日', '2026-1-2'])(
    'may be written %s',
    (text) => {
      expect(readDate(text)).toBe('2026-01-02');
    },
  );

  it.each([
    '2026.1.2',
    '2026-1/2',
    '2026年1月2',
    '2026年1-2日',
    '2026/001/2',
    '2026/1/',
    '２０２６-01-02',
    '46024',
    '2026',
    '20261301',
  ])('may not be written %s', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('read every day alike in all four forms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2200 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (year, month, day) => {
          const [y, m, d] = [year, month, day].map(String) as [string, string, string];
          const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
          expect(
            [iso, `${y}/${m}/${d}`, iso.replaceAll('-', ''), `${y}年${m}月${d}日`].map(readDate),
          ).toEqual(Array(4).fill(iso));
        },
      ),
    );
  });
});
