import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Candidate, fallOutReasons, type ScreeningRequirements } from './screening.js';

const HONEST: Candidate = {
  verdict: 'FAST_TRACK',
  reasonCode: 'REWARD',
  lists: [{ listCode: 'EXEMPLAR' }],
  gradeCode: 'A',
};
const ASKED: ScreeningRequirements = {
  verdicts: ['CLEAR', 'FAST_TRACK'],
  redListCodes: ['EXEMPLAR', 'TAX_A'],
  grade: { sector: 'construction', gradeCodes: ['A', 'B'] },
};

describe('A screening', () => {
  test('lets through whoever meets everything', () => {
    expect(fallOutReasons(HONEST, ASKED)).toEqual([]);
  });

  test('names every requirement that is not met, the verdict first', () => {
    const candidate: Candidate = {
      verdict: 'CAUTION',
      reasonCode: 'ON_ADVERSE_LIST',
      lists: [{ listCode: 'FOCUS' }],
      gradeCode: 'D',
    };
    expect(fallOutReasons(candidate, ASKED)).toEqual([
      'ON_ADVERSE_LIST',
      'NOT_ON_RED_LIST',
      'GRADE_NOT_ACCEPTED',
    ]);
  });

  test('tells whoever has no grade from whoever has another', () => {
    expect(fallOutReasons({ ...HONEST, gradeCode: null }, ASKED)).toEqual(['NOT_RATED']);
    expect(fallOutReasons({ ...HONEST, gradeCode: 'C' }, ASKED)).toEqual(['GRADE_NOT_ACCEPTED']);
  });

  test('asks for no list and no grade unless it is told to', () => {
    const bare = { ...HONEST, lists: [], gradeCode: null };
    expect(fallOutReasons(bare, { ...ASKED, redListCodes: null, grade: null })).toEqual([]);
  });

  test('lets through more when it asks for less', () => {
    const candidates = fc.record({
      verdict: fc.constantFrom<Candidate['verdict']>('CLEAR', 'FAST_TRACK', 'CAUTION', 'UNKNOWN'),
      reasonCode: fc.constant<Candidate['reasonCode']>('NOTHING_ADVERSE'),
      lists: fc.array(fc.record({ listCode: fc.constantFrom('EXEMPLAR', 'TAX_A', 'FOCUS') })),
      gradeCode: fc.constantFrom(null, 'A', 'B', 'C'),
    });
    fc.assert(
      fc.property(candidates, (candidate) => {
        const all = fallOutReasons(candidate, ASKED);
        const withoutGrade = fallOutReasons(candidate, { ...ASKED, grade: null });
        const verdictOnly = fallOutReasons(candidate, { ...ASKED, grade: null, redListCodes: null });
        expect(all).toEqual(expect.arrayContaining(withoutGrade));
        expect(withoutGrade).toEqual(expect.arrayContaining(verdictOnly));
      }),
    );
  });
});
