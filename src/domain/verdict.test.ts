import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AdverseRecord,
  type CheckFacts,
  COMMITMENT_BREACHED,
  decideVerdict,
  type ListEntry,
  type Measure,
  type MeasureEffect,
} from './verdict.js';

const ON = '2026-11-22';
const BASIS = 'Regulations made up for this test, art. 1';
const EFFECTS: MeasureEffect[] = [
  'DENY',
  'RESTRICT',
  'KEY_REVIEW',
  'NO_COMMITMENT_SHORTCUT',
  'MORE_CHECKS',
  'FAST_TRACK',
  'PRIORITY',
  'COMMITMENT_SHORTCUT',
  'FEWER_CHECKS',
];

describe('a credit check of an unknown', () => {
  it.each([
    ['a subject not on file', { subjectStatus: null }, 'SUBJECT_UNKNOWN'],
    ['a deregistered subject', { subjectStatus: 'DEREGISTERED' }, 'SUBJECT_DEREGISTERED'],
    ['a subject whose licence was revoked', { subjectStatus: 'REVOKED' }, 'LICENCE_REVOKED'],
    ['a subject without data', { dataOn: null }, 'NO_DATA'],
    ['data that are too old', { dataOn: '2026-11-14' }, 'DATA_STALE'],
  ] as const)('answers UNKNOWN for %s, whatever the lists say', (_, change, reasonCode) => {
    const lists = [entry('BLACK', [measure('DENY', 'MUST')])];
    expect(decideVerdict(facts({ lists, ...change }))).toEqual({
      verdict: 'UNKNOWN',
      reasonCode,
      listCodes: [],
      recordIds: [],
    });
  });

  it('still trusts data on the last day before they are stale', () => {
    expect(decideVerdict(facts({ dataOn: '2026-11-15' })).verdict).toBe('CLEAR');
  });
});

describe('a credit check of a subject on file', () => {
  it('is clear on no list, and on a red list without a reward for the matter', () => {
    expect(decideVerdict(facts({}))).toEqual({
      verdict: 'CLEAR',
      reasonCode: 'NOTHING_ADVERSE',
      listCodes: [],
      recordIds: [],
    });
    expect(decideVerdict(facts({ lists: [entry('RED', [])] })).verdict).toBe('CLEAR');
  });

  it.each(['DENY', 'RESTRICT'] as const)('restricts where a published measure must %s', (effect) => {
    const lists = [entry('FOCUS', []), entry('BLACK', [measure(effect, 'MUST')])];
    expect(decideVerdict(facts({ lists }))).toEqual({
      verdict: 'RESTRICTED',
      reasonCode: 'MANDATORY_RESTRICTION',
      listCodes: ['BLACK-list'],
      recordIds: [],
    });
  });

  it.each([
    ['DENY', 'MAY'],
    ['RESTRICT', 'MAY'],
    ['KEY_REVIEW', 'MUST'],
    ['NO_COMMITMENT_SHORTCUT', 'MUST'],
    ['MORE_CHECKS', 'MAY'],
  ] as const)('cautions where a measure to %s is one that %s be taken', (effect, mustOrMay) => {
    const verdict = decideVerdict(facts({ lists: [entry('BLACK', [measure(effect, mustOrMay)])] }));
    expect(verdict).toMatchObject({ verdict: 'CAUTION', reasonCode: 'ADVERSE_MEASURE' });
  });

  it.each(['BLACK', 'ABNORMAL', 'FOCUS'] as const)(
    'cautions on a %s list that says nothing about the matter',
    (kind) => {
      const verdict = decideVerdict(facts({ lists: [entry(kind, [])] }));
      expect(verdict).toMatchObject({
        verdict: 'CAUTION',
        reasonCode: 'ON_ADVERSE_LIST',
        listCodes: [`${kind}-list`],
        recordIds: [],
      });
    },
  );

  it('speeds up for a reward when nothing is adverse, and only then', () => {
    const red = entry('RED', [measure('FAST_TRACK', 'MAY')]);
    expect(decideVerdict(facts({ lists: [red] }))).toMatchObject({
      verdict: 'FAST_TRACK',
      reasonCode: 'REWARD',
    });
    expect(decideVerdict(facts({ lists: [red, entry('ABNORMAL', [])] })).verdict).toBe('CAUTION');
  });
});

describe('a suspended punishment', () => {
  const punished = entry('BLACK', [measure('DENY', 'MUST')]);

  it('is not used through its last day, and holds again by itself after it', () => {
    const verdictOn = (suspendedUntilOn: string) =>
      decideVerdict(facts({ lists: [{ ...punished, suspendedUntilOn }] })).verdict;
    expect([verdictOn('2026-11-23'), verdictOn(ON), verdictOn('2026-11-21')]).toEqual([
      'SUSPENDED_USE',
      'SUSPENDED_USE',
      'RESTRICTED',
    ]);
  });

  it('does not hide another list that is in use', () => {
    const suspended = { ...punished, suspendedUntilOn: '2026-12-31' };
    expect(decideVerdict(facts({ lists: [suspended, entry('FOCUS', [])] })).verdict).toBe('CAUTION');
    expect(decideVerdict(facts({ lists: [suspended, punished] })).verdict).toBe('RESTRICTED');
  });

  it('is no ground for a fast track', () => {
    const suspended = { ...punished, suspendedUntilOn: '2026-12-31' };
    const red = entry('RED', [measure('PRIORITY', 'MAY')]);
    expect(decideVerdict(facts({ lists: [red, suspended] })).verdict).toBe('SUSPENDED_USE');
  });
});

const anyEntry = fc
  .record({
    kind: fc.constantFrom<ListEntry['kind']>('RED', 'BLACK', 'ABNORMAL', 'FOCUS'),
    measures: fc.array(
      fc.tuple(fc.constantFrom(...EFFECTS), fc.constantFrom<Measure['mustOrMay']>('MUST', 'MAY')),
      { maxLength: 3 },
    ),
    suspendedUntilOn: fc.constantFrom(null, '2026-11-01', '2026-12-31'),
  })
  .map(({ kind, measures, suspendedUntilOn }) => ({
    ...entry(
      kind,
      measures.map(([effect, mustOrMay]) => measure(effect, mustOrMay)),
    ),
    suspendedUntilOn,
  }));

describe('any verdict', () => {
  it('restricts only by a measure that must be taken and is not suspended', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 5 }), (lists) => {
        const restricting = lists.filter(
          ({ measures, suspendedUntilOn }) =>
            (suspendedUntilOn ?? '') < ON &&
            measures.some(
              ({ effect, mustOrMay }) => mustOrMay === 'MUST' && ['DENY', 'RESTRICT'].includes(effect),
            ),
        );
        const { verdict } = decideVerdict(facts({ lists }));
        expect(verdict === 'RESTRICTED').toBe(restricting.length > 0);
      }),
    );
  });

  it('does not depend on the order of the lists', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 5 }), (lists) => {
        const [there, back] = [lists, [...lists].reverse()].map((order) =>
          decideVerdict(facts({ lists: order })),
        );
        expect(back?.verdict).toBe(there?.verdict);
      }),
    );
  });

  it('cannot rest on a measure without legal basis, used or not', () => {
    const unfounded = entry('BLACK', [{ ...measure('KEY_REVIEW', 'MAY'), legalBasis: ' ' }]);
    const suspended = { ...unfounded, suspendedUntilOn: '2026-12-31' };
    expect(() => decideVerdict(facts({ lists: [suspended] }))).toThrow(
      'Measure KEY_REVIEW has no legal basis',
    );
  });
});

describe('a record that leads to a measure', () => {
  const breach = (measures: readonly Measure[]): AdverseRecord => ({
    recordId: 'breach',
    type: COMMITMENT_BREACHED,
    measures,
  });
  const penalty: AdverseRecord = {
    recordId: 'penalty',
    type: 'ADMINISTRATIVE_PENALTY',
    measures: [measure('KEY_REVIEW', 'MAY')],
  };

  it('asks for caution, beside whatever the lists say, and is named', () => {
    expect(decideVerdict(facts({ records: [penalty] }))).toEqual({
      verdict: 'CAUTION',
      reasonCode: 'ADVERSE_MEASURE',
      listCodes: [],
      recordIds: ['penalty'],
    });
    const lists = [entry('RED', [measure('FAST_TRACK', 'MAY')])];
    expect(decideVerdict(facts({ lists, records: [penalty] })).verdict).toBe('CAUTION');
  });

  it('restricts where its measure must', () => {
    const records = [breach([measure('RESTRICT', 'MUST')])];
    expect(decideVerdict(facts({ records }))).toMatchObject({ verdict: 'RESTRICTED', recordIds: ['breach'] });
  });

  it('asks for caution after a broken commitment even where no measure is published', () => {
    expect(decideVerdict(facts({ records: [breach([])] }))).toMatchObject({
      verdict: 'CAUTION',
      reasonCode: 'COMMITMENT_BREACHED',
      recordIds: ['breach'],
    });
  });

  it('never makes an answer better, whatever else is on file', () => {
    const order = ['RESTRICTED', 'CAUTION', 'SUSPENDED_USE', 'CLEAR', 'FAST_TRACK', 'UNKNOWN'];
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 5 }), fc.boolean(), (lists, isBreach) => {
        const [without, withIt] = [[], [isBreach ? breach([]) : penalty]].map((records) =>
          order.indexOf(decideVerdict(facts({ lists, records })).verdict),
        );
        expect(withIt).toBeLessThanOrEqual(without ?? 0);
      }),
    );
  });

  it('cannot rest on a measure without legal basis', () => {
    const records = [{ ...penalty, measures: [{ ...measure('KEY_REVIEW', 'MAY'), legalBasis: '' }] }];
    expect(() => decideVerdict(facts({ records }))).toThrow('has no legal basis');
  });
});

function facts(change: Partial<CheckFacts>): CheckFacts {
  return {
    subjectStatus: 'ACTIVE',
    lists: [],
    records: [],
    dataOn: '2026-11-21',
    on: ON,
    staleAfterDays: 7,
    ...change,
  };
}

function entry(kind: ListEntry['kind'], measures: readonly Measure[]): ListEntry {
  return { listCode: `${kind}-list`, kind, measures, suspendedUntilOn: null };
}

function measure(effect: MeasureEffect, mustOrMay: Measure['mustOrMay']): Measure {
  return { code: effect, mustOrMay, effect, legalBasis: BASIS };
}
