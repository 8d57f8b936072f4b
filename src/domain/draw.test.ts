import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  assignInspectors,
  drawObjects,
  DRAW_ALGORITHM,
  rosterHash,
  type RosterEntry,
  sampleSize,
  ticket,
} from './draw.js';

const SEED = '00'.repeat(31) + '2a';
const OTHER_SEED = 'ff'.repeat(32);
const DEFAULT_RATIOS = { A: 100, B: 300, C: 1_000, D: 3_000 };
const anySeed = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});
const anyRatio = fc.integer({ min: 1, max: 10_000 });
const anyRoster = fc.uniqueArray(
  fc.record<RosterEntry>({ publicId: fc.uuid(), classCode: fc.constantFrom('A', 'B', 'C', 'D') }),
  { maxLength: 120, selector: ({ publicId }) => publicId },
);

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
});

describe('a ticket', () => {
  it('is the SHA-256 that any tool computes for seed, colon and public id', () => {
    expect(DRAW_ALGORITHM).toBe('sha256-tickets-1');
    expect(ticket(SEED, 'ent-1')).toBe(createHash('sha256').update(`${SEED}:ent-1`, 'utf8').digest('hex'));
    // Computed with: printf '%s:ent-1' <seed> | sha256sum
    expect(ticket('0'.repeat(64), 'ent-1')).toBe(
      '551dcb247aa508b5d83ae9a9eb9a0d7b1bf9c109e55fe9d470a6949fe54e297d',
    );
  });
});

describe('drawing objects', () => {
  const roster = Array.from({ length: 400 }, (_, at) => ({
    publicId: `ent-${String(at)}`,
    classCode: 'ABCD'.charAt(at % 4),
  }));

  it('takes the share of each class, the lowest tickets first', () => {
    const drawn = drawObjects(SEED, roster, DEFAULT_RATIOS);
    const sizes = ['A', 'B', 'C', 'D'].map(
      (code) => drawn.filter(({ classCode }) => classCode === code).length,
    );
    expect(sizes).toEqual([1, 3, 10, 30]);
    const ticketsOfB = roster
      .filter(({ classCode }) => classCode === 'B')
      .map(({ publicId }) => ticket(SEED, publicId));
    expect(drawn.slice(1, 4).map((lot) => lot.ticket)).toEqual(ticketsOfB.sort().slice(0, 3));
  });

  it('gives another result for another seed', () => {
    const ids = (seed: string) => drawObjects(seed, roster, DEFAULT_RATIOS).map(({ publicId }) => publicId);
    expect(ids(SEED)).not.toEqual(ids(OTHER_SEED));
  });

  it('is refused while a class has no ratio of its own', () => {
    const refused = expect.objectContaining({
      code: 'RATIO_OUT_OF_RANGE',
      details: { facts: { classCode: 'D' } },
    });
    expect(() => drawObjects(SEED, roster, { A: 1, B: 1, C: 1 })).toThrow(refused);
    const inherited = [{ publicId: 'ent-1', classCode: 'constructor' }];
    expect(() => drawObjects(SEED, inherited, {})).toThrow(
      expect.objectContaining({ code: 'RATIO_OUT_OF_RANGE' }),
    );
  });

  it('draws nothing from nothing', () => {
    expect(drawObjects(SEED, [], DEFAULT_RATIOS)).toEqual([]);
  });

  it('cannot be done with a bad seed or an ambiguous roster', () => {
    expect(() => drawObjects('42', roster, DEFAULT_RATIOS)).toThrow(RangeError);
    expect(() => drawObjects(SEED.toUpperCase(), roster, DEFAULT_RATIOS)).toThrow(RangeError);
    expect(() => rosterHash([...roster, ...roster])).toThrow(RangeError);
    expect(() => rosterHash([{ publicId: 'a,b', classCode: 'A' }])).toThrow(RangeError);
  });

  it('does not depend on the order of the roster', () => {
    fc.assert(
      fc.property(anySeed, anyRoster, (seed, any) => {
        const reversed = [...any].reverse();
        expect(drawObjects(seed, reversed, DEFAULT_RATIOS)).toEqual(drawObjects(seed, any, DEFAULT_RATIOS));
        expect(rosterHash(reversed)).toBe(rosterHash(any));
      }),
    );
  });

  it('draws at a higher ratio whatever it draws at a lower one', () => {
    fc.assert(
      fc.property(anySeed, anyRoster, anyRatio, anyRatio, (seed, any, one, other) => {
        const drawAt = (ratio: number) =>
          drawObjects(seed, any, { A: ratio, B: ratio, C: ratio, D: ratio }).map(({ publicId }) => publicId);
        const larger = new Set(drawAt(Math.max(one, other)));
        expect(drawAt(Math.min(one, other)).filter((id) => !larger.has(id))).toEqual([]);
      }),
    );
  });

  it('draws exactly the share of each class, nobody twice', () => {
    fc.assert(
      fc.property(anySeed, anyRoster, anyRatio, (seed, any, ratio) => {
        const drawn = drawObjects(seed, any, { A: ratio, B: ratio, C: ratio, D: ratio });
        expect(new Set(drawn.map(({ publicId }) => publicId)).size).toBe(drawn.length);
        for (const code of ['A', 'B', 'C', 'D']) {
          const size = (list: readonly RosterEntry[]) =>
            list.filter(({ classCode }) => classCode === code).length;
          expect(size(drawn)).toBe(size(any) === 0 ? 0 : sampleSize(size(any), ratio));
        }
      }),
    );
  });
});

describe('the hash of a roster', () => {
  it('is the SHA-256 of its sorted lines', () => {
    const roster = [
      { publicId: 'ent-2', classCode: 'A' },
      { publicId: 'ent-1', classCode: 'D' },
    ];
    expect(rosterHash(roster)).toBe(createHash('sha256').update('ent-1,D\nent-2,A\n').digest('hex'));
  });

  it('changes with any class', () => {
    const before = [{ publicId: 'ent-1', classCode: 'A' }];
    expect(rosterHash(before)).not.toBe(rosterHash([{ publicId: 'ent-1', classCode: 'B' }]));
  });
});

describe('assigning inspectors', () => {
  const inspectors = ['i-1', 'i-2', 'i-3', 'i-4'].map((publicId) => ({
    publicId,
    certificateExpiresOn: '2027-01-01',
  }));
  const objects = Array.from({ length: 60 }, (_, at) => `ent-${String(at)}`);

  it('gives every object two different ones, by lot', () => {
    const pairs = assignInspectors(SEED, objects, inspectors, '2026-11-22');
    expect(pairs.map(({ objectPublicId }) => objectPublicId)).toEqual(objects);
    for (const { objectPublicId, inspectorPublicIds } of pairs) {
      const lots = inspectors.map(({ publicId }) => ticket(SEED, `${objectPublicId}|${publicId}`)).sort();
      expect(inspectorPublicIds.map((id) => ticket(SEED, `${objectPublicId}|${id}`))).toEqual(
        lots.slice(0, 2),
      );
    }
    expect(new Set(pairs.map(({ inspectorPublicIds }) => inspectorPublicIds.join())).size).toBeGreaterThan(6);
  });

  it('does not depend on the order of the inspectors', () => {
    const reversed = [...inspectors].reverse();
    expect(assignInspectors(SEED, objects, reversed, '2026-11-22')).toEqual(
      assignInspectors(SEED, objects, inspectors, '2026-11-22'),
    );
  });

  it('takes nobody whose certificate has expired, but on its last day it is good', () => {
    const [expired, lastDay] = ['2026-11-21', '2026-11-22'].map((certificateExpiresOn, at) => {
      return { publicId: `x-${String(at)}`, certificateExpiresOn };
    });
    if (!expired || !lastDay) throw new Error('two inspectors were made');
    const three = [expired, lastDay, { publicId: 'i-1', certificateExpiresOn: '2030-01-01' }];
    const taken = assignInspectors(SEED, objects, three, '2026-11-22').flatMap(
      (pair) => pair.inspectorPublicIds,
    );
    expect([...new Set(taken)].sort()).toEqual(['i-1', 'x-1']);
  });

  it('is refused with fewer than two who may inspect', () => {
    const refused = expect.objectContaining({
      code: 'TOO_FEW_INSPECTORS',
      details: { facts: { eligible: 1, required: 2 } },
    });
    expect(() => assignInspectors(SEED, objects, inspectors.slice(0, 1), '2026-11-22')).toThrow(refused);
    expect(() => assignInspectors(SEED, objects, inspectors, '2027-01-02')).toThrow(
      expect.objectContaining({ code: 'TOO_FEW_INSPECTORS' }),
    );
  });

  it('does not take one person for two', () => {
    const twice = inspectors.slice(0, 1).concat(inspectors.slice(0, 1));
    expect(() => assignInspectors(SEED, objects, twice, '2026-11-22')).toThrow(RangeError);
  });
});
