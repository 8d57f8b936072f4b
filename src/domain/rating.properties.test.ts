import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyFile as fileAround, anyStandard as standardOf } from '../../tests/support/any-standard.js';
import { checkStandard } from './check-standard.js';
import { addDays } from './civil-date.js';
import { bandOfScore, rate } from './rating.js';
import { programOf } from './rating-program.js';
import { bandByCode } from './standard.js';

const TODAY = '2026-11-22';
const anyStandard = standardOf();
const anyFile = fileAround(TODAY);

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
        const { least = -Infinity, most = Infinity } = standard.scoreHundredths ?? {};
        const points = total(reasons.map((reason) => reason.pointsHundredths));
        expect(Math.max(least, Math.min(most, standard.baseHundredths + points))).toBe(scoreHundredths);
        for (const { code, capHundredths = Infinity, category } of standard.indicators) {
          const own = reasons.filter(({ indicatorCode }) => indicatorCode === code);
          if (category === 'CAPPED') continue;
          expect(Math.abs(total(own.map((reason) => reason.pointsHundredths)))).toBeLessThanOrEqual(
            capHundredths,
          );
        }
        const capped = standard.indicators
          .filter(({ category }) => category === 'CAPPED')
          .map(({ code }) => code);
        const together = reasons.filter(({ indicatorCode }) => capped.includes(indicatorCode));
        expect(Math.abs(total(together.map((reason) => reason.pointsHundredths)))).toBeLessThanOrEqual(700);
      }),
    );
  });

  it('adds no more in a day, a month or a year than the caps of these allow', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const { reasons } = rate(standard, file, TODAY);
        const days = new Map(file.map(({ id, occurredOn }) => [id, occurredOn]));
        for (const { code, periodCapsHundredths: caps = {}, category } of standard.indicators) {
          if (category === 'CAPPED') continue;
          for (const [cap, length] of [
            [caps.day, 10],
            [caps.month, 7],
            [caps.year, 4],
          ] as const) {
            if (cap === undefined) continue;
            const sums = new Map<string, number>();
            for (const { indicatorCode, recordId, pointsHundredths } of reasons) {
              const period = days.get(recordId)?.slice(0, length) ?? '';
              if (indicatorCode === code) sums.set(period, (sums.get(period) ?? 0) + pointsHundredths);
            }
            for (const sum of sums.values()) expect(Math.abs(sum)).toBeLessThanOrEqual(cap);
          }
        }
      }),
    );
  });

  it('grades by the score, no worse than the best floor, then no better than the worst direct rule, or not at all', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const { basis, gradeCode, scoreHundredths, reasons } = rate(standard, file, TODAY);
        if (basis === 'NOT_RATED') expect(gradeCode).toBeNull();
        if (basis === 'BY_DEFAULT') expect(gradeCode).toBe(standard.byDefault?.gradeCode ?? null);
        if (basis !== 'RATED') return;
        const ranks = (codes: (string | null)[]) =>
          codes.flatMap((code) => (code === null ? [] : bandByCode(standard, code).rank));
        const floor = Math.min(Infinity, ...ranks(reasons.map(({ keepsGrade }) => keepsGrade)));
        const ceiling = Math.max(0, ...ranks(reasons.map(({ setsGrade }) => setsGrade)));
        const rank = Math.max(ceiling, Math.min(floor, bandOfScore(standard, scoreHundredths).rank));
        expect(bandByCode(standard, gradeCode ?? '').rank).toBe(rank);
      }),
    );
  });

  it('stays as it is until the day that it foresees, if nothing new happens', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const rating = rate(standard, file, TODAY);
        const lastDay = addDays(rating.nextChangeOn ?? addDays(TODAY, 500), -1);
        expect(lastDay >= TODAY).toBe(true);
        expect(rate(standard, file, lastDay)).toEqual(rating);
        const lapses = rating.reasons.flatMap(({ lapsesOn }) => lapsesOn ?? []);
        for (const lapse of lapses) expect(lapse > lastDay).toBe(true);
      }),
    );
  });

  it('takes no account of withdrawn, ended and future records', () => {
    fc.assert(
      fc.property(anyStandard, anyFile, (standard, file) => {
        const { asOf } = programOf(standard, TODAY);
        const open = file.filter(
          (entry) => !entry.withdrawn && entry.occurredOn <= asOf && (entry.endedOn ?? '9999') > TODAY,
        );
        const [all, some] = [rate(standard, file, TODAY), rate(standard, open, TODAY)];
        expect([all.scoreHundredths, all.reasons]).toEqual([some.scoreHundredths, some.reasons]);
      }),
    );
  });
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
