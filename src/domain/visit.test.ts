import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AREA_KINDS, partFindings, type Present, presenceProblems, type VisitFacts } from './visit.js';

const RULES = { OFFICERS_PRESENT: 2, AUXILIARIES_IN_PUBLIC_AREA: 1, AUXILIARIES_IN_ROOMS: 0 };
const PEOPLE: Present[] = [
  { id: 'a', isOfficer: true, isAuxiliary: false },
  { id: 'b', isOfficer: true, isAuxiliary: false },
  { id: 'c', isOfficer: true, isAuxiliary: false },
  { id: 'x', isOfficer: false, isAuxiliary: true },
];
const PUBLIC = {
  kind: 'PUBLIC_AREA',
  room: null,
  consentReference: null,
  certificateNumber: null,
  auxiliaryIds: [],
} as const;

function codesOf(change: Partial<VisitFacts>, rules = RULES): string[] {
  const visit = { officerIds: ['a', 'b'], areas: [PUBLIC], recorderNumber: null, people: PEOPLE, ...change };
  return presenceProblems(visit, rules).map(({ code }) => code);
}

describe('a visit', () => {
  it('of two officers to public areas is in order; of three, too', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ officerIds: ['a', 'b', 'c'] })).toEqual([]);
  });

  it.each([
    ['one officer', ['a']],
    ['nobody named', ['a', null]],
    ['the same officer twice', ['a', 'a']],
    ['somebody of elsewhere', ['a', 'z']],
    ['an auxiliary', ['a', 'x']],
  ])('of %s lacks an officer', (_who, officerIds) => {
    expect(codesOf({ officerIds })).toEqual(['SECOND_OFFICER_REQUIRED']);
  });

  it('lacks one when the rule asks for three', () => {
    expect(codesOf({}, { ...RULES, OFFICERS_PRESENT: 3 })).toEqual(['SECOND_OFFICER_REQUIRED']);
  });

  it('may have auxiliaries outside, on record and unless the rule forbids it', () => {
    const areas = [{ ...PUBLIC, auxiliaryIds: ['x'] }];
    expect(codesOf({ areas, recorderNumber: '3' })).toEqual([]);
    expect(codesOf({ areas })).toEqual(['RECORDER_REQUIRED']);
    expect(codesOf({ areas, recorderNumber: '3' }, { ...RULES, AUXILIARIES_IN_PUBLIC_AREA: 0 })).toEqual([
      'AUXILIARY_NOT_ALLOWED',
    ]);
  });

  it('enters no room without exactly the right that it names, whatever else is said', () => {
    const anyText = fc.constantFrom(null, '12');
    const anyArea = fc.record({
      kind: fc.constantFrom(...AREA_KINDS),
      room: fc.constantFrom(null, '201'),
      consentReference: anyText,
      certificateNumber: anyText,
      auxiliaryIds: fc.constantFrom<readonly string[]>([], ['x']),
    });
    fc.assert(
      fc.property(anyArea, (area) => {
        const isInOrder = codesOf({ areas: [PUBLIC, area], recorderNumber: '3' }).length === 0;
        const right = {
          PUBLIC_AREA: [null, null, null],
          ROOM_WITH_CONSENT: ['201', '12', null],
          ROOM_WITH_CERTIFICATE: ['201', null, '12'],
          ROOM_REFUSED: ['201', null, null],
        }[area.kind];
        const said = [area.room, area.consentReference, area.certificateNumber];
        const isAlone = area.kind === 'PUBLIC_AREA' || area.auxiliaryIds.length === 0;
        expect(isInOrder).toBe(isAlone && JSON.stringify(said) === JSON.stringify(right));
      }),
    );
  });
});

describe('findings', () => {
  const anyFinding = fc.record({
    itemCode: fc.constantFrom('GAS', 'WIRING', 'FIRE_DOOR'),
    room: fc.constantFrom(null, '201', '202'),
  });
  const keyOf = ({ itemCode, room }: { itemCode: string; room: string | null }) =>
    `${itemCode} ${room ?? '-'}`;

  it('are each either new or open already, and none is lost or found twice', () => {
    fc.assert(
      fc.property(fc.array(anyFinding), fc.uniqueArray(anyFinding, { selector: keyOf }), (findings, open) => {
        const { fresh, seenAgain } = partFindings(findings, open);
        const found = new Set(findings.map(keyOf));
        const keys = [...fresh.map(keyOf), ...seenAgain.map(keyOf)];
        expect(new Set(keys)).toEqual(found);
        expect(keys).toHaveLength(found.size);
        for (const hazard of seenAgain) expect(open).toContain(hazard);
        const known = new Set(open.map(keyOf));
        for (const finding of fresh) expect(known.has(keyOf(finding))).toBe(false);
      }),
    );
  });
});
