import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafOf, lineCommitment, listSaltOf, Salts } from './draw-commitment.js';
import type { RosterEntry } from './draw.js';
import { BLOCK, levelsOf, nodeHash, pathOf, rootFromPath, rootOf } from './merkle.js';
import { pathsInBlock, RosterDigest, RosterPaths } from './roster-tree.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const leaves = (count: number) => Array.from({ length: count }, (_, at) => sha(String(at)));

describe('a tree of hashes', () => {
  it('carries an odd last node up unchanged', () => {
    const [a = '', b = '', c = ''] = leaves(3);
    expect(nodeHash(a, b)).toBe(sha(`node|${a}|${b}`));
    expect(rootOf([a, b, c])).toBe(nodeHash(nodeHash(a, b), c));
    expect(rootOf([a])).toBe(a);
    expect(() => rootOf([])).toThrow(RangeError);
  });

  it('leads from every leaf to its root, and from no other place or leaf', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, any) => {
        const all = leaves(size);
        const levels = levelsOf(all);
        const index = any % size;
        const path = pathOf(levels, index);
        const leaf = all[index] ?? '';
        expect(rootFromPath(leaf, { index, size, path })).toBe(rootOf(all));
        expect(rootFromPath(sha('x'), { index, size, path })).not.toBe(rootOf(all));
        for (const other of [-1, 0.5, size, index + 1, index - 1])
          expect(rootFromPath(leaf, { index: other, size, path })).not.toBe(rootOf(all));
        expect(rootFromPath(leaf, { index, size, path: [...path, leaf] })).toBeNull();
        if (path.length > 0)
          expect(rootFromPath(leaf, { index, size, path: path.slice(1) })).not.toBe(rootOf(all));
      }),
    );
  });
});

describe('the tree over a roster', () => {
  const saltKey = 'ab'.repeat(32);
  const salts = new Salts(saltKey);
  const roster = Array.from({ length: 2 * BLOCK + 77 }, (_, at): RosterEntry => ({
    publicId: at.toString().padStart(6, '0'),
    classCode: at % 5 === 0 ? 'D' : 'A',
    weight: 1 + (at % 3),
  }));
  const all = roster.map((entry) => leafOf(entry.publicId, lineCommitment(salts, entry)));
  const digest = new RosterDigest(listSaltOf(saltKey), saltKey);
  for (let from = 0; from < roster.length; from += 1_000) digest.add(roster.slice(from, from + 1_000));
  const { blocks, merkleRoot, size, counts, rosterHash } = digest.finish();

  it('is the same block by block as all at once, and so is the hash of the lines', () => {
    expect({ merkleRoot, size }).toEqual({ merkleRoot: rootOf(all), size: roster.length });
    expect(blocks).toHaveLength(3);
    const isD = roster.filter(({ classCode }) => classCode === 'D').length;
    expect(counts).toEqual({ A: roster.length - isD, D: isD });
    const lines = roster.map((entry) => `${entry.publicId},${entry.classCode},${entry.weight}\n`);
    expect(rosterHash).toBe(sha(`${listSaltOf(saltKey)}|roster\n${lines.join('')}`));
  });

  it('gives the paths of what is wanted, from a roster that comes in whole blocks', () => {
    const wanted = new Set(['000000', '001023', '001024', '002124']);
    const paths = new RosterPaths(saltKey, blocks, wanted);
    paths.add(roster.slice(0, BLOCK));
    paths.add(roster.slice(BLOCK));
    const levels = levelsOf(all);
    expect([...paths.found.keys()]).toEqual([...wanted]);
    for (const [publicId, { index, path }] of paths.found)
      expect({ index, path }).toEqual({ index: Number(publicId), path: pathOf(levels, index) });
  });

  it('gives the path of any line of a block', () => {
    const lines = roster.slice(2 * BLOCK);
    const found = new Map(pathsInBlock(lines, { salts, block: 2, upper: levelsOf(blocks) }));
    const leaf = found.get('002100');
    expect(
      rootFromPath(all[2_100] ?? '', { index: 2_100, size: roster.length, path: leaf?.path ?? [] }),
    ).toBe(merkleRoot);
  });

  it('cannot hold a line that could be read in two ways', () => {
    const bad = (publicId: string) => () =>
      new RosterDigest('', saltKey).add([{ publicId, classCode: 'A', weight: 1 }]);
    for (const publicId of ['a,b', '', 'a|b', 'a\n', '甲', 'x'.repeat(65)])
      expect(bad(publicId)).toThrow(RangeError);
  });

  it('hides a class behind a salt that the salt of the line does not tell', () => {
    const one = lineCommitment(salts, { publicId: 'x', classCode: 'A', weight: 1 });
    const other = lineCommitment(salts, { publicId: 'x', classCode: 'D', weight: 1 });
    expect(one.salt).toBe(other.salt);
    expect(one.classDigest).not.toBe(other.classDigest);
    for (const classCode of ['A', 'B', 'C', 'D'])
      expect(one.classDigest).not.toBe(sha(`class|${one.salt}|${classCode}|1`));
  });
});

describe('salts', () => {
  it('are HMAC-SHA-256 as the library has it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        (key, text) => {
          const message = text.slice(0, 30);
          const expected = createHmac('sha256', key).update(message).digest('hex');
          fc.pre(Buffer.byteLength(message) <= 128);
          expect(new Salts(Buffer.from(key).toString('hex')).of(message)).toBe(expected);
        },
      ),
    );
  });

  it('are of short messages only', () => {
    expect(() => new Salts('00').of('x'.repeat(129))).toThrow(RangeError);
  });
});
