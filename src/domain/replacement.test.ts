import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextInspector, type PoolMember, unfitnessOf } from './replacement.js';

const ON = '2026-07-01';
const member = (publicId: string, changes: Partial<PoolMember> = {}): PoolMember => ({
  ...{ publicId, expiresOn: ON, isActive: true, hasConflict: false, hasSpecialty: true, isTaken: false },
  ...changes,
});
const lots = { seed: 'a'.repeat(64), saltKey: 'b'.repeat(64), objectPublicId: '91440784MA00000A92' };

describe('Who takes the place of an inspector', () => {
  test.each([
    [{ isTaken: true }, 'TAKEN'],
    [{ isActive: false }, 'LEFT'],
    [{ expiresOn: '2026-06-30' }, 'CERTIFICATE_ENDED'],
    [{ hasConflict: true }, 'CONFLICT'],
    [{ hasSpecialty: false }, 'SPECIALTY'],
    [{}, null],
  ] as const)('is nobody with %j', (changes, unfit) => {
    const one = member('A-1', changes);
    expect(unfitnessOf(one, ON)).toBe(unfit);
    expect(nextInspector(lots, [one], ON)).toBe(unfit === null ? one : null);
  });

  test('does not hang on the order of the pool, nor on who cannot go', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[A-Z]-[0-9]{1,3}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(ids, fc.boolean(), (publicIds, isFirstKind) => {
        const draw = isFirstKind ? { ...lots, saltKey: null } : lots;
        const pool = publicIds.map((publicId) => member(publicId));
        const next = nextInspector(draw, pool, ON);
        const more = [...pool, member('Z-1000', { hasConflict: true })].reverse();
        expect(nextInspector(draw, more, ON)?.publicId).toBe(next?.publicId);
        const rest = pool.filter((one) => one !== next);
        expect(nextInspector(draw, rest, ON)?.publicId).not.toBe(next?.publicId);
      }),
    );
  });
});
