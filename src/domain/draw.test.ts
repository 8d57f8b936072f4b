import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ByClass,
  DRAW_ALGORITHM,
  drawObjects,
  lotKey,
  Lots,
  type RosterEntry,
  sampleSize,
  sizesOf,
  ticketOf,
} from './draw.js';

const KEY = `${'00'.repeat(31)}2a`;
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const anyKey = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});
const anyRatio = fc.integer({ min: 1, max: 10_000 });
const anyRoster = fc.uniqueArray(
  fc.record<RosterEntry>({
    publicId: fc.uuid(),
    classCode: fc.constantFrom('A', 'B', 'C', 'D'),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 120, selector: ({ publicId }) => publicId },
);

function countsOf(roster: readonly RosterEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { classCode } of roster) counts[classCode] = (counts[classCode] ?? 0) + 1;
  return counts;
}

const ratiosOf = (ratio: number): ByClass => ({ A: ratio, B: ratio, C: ratio, D: ratio });
const sizesAt = (roster: readonly RosterEntry[], ratio: number) => sizesOf(countsOf(roster), ratiosOf(ratio));

describe('the size of a sample', () => {
  it.each([
    [22_000, 100, 220],
    [5_610, 300, 169],
    [1_560, 1_000, 156],
    [901, 3_000, 271],
    [1, 1, 1],
    [99, 100, 1],
    [101, 100, 2],
    [10, 10_000, 10],
    [0, 100, 0],
  ])('of %i objects at %i hundredths of a percent is %i', (population, ratio, size) => {
    expect(sampleSize(population, ratio)).toBe(size);
  });

  it.each([0, -1, 10_001, 0.5, NaN, Infinity])('is refused for the ratio %p', (ratio) => {
    expect(() => sampleSize(10, ratio)).toThrow(expect.objectContaining({ code: 'RATIO_OUT_OF_RANGE' }));
  });

  it('needs a population that can be counted', () => {
    for (const population of [-1, 0.5, NaN, Infinity])
      expect(() => sampleSize(population, 100)).toThrow(RangeError);
  });

  it('is the exact share, rounded up', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), anyRatio, (population, ratio) => {
        const [share, size] = [
          BigInt(population) * BigInt(ratio),
          BigInt(sampleSize(population, ratio)) * 10_000n,
        ];
        expect(size >= share && size - share < 10_000n).toBe(true);
      }),
    );
  });

  it('is refused while a class has no ratio of its own', () => {
    const refused = expect.objectContaining({
      code: 'RATIO_OUT_OF_RANGE',
      details: { facts: { classCode: 'constructor' } },
    });
    expect(() => sizesOf({ A: 3, constructor: 1 }, { A: 100 })).toThrow(refused);
  });
});

describe('a ticket', () => {
  it('is the lowest of as many SHA-256 as the object has weight, which any tool computes', () => {
    expect(DRAW_ALGORITHM).toBe('sha256-tickets-2');
    const lots = [1, 2, 3].map((number) => sha(`${KEY}|object|ent-1|${number}`));
    expect(ticketOf(KEY, 'ent-1', 1)).toBe(lots[0]);
    expect(ticketOf(KEY, 'ent-1', 3)).toBe([...lots].sort()[0]);
  });

  it('cannot be computed from what the public knows: its key takes the seed and the key of the salts', () => {
    expect(lotKey(KEY, 'ff'.repeat(32))).toBe(sha(`sha256-tickets-2|lots|${KEY}|${'ff'.repeat(32)}`));
    for (const bad of ['42', KEY.toUpperCase()]) {
      expect(() => lotKey(bad, KEY)).toThrow(RangeError);
      expect(() => lotKey(KEY, bad)).toThrow(RangeError);
    }
  });
});

describe('drawing objects', () => {
  it('takes the lowest tickets of each class, by class and then ticket', () => {
    const roster = Array.from({ length: 400 }, (_, at) => ({
      publicId: `ent-${at}`,
      classCode: 'ABCD'.charAt(at % 4),
      weight: 1,
    }));
    const drawn = drawObjects(KEY, roster, { A: 1, B: 3, C: 10, D: 30 });
    expect(countsOf(drawn)).toEqual({ A: 1, B: 3, C: 10, D: 30 });
    const ofB = roster.filter(({ classCode }) => classCode === 'B');
    const tickets = ofB.map(({ publicId }) => ticketOf(KEY, publicId, 1)).sort();
    expect(drawn.slice(1, 4).map(({ ticket }) => ticket)).toEqual(tickets.slice(0, 3));
  });

  it('draws nothing from nothing, and nobody twice', () => {
    expect(drawObjects(KEY, [], {})).toEqual([]);
    const one = { publicId: 'ent-1', classCode: 'A', weight: 1 };
    expect(() => drawObjects(KEY, [one, one], { A: 1 })).toThrow(RangeError);
  });

  it('is what sorting everything would give, in whatever order the roster comes', () => {
    fc.assert(
      fc.property(anyKey, anyRoster, anyRatio, fc.func(fc.nat()), (key, roster, ratio, order) => {
        const sizes = sizesAt(roster, ratio);
        const all = roster.map((entry) => ({
          ...entry,
          ticket: ticketOf(key, entry.publicId, entry.weight),
        }));
        const expected = Object.keys(sizes)
          .sort()
          .flatMap((code) =>
            all
              .filter(({ classCode }) => classCode === code)
              .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
              .slice(0, sizes[code]),
          );
        const mixed = [...roster].sort((a, b) => order(a.publicId) - order(b.publicId));
        expect(drawObjects(key, mixed, sizes)).toEqual(expected);
      }),
    );
  });

  it('draws at a higher ratio whatever it draws at a lower one, and goes on exactly where that one ended', () => {
    fc.assert(
      fc.property(anyKey, anyRoster, anyRatio, anyRatio, (key, roster, one, other) => {
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)];
        const small = drawObjects(key, roster, sizesAt(roster, lower));
        const large = drawObjects(key, roster, sizesAt(roster, higher));
        const lots = new Lots(key, sizesAt(roster, higher));
        for (const entry of roster) lots.add(entry);
        const added = lots.drawn(sizesAt(roster, lower));
        const byId = (list: readonly RosterEntry[]) => list.map(({ publicId }) => publicId).sort();
        expect(byId([...small, ...added])).toEqual(byId(large));
      }),
    );
  });
});
