import { describe, expect, it } from '@jest/globals';
import { isOfAge, membersOn } from './household.js';

describe('Full age', () => {
  it.each([
    ['2008-07-01', '2026-06-30', false],
    ['2008-07-01', '2026-07-01', true],
    ['2008-02-29', '2026-02-28', false],
    ['2008-02-29', '2026-03-01', true],
    [null, '2026-07-01', false],
  ])('of somebody born on %s on %s is %s', (bornOn, on, expected) => {
    expect(isOfAge(bornOn, on)).toBe(expected);
  });
});

describe('The members who count for a household', () => {
  const born = { bornOn: '1900-01-01' };

  it('are the adults who have moved in and not moved out, each once', () => {
    const memberships = [
      { personId: 'stays', fromOn: '2020-01-01', toOn: '2021-01-01', ...born },
      { personId: 'stays', fromOn: '2022-01-01', toOn: null, ...born },
      { personId: 'leaves that day', fromOn: '2020-01-01', toOn: '2026-07-01', ...born },
      { personId: 'comes tomorrow', fromOn: '2026-07-02', toOn: null, ...born },
      { personId: 'child', fromOn: '2020-01-01', toOn: null, bornOn: '2020-01-01' },
    ];
    expect(membersOn(memberships, '2026-07-01')).toEqual(['stays']);
    expect(membersOn(memberships, '2026-06-30')).toEqual(['stays', 'leaves that day']);
  });
});
