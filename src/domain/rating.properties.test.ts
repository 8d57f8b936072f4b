import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './civil-date.js';
import { bandOfScore, rate, type RatedRecord } from './rating.js';
import { type Band, bandByCode, checkStandard, type Indicator, type Standard } from './standard.js';

const TODAY = '2026-11-22';
const SOURCE = { instrument: 'Any standard', mark: 'D', checkedOn: '2026-11-01' } as const;
const LABEL = { zh: '任意', en: 'Any' };
const TYPES = ['CARE', 'FINE', 'FRAUD', 'HAZARD', 'VISIT'];

const anyDay = fc.integer({ min: -800, max: 400 }).map((days) => addDays(TODAY, days));
const anyFile = fc.uniqueArray(
  fc.record<RatedRecord>({
    id: fc.uuid(),
    type: fc.constantFrom(...TYPES),
    occurredOn: anyDay,
    endedOn: fc.option(anyDay),
    withdrawn: fc.boolean(),
    amountHundredths: fc.option(fc.nat(2_000_000)),
  }),
  { maxLength: 30, selector: ({ id }) => id },
);

const anyIndicator = fc
  .record({
    recordTypes: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
    pointsHundredths: fc.integer({ min: -500, max: 500 }),
    per: fc.constantFrom('EVENT' as const, 'AMOUNT' as const),
    validDays: fc.option(fc.integer({ min: 1, max: 800 })),
    capEvents: fc.option(fc.integer({ min: 1, max: 5 })),
    minCount: fc.integer({ min: 1, max: 4 }),
    directRank: fc.option(fc.integer({ min: 2, max: 4 })),
  })
  .map(({ capEvents, minCount, directRank, pointsHundredths, per, ...rest }) => {
    const isDirect = directRank !== null || pointsHundredths === 0;
    const isCapped = pointsHundredths !== 0 && (capEvents !== null || per === 'AMOUNT');
    return {
      ...rest,
      pointsHundredths,
      per: isCapped ? per : ('EVENT' as const),
      onlyWhileOpen: rest.validDays === null,
      ...(isDirect ? { minCount, setsGrade: `G${String(directRank ?? 2)}` } : {}),
      ...(isCapped ? { capHundredths: Math.abs(pointsHundredths) * (capEvents ?? 3) } : {}),
    };
  });

/** Any standard with four grades that could be put in force. */
const anyStandard = fc
  .record({
    indicators: fc.array(anyIndicator, { maxLength: 5 }),
    edges: fc.uniqueArray(fc.integer({ min: -3_000, max: 3_000 }), { minLength: 3, maxLength: 3 }),
    direction: fc.constantFrom<Standard['direction']>('HIGHER_IS_BETTER', 'HIGHER_IS_RISKIER'),
    baseHundredths: fc.integer({ min: -1_000, max: 1_000 }),
    evidence: fc.option(fc.constantFrom(...TYPES)),
  })
  .map(({ indicators, edges, direction, baseHundredths, evidence }): Standard => {
    return {
      sector: 'any',
      version: '1',
      title: LABEL,
      subjectKinds: ['ENTERPRISE'],
      inForceFrom: '2026-01-01',
      direction,
      internal: false,
      baseHundredths,
      source: SOURCE,
      indicators: indicators.map((each, at): Indicator => {
        return { ...each, code: `I${String(at)}`, label: LABEL, source: SOURCE };
      }),
      bands: bandsBetween(edges, direction),
      byDefault: evidence === null ? null : { evidence: [evidence], label: LABEL, colour: 'GREY' },
      upgrade: { mode: 'AT_ONCE' },
    };
  });

describe('any rating of any file by any standard', () => {
  it('rests on a standard that could be put in force', () => {
    fc.assert(
      fc.property(anyStandard, (standard) => {
        expect(checkStandard(standard)).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of the file', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        expect(rate(standard, [...file].reverse(), TODAY)).toEqual(rate(standard, file, TODAY));
      }),
    );
  });

  it('explains its score to the last hundredth, within each cap', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const { reasons, scoreHundredths } = rate(standard, file, TODAY);
        const points = total(reasons.map((reason) => reason.pointsHundredths));
        expect(standard.baseHundredths + points).toBe(scoreHundredths);
        for (const { code, capHundredths } of standard.indicators) {
          const own = reasons.filter(({ indicatorCode }) => indicatorCode === code);
          const beforeCap = total(own.map((reason) => reason.pointsBeforeCapHundredths));
          const cap = capHundredths ?? Infinity;
          const afterCap = total(own.map((reason) => reason.pointsHundredths));
          expect(afterCap).toBe(Math.max(-cap, Math.min(cap, beforeCap)));
        }
      }),
    );
  });

  it('grades by the worst of score and direct rules, or not at all', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const { basis, gradeCode, scoreHundredths, reasons } = rate(standard, file, TODAY);
        expect(gradeCode === null).toBe(basis === 'BY_DEFAULT');
        if (gradeCode === null) return;
        const direct = reasons.flatMap(({ setsGrade }) => setsGrade ?? []);
        const ranks = direct.map((code) => bandByCode(standard, code).rank);
        const worst = Math.max(bandOfScore(standard, scoreHundredths).rank, ...ranks);
        expect(bandByCode(standard, gradeCode).rank).toBe(worst);
      }),
    );
  });

  it('stays as it is until the first day on which a reason lapses, if nothing new happens', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const past = file.filter(({ occurredOn }) => occurredOn <= TODAY);
        const rating = rate(standard, past, TODAY);
        const lapses = rating.reasons.flatMap(({ lapsesOn }) => lapsesOn ?? []).sort();
        const lastDay = addDays(lapses[0] ?? addDays(TODAY, 500), -1);
        expect(lastDay >= TODAY).toBe(true);
        expect(rate(standard, past, lastDay)).toEqual(rating);
      }),
    );
  });

  it('takes no account of withdrawn, ended and future records', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const open = file.filter(
          (entry) => !entry.withdrawn && entry.occurredOn <= TODAY && (entry.endedOn ?? '9999') > TODAY,
        );
        const [all, some] = [rate(standard, file, TODAY), rate(standard, open, TODAY)];
        expect([all.scoreHundredths, all.reasons]).toEqual([some.scoreHundredths, some.reasons]);
      }),
    );
  });
});

function bandsBetween(edges: readonly number[], direction: Standard['direction']): Band[] {
  const rising = [...edges].sort((a, b) => a - b);
  return [null, ...rising].map((minHundredths, at) => {
    const rank = direction === 'HIGHER_IS_BETTER' ? rising.length + 1 - at : at + 1;
    const maxHundredths = rising[at] ?? null;
    return { code: `G${String(rank)}`, label: LABEL, colour: 'GREEN', rank, minHundredths, maxHundredths };
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
