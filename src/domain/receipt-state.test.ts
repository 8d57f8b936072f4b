import { describe, expect, test } from '@jest/globals';
import { receiptState } from './receipt-state.js';

const RECEIPT = { issuedAt: '2026-07-01T04:00:00.000Z', expiresOn: '2026-07-31' };

describe('A receipt on record', () => {
  test.each([
    ['2026-07-31', 'VALID'],
    ['2026-08-01', 'EXPIRED'],
  ])('is, on %s, %s: its last day counts', (today, state) => {
    expect(receiptState(RECEIPT, { revokedAt: null, today })).toBe(state);
  });

  test.each([
    ['2026-07-01T04:00:00.001Z', 'VALID'],
    ['2026-07-01T04:00:00.000Z', 'UNKNOWN_KEY'],
    ['2026-06-30T04:00:00.000Z', 'UNKNOWN_KEY'],
  ])('whose key is not to be trusted from %s on is %s', (revokedAt, state) => {
    expect(receiptState(RECEIPT, { revokedAt, today: '2026-07-02' })).toBe(state);
  });
});
