import { describe, expect, it } from '@jest/globals';
import { drawObjects, lotKey, type RosterEntry } from './draw.js';
import { assignInspectors } from './draw-inspectors.js';
import { hash } from 'node:crypto';

/** Simulated draws, each from a key of its own; the keys are fixed, so that the figures are the same on every run. */
const DRAWS = 4_000;
const KEYS = Array.from({ length: DRAWS }, (_, at) => {
  const [seed, saltKey] = ['seed', 'salt'].map((name) => hash('sha256', `${name} ${at}`, 'hex'));
  return lotKey(seed ?? '', saltKey ?? '');
});

/** How far counts are from what is expected of them. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, at) => {
    const due = expected[at] ?? 0;
    return sum + (count - due) ** 2 / due;
  }, 0);
}

/** The value that chi-square exceeds once in a thousand times, by Wilson and Hilferty; `freedom` at least 3. */
function limitAt(freedom: number): number {
  const part = 2 / (9 * freedom);
  return freedom * (1 - part + 3.0902 * Math.sqrt(part)) ** 3;
}

function tally(names: readonly string[], drawn: readonly string[]): number[] {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const name of drawn) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}

const roster = Array.from({ length: 40 }, (_, at): RosterEntry => ({
  publicId: `91440784MA00${at.toString().padStart(5, '0')}X`,
  classCode: at < 30 ? 'A' : 'D',
  weight: 1,
}));
const ids = (entries: readonly RosterEntry[]) => entries.map(({ publicId }) => publicId);

describe('Over some thousand draws', () => {
  it('every object of a class is drawn equally often', () => {
    const drawn = KEYS.flatMap((key) => drawObjects(key, roster, { A: 3, D: 3 }));
    for (const classCode of ['A', 'D']) {
      const members = roster.filter((entry) => entry.classCode === classCode);
      const counts = tally(ids(members), ids(drawn.filter((entry) => entry.classCode === classCode)));
      const due = (3 * DRAWS) / members.length;
      // Drawn without replacement, counts vary less than chi-square supposes: by (n - k) / (n - 1).
      const spread = (members.length - 3) / (members.length - 1);
      expect(
        chiSquare(
          counts,
          counts.map(() => due),
        ) / spread,
      ).toBeLessThan(limitAt(members.length - 1));
    }
  });

  it('an object of weight w is drawn first w times as often as one of weight 1', () => {
    const weighted = roster.slice(0, 10).map((entry, at) => ({ ...entry, weight: 1 + (at % 4) }));
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    const counts = tally(
      ids(weighted),
      KEYS.flatMap((key) => ids(drawObjects(key, weighted, { A: 1 }))),
    );
    const due = weighted.map(({ weight }) => (DRAWS * weight) / total);
    expect(chiSquare(counts, due)).toBeLessThan(limitAt(weighted.length - 1));
  });

  it('every inspector and every pair goes equally often', () => {
    const pool = ['a', 'b', 'c', 'd', 'e', 'f'].map((publicId) => ({
      publicId,
      certificateExpiresOn: '2030-01-01',
      specialties: [],
      conflicts: [],
    }));
    const rules = { perObject: 2, drawOn: '2026-11-22', specialties: [], avoidPairs: [] };
    const pairs = KEYS.flatMap((key) =>
      assignInspectors(key, drawObjects(key, roster, { A: 1 }), pool, rules).map((one) => [
        ...one.inspectorPublicIds,
      ]),
    );
    const names = pool.map(({ publicId }) => publicId);
    const single = tally(names, pairs.flat());
    expect(
      chiSquare(
        single,
        single.map(() => (2 * DRAWS) / 6),
      ) /
        (4 / 5),
    ).toBeLessThan(limitAt(5));
    const all = names.flatMap((one, at) => names.slice(at + 1).map((other) => one + other));
    const together = tally(
      all,
      pairs.map((pair) => pair.sort().join('')),
    );
    expect(
      chiSquare(
        together,
        all.map(() => DRAWS / all.length),
      ),
    ).toBeLessThan(limitAt(all.length - 1));
  });

  it('chi-square notices a die that is loaded by a tenth', () => {
    const fair = Array.from({ length: 40 }, () => 300);
    expect(
      chiSquare(
        fair.map((count, at) => (at % 2 === 0 ? count * 1.1 : count * 0.9)),
        fair,
      ),
    ).toBeGreaterThan(limitAt(39));
  });
});
