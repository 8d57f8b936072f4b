import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate } from './civil-date.js';
import {
  gradeInEffect,
  type Indicated,
  proposableChange,
  proposableFrom,
  type Standing,
} from './grade-in-effect.js';
import type { Band, Standard } from './standard.js';

const FIRST_DAY: CivilDate = '2026-01-01';
type Rules = Pick<Standard, 'bands' | 'upgrade' | 'downgrade'>;

/** Two to six grades whose ranks have gaps and stand in any order. */
const anyBands = fc
  .uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 })
  .map((ranks) =>
    ranks.map((rank): Band => {
      const label = { zh: `${rank} 级`, en: `Grade ${rank}` };
      return { code: `G${rank}`, label, colour: 'green', rank, minHundredths: null, maxHundredths: null };
    }),
  );

const anyRules: fc.Arbitrary<Rules> = fc.record({
  bands: anyBands,
  upgrade: fc.oneof(
    fc.constant({ mode: 'AT_ONCE' as const }),
    fc.record({ mode: fc.constant('ONE_STEP' as const), afterDays: fc.integer({ min: 0, max: 90 }) }),
  ),
  downgrade: fc.constantFrom({ mode: 'AT_ONCE' as const }, { mode: 'CONFIRMED' as const }),
});

const codeOf = ({ bands }: Rules) => fc.constantFrom(...bands.map(({ code }) => code));

/** Rules with two of their grades: the one in effect, and the one indicated. */
const anyTwoGrades = anyRules.chain((rules) =>
  fc.record({ rules: fc.constant(rules), former: codeOf(rules), indicated: codeOf(rules) }),
);

function rankOf({ bands }: Rules, code: string | null): number {
  const rank = bands.find((band) => band.code === code)?.rank;
  if (rank === undefined) throw new Error(`No band ${String(code)}`);
  return rank;
}

const rated = (gradeCode: string): Indicated => ({ basis: 'RATED', gradeCode });
const later = fc.integer({ min: 0, max: 200 }).map((days) => addDays(FIRST_DAY, days));

describe('The grade in effect', () => {
  test('is the former one or the one indicated, and the former one only where the standard holds it', () => {
    fc.assert(
      fc.property(anyTwoGrades, ({ rules, former, indicated }) => {
        const inEffect = gradeInEffect(rules, former, rated(indicated));
        const step = rankOf(rules, indicated) - rankOf(rules, former);
        const isHeld =
          (step < 0 && rules.upgrade.mode === 'ONE_STEP') ||
          (step > 0 && rules.downgrade?.mode === 'CONFIRMED');
        expect(inEffect).toBe(isHeld ? former : indicated);
      }),
    );
  });

  test('does not change when the same is indicated again', () => {
    fc.assert(
      fc.property(anyTwoGrades, ({ rules, former, indicated }) => {
        const once = gradeInEffect(rules, former, rated(indicated));
        expect(gradeInEffect(rules, once, rated(indicated))).toBe(once);
      }),
    );
  });

  test.each<[string, string | null]>([
    ['nobody has had one', null],
    ['the standard does not know the former one', 'OTHER'],
  ])('is at once the one indicated where %s', (_what, former) => {
    fc.assert(
      fc.property(anyTwoGrades, ({ rules, indicated }) => {
        expect(gradeInEffect(rules, former, rated(indicated))).toBe(indicated);
      }),
    );
  });

  test('is held for nobody who is not rated', () => {
    fc.assert(
      fc.property(
        anyTwoGrades,
        fc.constantFrom('BY_DEFAULT' as const, 'NOT_RATED' as const),
        ({ rules, former }, basis) => {
          expect(gradeInEffect(rules, former, { basis, gradeCode: null })).toBeNull();
        },
      ),
    );
  });
});

describe('The change that may be proposed', () => {
  const anyStanding = anyTwoGrades.chain(({ rules, former, indicated }) => {
    const isBetter = rankOf(rules, indicated) < rankOf(rules, former);
    return later.map((since) => {
      const betterSinceOn = isBetter ? since : null;
      const standing: Standing = { gradeCode: former, indicatedGradeCode: indicated, betterSinceOn };
      return { rules, standing, step: rankOf(rules, indicated) - rankOf(rules, former) };
    });
  });

  test('is none where the grade in effect is the one indicated', () => {
    fc.assert(
      fc.property(anyStanding, later, ({ rules, standing }, on) => {
        const settled = { ...standing, indicatedGradeCode: standing.gradeCode };
        expect(proposableChange(rules, settled, on)).toBeNull();
      }),
    );
  });

  test('upwards is none before the observation is over, and exactly one grade from that day on', () => {
    fc.assert(
      fc.property(anyStanding, later, ({ rules, standing, step }, on) => {
        fc.pre(step < 0);
        const from = proposableFrom(rules, standing);
        const change = proposableChange(rules, standing, on);
        if (from === null || on < from) {
          expect(change).toBeNull();
          return;
        }
        expect(change).toMatchObject({ fromGradeCode: standing.gradeCode, direction: 'UP' });
        const [present, next, indicated] = [
          standing.gradeCode,
          change?.toGradeCode ?? null,
          standing.indicatedGradeCode,
        ].map((code) => rankOf(rules, code)) as [number, number, number];
        expect(next).toBeLessThan(present);
        expect(next).toBeGreaterThanOrEqual(indicated);
        expect(rules.bands.filter(({ rank }) => rank > next && rank < present)).toEqual([]);
      }),
    );
  });

  test('downwards leads at once all the way to the grade indicated', () => {
    fc.assert(
      fc.property(anyStanding, later, ({ rules, standing, step }, on) => {
        fc.pre(step > 0);
        expect(proposableChange(rules, standing, on)).toEqual({
          fromGradeCode: standing.gradeCode,
          toGradeCode: standing.indicatedGradeCode,
          direction: 'DOWN',
        });
      }),
    );
  });

  test('leads in as many steps as there are grades between to the one indicated, and no further', () => {
    fc.assert(
      fc.property(anyStanding, ({ rules, standing, step }) => {
        fc.pre(step < 0);
        const between = rules.bands.filter(
          ({ rank }) =>
            rank < rankOf(rules, standing.gradeCode) && rank >= rankOf(rules, standing.indicatedGradeCode),
        );
        let present = standing;
        for (const _ of between) {
          const on = proposableFrom(rules, present) ?? FIRST_DAY;
          const change = proposableChange(rules, present, on);
          present = { ...present, gradeCode: change?.toGradeCode ?? null, betterSinceOn: on };
        }
        expect(present.gradeCode).toBe(standing.indicatedGradeCode);
        expect(proposableChange(rules, present, '2100-01-01')).toBeNull();
      }),
    );
  });
});
