import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AnswerElement,
  type AnswerInFull,
  changeBetween,
  ELEMENT_KINDS,
  substanceOf,
} from './answer-substance.js';

const LISTED: AnswerInFull = {
  verdict: 'RESTRICTED',
  reasonCode: 'MANDATORY_RESTRICTION',
  on: '2026-07-01',
  lists: [
    {
      listCode: 'JUDGMENT_DEFAULTER',
      entryId: 'e1',
      suspendedUntilOn: null,
      objectedOn: null,
      repairAppliedOn: null,
      measures: [{ code: 'NO_PROCUREMENT' }],
    },
  ],
  records: [{ recordId: 'r1', type: 'COMMITMENT_BREACHED', measures: [] }],
};

const withEntry = (changes: Partial<AnswerInFull['lists'][number]>): AnswerInFull => ({
  ...LISTED,
  lists: LISTED.lists.map((entry) => ({ ...entry, ...changes })),
});

const anyElement = fc.record<AnswerElement>({
  kind: fc.constantFrom(...ELEMENT_KINDS),
  code: fc.constantFrom('A', 'B', 'C'),
  id: fc.constantFrom('1', '2', '3'),
});
const anySubstance = fc.record({
  verdict: fc.constantFrom('CLEAR' as const, 'CAUTION' as const),
  reasonCode: fc.constantFrom('NOTHING_ADVERSE' as const, 'ADVERSE_MEASURE' as const),
  elements: fc.uniqueArray(anyElement, { selector: ({ kind, code, id }) => `${kind} ${code} ${id}` }),
});

describe('the substance of an answer', () => {
  it('names every entry, record and measure that it rests on', () => {
    expect(substanceOf(LISTED)).toEqual({
      verdict: 'RESTRICTED',
      reasonCode: 'MANDATORY_RESTRICTION',
      elements: [
        { kind: 'LIST', code: 'JUDGMENT_DEFAULTER', id: 'e1' },
        { kind: 'MEASURE', code: 'NO_PROCUREMENT', id: 'e1' },
        { kind: 'RECORD', code: 'COMMITMENT_BREACHED', id: 'r1' },
      ],
    });
  });

  it('knows a suspension to its last day and not beyond', () => {
    const kinds = (suspendedUntilOn: string) =>
      substanceOf(withEntry({ suspendedUntilOn })).elements.map(({ kind }) => kind);
    expect(kinds('2026-07-01')).toContain('SUSPENSION');
    expect(kinds('2026-06-30')).not.toContain('SUSPENSION');
  });

  it('is another one when an objection or a repair is opened, whatever the verdict', () => {
    for (const changes of [{ objectedOn: '2026-06-01' }, { repairAppliedOn: '2026-06-01' }]) {
      const change = changeBetween(substanceOf(LISTED), substanceOf(withEntry(changes)));
      expect(change).toMatchObject({ added: [{ code: 'JUDGMENT_DEFAULTER', id: 'e1' }], removed: [] });
    }
  });

  it('is the same on another day, and in whatever order the elements come', () => {
    const { elements, ...rest } = substanceOf(LISTED);
    const another = substanceOf({ ...LISTED, on: '2027-01-01' });
    expect(changeBetween({ ...rest, elements: [...elements].reverse() }, another)).toBeNull();
  });
});

describe('the change between two answers', () => {
  it('turns one into the other: what was there, without what was removed, with what was added, is what is there', () => {
    fc.assert(
      fc.property(anySubstance, anySubstance, (before, after) => {
        const change = changeBetween(before, after) ?? { added: [], removed: [] };
        const name = ({ kind, code, id }: AnswerElement) => `${kind} ${code} ${id}`;
        const removed = new Set(change.removed.map(name));
        const made = [
          ...before.elements.map(name).filter((one) => !removed.has(one)),
          ...change.added.map(name),
        ];
        expect(made.sort()).toEqual(after.elements.map(name).sort());
      }),
    );
  });

  it('is none exactly when verdict, reason and elements are the same', () => {
    fc.assert(
      fc.property(anySubstance, (substance) => {
        expect(changeBetween(substance, substance)).toBeNull();
        expect(changeBetween(substance, { ...substance, verdict: 'RESTRICTED' })).not.toBeNull();
        expect(changeBetween(substance, { ...substance, reasonCode: 'REWARD' })).not.toBeNull();
      }),
    );
  });
});
