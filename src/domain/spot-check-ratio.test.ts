import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './refusal.js';
import { ratioOfItem, ratiosOfDraw, requireRatio } from './spot-check-ratio.js';

describe('A ratio that may be set', () => {
  test('is above 0, at most the whole, and at most the highest ratio of a general item', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 20_000 }),
        fc.option(fc.integer({ min: 1, max: 10_000 })),
        (ratio, highest) => {
          const isAllowed = ratio > 0 && ratio <= (highest ?? 10_000);
          const attempt = () => requireRatio(ratio, highest, ['ratio']);
          if (isAllowed) expect(attempt()).toBe(ratio);
          else expect(attempt).toThrow(DomainError);
        },
      ),
    );
  });
});

const anyRatio = fc.option(fc.integer({ min: 1, max: 10_000 }));
const anyItem = fc.record({
  classCode: fc.constantFrom('A', 'B'),
  ownRatio: anyRatio,
  generalRatio: anyRatio,
  highestRatio: anyRatio,
});

describe('The ratio of an item', () => {
  test('is its own one, else the general one, and never above its highest', () => {
    const item = { classCode: 'A', ownRatio: null, generalRatio: 3000, highestRatio: 2000 };
    expect(ratioOfItem(item)).toBe(2000);
    expect(ratioOfItem({ ...item, ownRatio: 500 })).toBe(500);
    expect(ratioOfItem({ ...item, ownRatio: 5000, highestRatio: null })).toBe(5000);
    expect(ratioOfItem({ ...item, generalRatio: null })).toBeNull();
  });
});

test('Several items in one visit: each class gives the ratio of the most demanding one, and no item gets less than alone', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 6 }), (items) => {
      const together = ratiosOfDraw(items);
      for (const item of items) {
        const alone = ratioOfItem(item);
        if (alone !== null) expect(together[item.classCode]).toBeGreaterThanOrEqual(alone);
      }
      for (const [classCode, ratio] of Object.entries(together))
        expect(items.filter((item) => item.classCode === classCode).map(ratioOfItem)).toContain(ratio);
    }),
  );
});
