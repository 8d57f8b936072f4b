import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatShare, tailOfDraws, tailOfTrials } from './fairness.js';

describe('The probability of being drawn at least so often', () => {
  test.each([
    [[0.5, 0.5, 0.5], 2, '0.500000'],
    [[0.5, 0.5, 0.5], 3, '0.125000'],
    [[0.1, 0.2], 1, '0.280000'],
    [[0.1, 0.2], 2, '0.020000'],
    [[1, 0.25], 1, '1.000000'],
    [[], 0, '1.000000'],
    [[0.3], 2, '0.000000'],
  ])('with the chances %j, %i times, is %s', (chances, observed, probability) => {
    expect(formatShare(tailOfDraws(chances, observed))).toBe(probability);
  });

  test('never rises with the number, and is 1 for none', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (chances) => {
        const tails = [...chances.keys(), chances.length].map((observed) => tailOfDraws(chances, observed));
        expect(tails[0]).toBe(1);
        for (const [at, tail] of tails.entries()) {
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tail).toBeLessThanOrEqual((tails[at - 1] ?? 1) + 1e-12);
        }
      }),
    );
  });

  test('is that of trials where all chances are alike', () => {
    const draws = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        draws,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        draws,
        (count, chance, observed) => {
          const chances = new Array<number>(count).fill(chance);
          expect(tailOfTrials(count, chance, observed)).toBeCloseTo(tailOfDraws(chances, observed), 10);
        },
      ),
    );
  });
});

describe('The probability of meeting at least so often', () => {
  test.each([
    [10, 0.5, 5, '0.623047'],
    [6, 1 / 3, 3, '0.319616'],
    [100_000, 0.001, 150, '0.000002'],
    [5, 0, 1, '0.000000'],
    [5, 1, 5, '1.000000'],
    [5, 0.2, 6, '0.000000'],
  ])('in %i trials of %d, %i times, is %s', (trials, chance, observed, probability) => {
    expect(formatShare(tailOfTrials(trials, chance, observed))).toBe(probability);
  });
});
