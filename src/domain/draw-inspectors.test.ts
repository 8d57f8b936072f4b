import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Ticket, ticketOf } from './draw.js';
import {
  assignInspectors,
  type Inspector,
  inspectorLot,
  pairOf,
  requireInspectors,
} from './draw-inspectors.js';

const KEY = `${'00'.repeat(31)}2a`;
const ON = '2026-11-22';

const object = (publicId: string): Ticket => ({
  publicId,
  classCode: 'A',
  weight: 1,
  ticket: ticketOf(KEY, publicId, 1),
});
const objects = Array.from({ length: 60 }, (_, at) => object(`ent-${at}`));

const inspector = (publicId: string, changes: Partial<Inspector> = {}): Inspector => ({
  publicId,
  certificateExpiresOn: '2027-01-01',
  specialties: [],
  conflicts: [],
  ...changes,
});
const four = ['i-1', 'i-2', 'i-3', 'i-4'].map((publicId) => inspector(publicId));
const rules = { perObject: 2, drawOn: ON, specialties: [], avoidPairs: [] };
const tooFew = (eligible: number, required = 2) =>
  expect.objectContaining({ code: 'TOO_FEW_INSPECTORS', details: { facts: { eligible, required } } });

describe('assigning inspectors', () => {
  it('gives every object the two lowest lots, object by object in the order of tickets', () => {
    const [first] = assignInspectors(KEY, objects, four, rules);
    const lowest = [...objects].sort((a, b) => (a.ticket < b.ticket ? -1 : 1))[0];
    expect(first?.objectPublicId).toBe(lowest?.publicId);
    const lots = four.map(({ publicId }) => inspectorLot(KEY, lowest?.publicId ?? '', publicId)).sort();
    expect(first?.inspectorPublicIds.map((one) => inspectorLot(KEY, lowest?.publicId ?? '', one))).toEqual(
      lots.slice(0, 2),
    );
  });

  it('does not depend on the order of inspectors or objects', () => {
    expect(assignInspectors(KEY, [...objects].reverse(), [...four].reverse(), rules)).toEqual(
      assignInspectors(KEY, objects, four, rules),
    );
  });

  it('spreads the places evenly: only towards the end somebody gets more, because the others have had their share', () => {
    const places = new Map<string, number>();
    for (const { inspectorPublicIds } of assignInspectors(KEY, objects, four, rules))
      for (const one of inspectorPublicIds) places.set(one, (places.get(one) ?? 0) + 1);
    expect([...places.values()].every((count) => count >= 24 && count <= 36)).toBe(true);
  });

  it('takes nobody whose certificate has expired, but on its last day it is good', () => {
    const expired = inspector('x-0', { certificateExpiresOn: '2026-11-21' });
    const lastDay = inspector('x-1', { certificateExpiresOn: ON });
    const taken = assignInspectors(KEY, objects, [expired, lastDay, inspector('i-1')], rules);
    expect([...new Set(taken.flatMap((one) => one.inspectorPublicIds))].sort()).toEqual(['i-1', 'x-1']);
  });

  it('takes nobody who is recused, and nobody without the specialty', () => {
    const recused = inspector('i-1', { conflicts: objects.map(({ publicId }) => publicId) });
    const pool = [recused, ...four.slice(1)];
    const taken = assignInspectors(KEY, objects, pool, rules).flatMap((one) => one.inspectorPublicIds);
    expect(taken).not.toContain('i-1');
    const food = ['f-1', 'f-2'].map((publicId) => inspector(publicId, { specialties: ['FOOD'] }));
    const specialists = assignInspectors(KEY, objects, [...four, ...food], {
      ...rules,
      specialties: ['FOOD'],
    });
    expect(new Set(specialists.flatMap((one) => one.inspectorPublicIds))).toEqual(new Set(['f-1', 'f-2']));
  });

  it('keeps a pair of last time apart while others are left, and says so where it cannot', () => {
    const avoidPairs = [pairOf('i-2', 'i-1')];
    const apart = assignInspectors(KEY, objects.slice(0, 10), four, { ...rules, avoidPairs });
    const pairs = apart.map(({ inspectorPublicIds: [a = '', b = ''] }) => pairOf(a, b));
    expect(pairs).not.toContain('i-1+i-2');
    expect(apart.every(({ pairRepeated }) => !pairRepeated)).toBe(true);
    const two = assignInspectors(KEY, objects, four.slice(0, 2), { ...rules, avoidPairs });
    expect(two.every(({ pairRepeated }) => pairRepeated)).toBe(true);
  });

  it('is refused with fewer who may inspect than needed, before anything is drawn', () => {
    expect(() => assignInspectors(KEY, objects, four.slice(0, 1), rules)).toThrow(tooFew(1));
    expect(() => requireInspectors(four, { ...rules, drawOn: '2027-01-02' })).toThrow(tooFew(0));
    expect(() => requireInspectors(four, { ...rules, specialties: ['FOOD'] })).toThrow(tooFew(0));
    const recused = four.map((one) => ({ ...one, conflicts: one.publicId === 'i-1' ? [] : ['ent-1'] }));
    expect(() => requireInspectors(recused, rules)).toThrow(tooFew(1));
    expect(() => assignInspectors(KEY, objects, recused, rules)).toThrow(tooFew(1));
    expect(() => requireInspectors(four, { ...rules, perObject: 5 })).toThrow(tooFew(4, 5));
  });

  it('does not take one person for two', () => {
    expect(() => assignInspectors(KEY, objects, [four[0], four[0]] as Inspector[], rules)).toThrow(
      RangeError,
    );
  });

  it('succeeds whenever it was not refused beforehand, with all rules kept', () => {
    const anyPool = fc.uniqueArray(
      fc.record<Inspector>({
        publicId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        certificateExpiresOn: fc.constantFrom('2026-11-21', ON, '2030-01-01'),
        specialties: fc.subarray(['FOOD', 'DRUGS']),
        conflicts: fc.subarray(['ent-0', 'ent-1', 'ent-2']),
      }),
      { selector: ({ publicId }) => publicId },
    );
    const anySpecialties = fc.subarray(['FOOD', 'DRUGS']);
    fc.assert(
      fc.property(anyPool, anySpecialties, fc.integer({ min: 1, max: 3 }), (pool, specialties, perObject) => {
        const asked = { ...rules, specialties, perObject, avoidPairs: ['a+b', 'c+d'] };
        try {
          requireInspectors(pool, asked);
        } catch {
          return;
        }
        for (const { objectPublicId, inspectorPublicIds } of assignInspectors(KEY, objects, pool, asked)) {
          expect(new Set(inspectorPublicIds).size).toBe(perObject);
          for (const one of pool.filter(({ publicId }) => inspectorPublicIds.includes(publicId))) {
            expect(one.certificateExpiresOn >= ON).toBe(true);
            expect(one.conflicts).not.toContain(objectPublicId);
          }
        }
      }),
    );
  });
});
