import { describe, expect, test } from '@jest/globals';
import { patrolMonth, patrolsOutstanding } from './patrol.js';

describe('The month of a patrol', () => {
  test('runs from its first day to the day before the next month', () => {
    expect(patrolMonth('2026-02-17', '2026-02-03')).toEqual({
      firstOn: '2026-02-01',
      beforeOn: '2026-03-01',
      asOf: '2026-02-03',
    });
  });

  test('is judged by its last day when it is over, and by its first when it is still to come', () => {
    expect(patrolMonth('2026-02-17', '2026-07-01').asOf).toBe('2026-02-28');
    expect(patrolMonth('2026-12-31', '2026-07-01').asOf).toBe('2026-12-01');
  });
});

test('More patrols than were due leave none outstanding', () => {
  expect([patrolsOutstanding(4, 1), patrolsOutstanding(2, 2), patrolsOutstanding(2, 3)]).toEqual([3, 0, 0]);
});
