import { describe, expect, test } from '@jest/globals';
import {
  type Candidate,
  countedVisits,
  exclusionOf,
  isOverdue,
  limitFor,
  type SpotCheckLimit,
} from './spot-check-limit.js';

const ON = '2026-07-01';
const FOOD = { code: 'FOOD', category: 'KEY' } as const;
const PRICE = { code: 'PRICE', category: 'GENERAL' } as const;
const EXEMPT = ['COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY'] as const;

function limit(changes: Partial<SpotCheckLimit> & Pick<SpotCheckLimit, 'kind'>): SpotCheckLimit {
  return {
    code: changes.kind,
    itemCode: null,
    itemCategory: null,
    industryPrefix: null,
    value: 2,
    withinMonths: null,
    exemptGrounds: EXEMPT,
    validFrom: '2025-01-01',
    ...changes,
  };
}

function candidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    status: 'ACTIVE',
    classCode: 'A',
    industryCode: '6210',
    isRetired: false,
    inspections: [],
    pending: [],
    ...changes,
  };
}

const reckoning = { on: ON, pendingDays: 365 };
const routine = { ...reckoning, ground: 'ROUTINE', items: [PRICE] } as const;
const seen = (inspectedOn: string, changes: object = {}) =>
  ({ inspectedOn, items: [PRICE], ground: 'ROUTINE', isClean: false, ...changes }) as const;

describe('The annual cap', () => {
  const cap = limit({ kind: 'ANNUAL_CAP' });

  test('counts visits of this year and visits still to be made, of all offices', () => {
    const inspections = [seen('2026-01-01'), seen('2025-12-31')];
    const pending = [{ drawnOn: '2026-06-30', ground: 'ROUTINE' } as const];
    expect(countedVisits(cap, { inspections, pending }, reckoning)).toBe(2);
    expect(exclusionOf(candidate({ inspections, pending }), routine, [cap])).toEqual({
      reason: 'AT_CAP',
      detail: 'ANNUAL_CAP',
    });
    expect(exclusionOf(candidate({ inspections }), routine, [cap])).toBeNull();
  });

  test('neither counts nor binds what is exempt', () => {
    const inspections = [seen('2026-02-01'), seen('2026-03-01', { ground: 'COMPLAINT' })];
    expect(exclusionOf(candidate({ inspections }), routine, [cap])).toBeNull();
    const full = candidate({ inspections: [seen('2026-02-01'), seen('2026-03-01')] });
    expect(exclusionOf(full, { ...routine, ground: 'EMERGENCY' }, [cap])).toBeNull();
    expect(exclusionOf(full, routine, [cap])).not.toBeNull();
  });

  test('forgets a visit that nobody made within a year', () => {
    const drawn = (drawnOn: string) => [{ drawnOn, ground: 'ROUTINE' } as const];
    expect(countedVisits(cap, { inspections: [], pending: drawn('2025-07-02') }, reckoning)).toBe(1);
    expect(countedVisits(cap, { inspections: [], pending: drawn('2025-07-01') }, reckoning)).toBe(0);
  });
});

test('The same item is free again on the day on which its months are over, another one always', () => {
  const limits = [limit({ kind: 'NO_REPEAT', value: 3 })];
  const verdict = (inspectedOn: string) =>
    exclusionOf(candidate({ inspections: [seen(inspectedOn)] }), routine, limits)?.reason;
  expect(verdict('2026-04-02')).toBe('REPEATED_TOO_SOON');
  expect(verdict('2026-04-01')).toBeUndefined();
  const other = { ...routine, items: [FOOD] };
  expect(exclusionOf(candidate({ inspections: [seen('2026-06-30')] }), other, limits)).toBeNull();
});

describe('The window after a clean check', () => {
  const limits = [limit({ kind: 'CLEAN_WINDOW', value: 10, itemCategory: 'GENERAL' })];
  const clean = seen('2026-03-01', { isClean: true });

  test('keeps routine checks of general items away, and only those', () => {
    expect(exclusionOf(candidate({ inspections: [clean] }), routine, limits)?.reason).toBe('CLEAN_WINDOW');
    expect(
      exclusionOf(candidate({ inspections: [clean] }), { ...routine, items: [FOOD] }, limits),
    ).toBeNull();
    expect(
      exclusionOf(candidate({ inspections: [clean] }), { ...routine, ground: 'CLUE' }, limits),
    ).toBeNull();
  });

  test('is closed by a later check that found something, and by one of the same day', () => {
    for (const on of ['2026-03-01', '2026-05-01'])
      expect(exclusionOf(candidate({ inspections: [clean, seen(on)] }), routine, limits)).toBeNull();
    const before = candidate({ inspections: [seen('2026-02-28'), clean] });
    expect(exclusionOf(before, routine, limits)?.reason).toBe('CLEAN_WINDOW');
  });

  test('is opened by nobody who complains about himself', () => {
    const inspections = [seen('2026-03-01', { isClean: true, ground: 'COMPLAINT' })];
    expect(exclusionOf(candidate({ inspections }), routine, limits)).toBeNull();
  });
});

describe('Reasons', () => {
  const limits = [
    limit({ kind: 'ANNUAL_CAP', value: 1 }),
    limit({ kind: 'NO_REPEAT', value: 6 }),
    limit({ kind: 'CLEAN_WINDOW', value: 10 }),
  ];
  const struck = { inspections: [seen('2026-06-01', { isClean: true })], isRetired: true };

  test.each([
    ['the register first', { ...struck, status: 'REVOKED', classCode: null }, 'DEREGISTERED'],
    ['then the class', { ...struck, classCode: null }, 'NOT_RATED'],
    ['then the cap', struck, 'AT_CAP'],
  ] as const)('are told in a fixed order: %s', (_what, changes, reason) => {
    expect(exclusionOf(candidate(changes), routine, limits)?.reason).toBe(reason);
  });

  test('follow each other to the retired object, which comes last', () => {
    const told = limits.map((_, at) => exclusionOf(candidate(struck), routine, limits.slice(at))?.reason);
    expect(told).toEqual(['AT_CAP', 'REPEATED_TOO_SOON', 'CLEAN_WINDOW']);
    expect(exclusionOf(candidate(struck), routine, [])?.reason).toBe('OBJECT_RETIRED');
  });
});

test('Of one kind the limit with the narrowest scope counts, of one code the latest day', () => {
  const limits = [
    limit({ kind: 'NO_REPEAT', code: 'ALL' }),
    limit({ kind: 'NO_REPEAT', code: 'CATERING', industryPrefix: '62' }),
    limit({ kind: 'NO_REPEAT', code: 'RESTAURANTS', industryPrefix: '6210' }),
    limit({ kind: 'NO_REPEAT', code: 'GENERAL', itemCategory: 'GENERAL', value: 5 }),
    limit({ kind: 'NO_REPEAT', code: 'GENERAL', itemCategory: 'GENERAL', value: 7, validFrom: '2026-07-01' }),
    limit({ kind: 'NO_REPEAT', code: 'GENERAL', itemCategory: 'GENERAL', value: 9, validFrom: '2026-07-02' }),
    limit({ kind: 'NO_REPEAT', code: 'PRICE', itemCode: 'PRICE', industryPrefix: '47' }),
  ];
  const codeFor = (item: typeof FOOD | typeof PRICE | null, industryCode: string | null) =>
    limitFor(limits, 'NO_REPEAT', { item, industryCode, on: ON })?.code;
  expect(codeFor(FOOD, '5211')).toBe('ALL');
  expect(codeFor(FOOD, '6220')).toBe('CATERING');
  expect(codeFor(FOOD, '6210')).toBe('RESTAURANTS');
  expect(codeFor(PRICE, '6210')).toBe('GENERAL');
  expect(codeFor(PRICE, '4710')).toBe('PRICE');
  expect(codeFor(null, null)).toBe('ALL');
  expect(limitFor(limits, 'NO_REPEAT', { item: PRICE, industryCode: null, on: ON })?.value).toBe(7);
});

test('Nobody is overdue before he has been there for the whole term, nor with enough inspections in it', () => {
  const atLeast = limit({ kind: 'AT_LEAST', value: 1, withinMonths: 24, industryPrefix: '62' });
  const subject = { openedOn: '2024-07-01', industryCode: '6210', inspections: [] };
  expect(isOverdue(atLeast, subject, ON)).toBe(true);
  expect(isOverdue(atLeast, { ...subject, openedOn: '2024-07-02' }, ON)).toBe(false);
  expect(isOverdue(atLeast, { ...subject, industryCode: '5211' }, ON)).toBe(false);
  expect(isOverdue(atLeast, { ...subject, inspections: [seen('2024-07-02')] }, ON)).toBe(false);
  expect(isOverdue(atLeast, { ...subject, inspections: [seen('2024-07-01')] }, ON)).toBe(true);
});
