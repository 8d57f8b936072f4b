import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterAttempt, signedText } from './delivery.js';

const NOW = '2026-07-01T04:00:00.000Z';
const anyRule = fc.record({
  delaysSeconds: fc.array(fc.integer({ min: 1, max: 86_400 }), { minLength: 1, maxLength: 20 }),
  timeoutSeconds: fc.constant(10),
});

describe('a delivery', () => {
  it('is over once its receiver has answered, however often it had failed', () => {
    fc.assert(
      fc.property(anyRule, fc.nat(30), (rule, failures) => {
        const attempt = { isDelivered: true, outcome: 'HTTP_200' };
        expect(afterAttempt(attempt, failures, NOW, rule).state).toBe('DELIVERED');
      }),
    );
  });

  it('waits for each delay once, in their order, and is given up after the last', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const attempt = { isDelivered: false, outcome: 'TIMEOUT' };
        let at = NOW;
        const waited: number[] = [];
        for (let failures = 0; ; failures++) {
          const { state, nextAt } = afterAttempt(attempt, failures, at, rule);
          if (state === 'GIVEN_UP') break;
          waited.push((Date.parse(nextAt) - Date.parse(at)) / 1_000);
          at = nextAt;
        }
        expect(waited).toEqual(rule.delaysSeconds);
      }),
    );
  });

  it('signs id, time and body joined by full stops', () => {
    expect(signedText('id', 1_782_878_400, '{"a":1}')).toBe('id.1782878400.{"a":1}');
  });
});
