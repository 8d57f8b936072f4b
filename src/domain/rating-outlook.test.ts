import { describe, expect, it } from '@jest/globals';
import type { RatedRecord } from './rating.js';
import { completenessOf, validUntil } from './rating-outlook.js';

describe('How long a rating holds', () => {
  it.each<[string, Parameters<typeof validUntil>[0], string | null]>([
    ['until something happens, when it is settled at once and without a term', {}, null],
    ['to the Sunday, when it is settled every Monday', { settlement: 'WEEKLY' }, '2026-07-05'],
    ['to the end of the quarter, when it is settled by quarters', { settlement: 'QUARTERLY' }, '2026-09-30'],
    ['two years from the day of the grade, when the standard says so', { validMonths: 24 }, '2028-03-14'],
    ['for the present term, when a former one is over', { validMonths: 2 }, '2026-07-14'],
    ['to whichever is first', { settlement: 'YEARLY', validMonths: 6 }, '2026-09-14'],
  ])('is %s', (_what, standard, expected) => {
    expect(validUntil(standard, '2026-03-15', '2026-07-01')).toBe(expected);
  });
});

describe('How complete a file is', () => {
  const label = { zh: '示例', en: 'Sample' };
  const expects = [
    { code: 'TAX', label, recordTypes: ['TAX_A', 'TAX_B'] },
    { code: 'PERMIT', label, recordTypes: ['PERMIT'] },
  ];
  const record = (type: string, changes: Partial<RatedRecord> = {}): RatedRecord => ({
    ...{ id: type, type, occurredOn: '2026-01-01', endedOn: null, withdrawn: false, amountHundredths: null },
    ...changes,
  });

  it('is said by what is expected and what is missing', () => {
    const records = [record('TAX_B', { endedOn: '2026-02-01' }), record('OTHER')];
    expect(completenessOf({ expects }, records, '2026-07-01')).toEqual({
      expected: 2,
      missing: [expects[1]],
    });
  });

  it('does not count what was withdrawn or is still to come', () => {
    const records = [record('TAX_A', { withdrawn: true }), record('PERMIT', { occurredOn: '2026-07-02' })];
    expect(completenessOf({ expects }, records, '2026-07-01')?.missing).toEqual(expects);
  });

  it('is not said where the standard does not say what it expects', () => {
    expect(completenessOf({}, [], '2026-07-01')).toBeNull();
  });
});
