import { describe, expect, it } from '@jest/globals';
import { COMMITMENT_KINDS, offerCommitments, type OfferFacts } from './commitment-offer.js';

const NO_SHORTCUT = {
  code: 'X',
  mustOrMay: 'MUST',
  effect: 'NO_COMMITMENT_SHORTCUT',
  legalBasis: '示例办法第一条',
} as const;

const BREACH = {
  type: 'COMMITMENT_BREACHED',
  occurredOn: '2026-06-01',
  documentNumber: null,
  measures: [],
};

const facts = (changes: Partial<OfferFacts> = {}): OfferFacts => ({
  item: {
    commitmentKinds: ['REPLACE_PAPERS', 'TOLERANCE'],
    noCommitmentReason: null,
    noCommitmentBasis: null,
  },
  subjectStatus: 'ACTIVE',
  lists: [],
  records: [],
  on: '2026-07-01',
  ...changes,
});

const codes = (changes: Partial<OfferFacts>) =>
  offerCommitments(facts(changes), COMMITMENT_KINDS).map(({ obstacles }) =>
    obstacles.map(({ code }) => code),
  );

describe('the offer of commitments', () => {
  it('is what the item offers, where nothing stands in the way', () => {
    expect(offerCommitments(facts(), COMMITMENT_KINDS)).toEqual([
      { kind: 'REPLACE_PAPERS', obstacles: [] },
      { kind: 'TOLERANCE', obstacles: [] },
      { kind: 'FILING', obstacles: [{ code: 'NOT_OF_THIS_ITEM', basis: null }] },
    ]);
  });

  it.each(['SAFETY', 'SECURITY', 'IRREPARABLE'] as const)(
    'is empty where the law forbids it: %s',
    (reason) => {
      const item = { commitmentKinds: [], noCommitmentReason: reason, noCommitmentBasis: '示例法第二条' };
      for (const { obstacles } of offerCommitments(facts({ item }), COMMITMENT_KINDS))
        expect(obstacles).toEqual([{ code: reason, basis: '示例法第二条' }]);
    },
  );

  it('is empty after a breach that is not repaired, and names it', () => {
    const records = [{ ...BREACH, documentNumber: '示例〔2026〕1号' }];
    const [first] = offerCommitments(facts({ records }), COMMITMENT_KINDS);
    expect(first?.obstacles).toEqual([
      { code: 'BREACH_NOT_REPAIRED', basis: '示例〔2026〕1号（2026-06-01）' },
    ]);
  });

  it('is empty while a list in use takes the shortcut away, and opens on the days on which its use is suspended', () => {
    const on = (suspendedUntilOn: string | null) =>
      codes({ lists: [{ measures: [NO_SHORTCUT], suspendedUntilOn }] })[0];
    expect([on(null), on('2026-06-30'), on('2026-07-01')]).toEqual([['MEASURE'], ['MEASURE'], []]);
  });

  it('is empty while a record carries that measure, told once for each legal basis', () => {
    const record = { ...BREACH, type: 'ADMINISTRATIVE_PENALTY', measures: [NO_SHORTCUT] };
    expect(codes({ records: [record, record] })[0]).toEqual(['MEASURE']);
  });

  it('is open under measures that take other things away', () => {
    const keyReview = { ...NO_SHORTCUT, effect: 'KEY_REVIEW' } as const;
    expect(codes({ lists: [{ measures: [keyReview], suspendedUntilOn: null }] })[0]).toEqual([]);
  });

  it('is empty for whoever is not on file or has left the register', () => {
    expect(codes({ subjectStatus: null })[0]).toEqual(['SUBJECT_UNKNOWN']);
    expect(codes({ subjectStatus: 'REVOKED' })[0]).toEqual(['SUBJECT_NOT_ACTIVE']);
  });

  it('names everything that stands in the way at once', () => {
    const lists = [{ measures: [NO_SHORTCUT], suspendedUntilOn: null }];
    expect(codes({ lists, records: [BREACH], subjectStatus: 'DEREGISTERED' })[2]).toEqual([
      'NOT_OF_THIS_ITEM',
      'SUBJECT_NOT_ACTIVE',
      'BREACH_NOT_REPAIRED',
      'MEASURE',
    ]);
  });
});
