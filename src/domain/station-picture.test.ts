import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from './civil-date.js';
import type { DomainError } from './refusal.js';
import {
  type CountedMove,
  type CountedWork,
  firstOfMonth,
  lastOfMonth,
  picturePeriod,
  shareOf,
  type Tier,
  tierMonths,
  workMonths,
} from './station-picture.js';

const TODAY = '2026-07-15';
const label = { zh: '示例', en: 'Example' };
const TIERS: readonly Tier[] = [
  { mark: 'CIVILISED', basis: 'RATED', rank: 1, label, colour: 'green', inForce: true },
  { mark: 'KEY', basis: 'RATED', rank: 2, label, colour: 'yellow', inForce: true },
  { mark: 'OLD', basis: 'RATED', rank: 3, label, colour: 'red', inForce: false },
  { mark: 'by default', basis: 'BY_DEFAULT', rank: null, label, colour: 'grey', inForce: true },
];

function codeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('The period of a picture', () => {
  test('is by default the last twelve months, the present one as far as it has come', () => {
    const { from, to, months } = picturePeriod({}, TODAY);
    expect({ from, to, count: months.length }).toEqual({ from: '2025-08-01', to: TODAY, count: 12 });
    expect(months.at(-1)).toBe('2026-07-01');
  });

  test('is whole months, whichever of their days are named', () => {
    expect(picturePeriod({ from: '2026-01-31', to: '2026-02-01' }, TODAY)).toEqual({
      from: '2026-01-01',
      to: '2026-02-28',
      months: ['2026-01-01', '2026-02-01'],
    });
    expect(picturePeriod({ to: '2026-07-31' }, TODAY).to).toBe(TODAY);
  });

  test('lies not in the future, begins not after its end, and is at most 36 months', () => {
    expect(codeOf(() => picturePeriod({ to: '2026-08-01' }, TODAY))).toBe('DATE_IN_FUTURE');
    expect(codeOf(() => picturePeriod({ from: '2026-07-01', to: '2026-06-30' }, TODAY))).toBe('INVALID_DATE');
    expect(codeOf(() => picturePeriod({ from: '2023-07-31' }, TODAY))).toBe('TOO_MANY_ITEMS');
    expect(picturePeriod({ from: '2023-08-01' }, TODAY).months).toHaveLength(36);
  });
});

describe('Houses by tier', () => {
  const months = ['2026-05-01', '2026-06-01'];

  test('are those of the month before and what moved', () => {
    const moves: CountedMove[] = [
      { month: null, from: null, to: 'by default', count: 10 },
      { month: null, from: 'by default', to: 'CIVILISED', count: 6 },
      { month: '2026-05-01', from: null, to: 'by default', count: 1 },
      { month: '2026-05-01', from: 'CIVILISED', to: 'KEY', count: 2 },
      { month: '2026-06-01', from: 'KEY', to: 'CIVILISED', count: 1 },
      { month: '2026-06-01', from: 'by default', to: 'KEY', count: 1 },
    ];
    const [may, june] = tierMonths(TIERS, moves, months);
    const countsOf = (month = may) => month?.counts.map(({ tier, count }) => [tier.mark, count]);
    expect(countsOf(may)).toEqual([
      ['CIVILISED', 4],
      ['KEY', 2],
      ['by default', 5],
    ]);
    expect(countsOf(june)).toEqual([
      ['CIVILISED', 5],
      ['KEY', 2],
      ['by default', 4],
    ]);
    expect(may?.moves.map(({ from, direction }) => [from?.mark ?? null, direction])).toEqual([
      [null, null],
      ['CIVILISED', 'DOWN'],
    ]);
    expect(june?.moves.map(({ from, direction }) => [from?.mark ?? null, direction])).toEqual([
      ['KEY', 'UP'],
      ['by default', null],
    ]);
  });

  test('show a tier that is no longer in force where houses had it', () => {
    const moves: CountedMove[] = [{ month: null, from: null, to: 'OLD', count: 1 }];
    expect(tierMonths(TIERS, moves, months)[0]?.counts.map(({ tier }) => tier.mark)).toContain('OLD');
  });

  test('are never counted that no standard knows', () => {
    const moves: CountedMove[] = [{ month: '2026-05-01', from: null, to: 'NOWHERE', count: 1 }];
    expect(() => tierMonths(TIERS, moves, months)).toThrow('NOWHERE');
  });

  test('add up to the houses that are there, however they moved about', () => {
    const mark = fc.constantFrom(...TIERS.map((tier) => tier.mark));
    const lives = fc.array(fc.array(fc.tuple(fc.integer({ min: -3, max: 5 }), mark), { minLength: 1 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(lives, (houses) => {
        const asked = Array.from({ length: 6 }, (_, at) => addMonths('2026-01-01', at));
        const sorted = houses.map((life) => [...life].sort(([one], [other]) => one - other));
        const moves = sorted.flatMap((life) =>
          life.map(([at, to], step) => ({
            month: at < 0 ? null : (asked[at] ?? ''),
            from: life[step - 1]?.[1] ?? null,
            to,
            count: 1,
          })),
        );
        const pictured = tierMonths(TIERS, moves, asked);
        for (const [at, { counts }] of pictured.entries()) {
          const stood = sorted.map((life) => life.findLast(([month]) => month <= at)?.[1]);
          for (const { tier, count } of counts)
            expect(count).toBe(stood.filter((mark) => mark === tier.mark).length);
        }
      }),
    );
  });
});

describe('Work of a month', () => {
  const nothing = { visits: 0, found: 0, closed: 0, failed: 0, termsEnded: 0, termsMissed: 0 };

  test('leaves open what was open before and was found, less what was closed', () => {
    const work: CountedWork[] = [
      { ...nothing, month: null, found: 7, closed: 4 },
      { ...nothing, month: '2026-06-01', visits: 3, found: 2, closed: 1, termsEnded: 3, termsMissed: 1 },
    ];
    expect(workMonths(work, ['2026-05-01', '2026-06-01'])).toMatchObject([
      { month: '2026-05-01', open: 3, visits: 0, missedBasisPoints: null },
      { month: '2026-06-01', open: 4, visits: 3, missedBasisPoints: 3_333 },
    ]);
  });

  test('has no rate where there is nothing to take it of', () => {
    expect([shareOf(0, 0), shareOf(0, 4), shareOf(4, 4)]).toEqual([null, 0, 10_000]);
  });
});

test('A month begins on its first day and ends on its last', () => {
  expect(['2026-02-14', '2024-02-01', '2026-12-31'].map(firstOfMonth)).toEqual([
    '2026-02-01',
    '2024-02-01',
    '2026-12-01',
  ]);
  expect(['2026-02-14', '2024-02-01', '2026-12-31'].map(lastOfMonth)).toEqual([
    '2026-02-28',
    '2024-02-29',
    '2026-12-31',
  ]);
});
