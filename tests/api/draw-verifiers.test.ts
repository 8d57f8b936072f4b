import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyDraw, proofsOf } from '../support/any-proof.js';
import { VERIFIERS } from '../support/verifiers.js';

/** Each draw starts a script several times. */
const RUNS = { numRuns: 12 };

describe.each(VERIFIERS)('%s', (_name, verify) => {
  test('comes to what the product comes to, for any roster, weights, inspectors, recusals and continuations', async () => {
    await fc.assert(
      fc.asyncProperty(anyDraw, fc.nat(), async (draw, any) => {
        const { full, open, lines } = proofsOf(draw);
        const line = lines[any % lines.length];
        expect(await verify(full, line)).toEqual({ agrees: true, differences: [] });
        expect(await verify(open, line)).toEqual({ agrees: true, differences: [] });
      }),
      RUNS,
    );
  }, 120_000);

  test('says that something differs for what is no proof at all', async () => {
    for (const file of [{}, [], null, 'x', { format: 'draw-proof-2' }])
      expect((await verify(file)).agrees).toBe(false);
  });
});
