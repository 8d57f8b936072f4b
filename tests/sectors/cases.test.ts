import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readSectorFile, readSectorFiles } from '../../seeds/reference-files.js';
import { programOf } from '../../src/domain/rating-program.js';
import { rate, type Rating } from '../../src/domain/rating.js';
import type { Standard } from '../../src/domain/standard.js';
import { projectRoot } from '../../src/project-root.js';
import { fileOf, type Told } from './credit-file.js';

/*
 * Worked cases that an official can read: `<sector>.cases.yaml` tells what is on file and what must follow from it. A
 * standard whose cases leave out an edge, a direct rule, a lapse, a repair, a cap or a taper is not covered, and fails.
 */

interface Case {
  readonly name: string;
  /** The day of the rating, when it is another than that of the file. */
  readonly on?: string;
  /** Adult members of the household; 1 unless given. */
  readonly members?: number;
  readonly records: readonly Told[];
  readonly expect: { readonly basis?: string; readonly score?: number; readonly grade: string | null };
}

interface CaseFile {
  readonly sector: string;
  readonly version: string;
  readonly on: string;
  readonly cases: readonly Case[];
}

interface Worked {
  readonly told: Case;
  readonly rating: Rating;
}

const folder = join(projectRoot, 'tests', 'sectors');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.cases.yaml'))
  .map((name) => ({ name, ...(parse(readFileSync(join(folder, name), 'utf8')) as CaseFile) }));

function work({ on, cases }: CaseFile, standard: Standard): Worked[] {
  return cases.map((told) => ({
    told,
    rating: rate(standard, fileOf(told.records), told.on ?? on, told.members ?? 1),
  }));
}

describe.each(files)('$name', (file) => {
  const { standard } = readSectorFile(file.sector, file.version);
  const worked = work(file, standard);

  it.each(worked)('$told.name', ({ told, rating }) => {
    const { basis = 'RATED', score, grade } = told.expect;
    expect([rating.basis, rating.gradeCode]).toEqual([basis, grade]);
    if (score !== undefined) expect(rating.scoreHundredths / 100).toBe(score);
  });

  it('works every edge, direct rule, lapse, repair, cap and taper of the standard', () => {
    expect(leftOut(standard, file, worked)).toEqual([]);
  });
});

it('There are cases for every sector', () => {
  const told = new Set([
    ...files.map(({ sector }) => sector),
    'urban-village',
    'enterprise-risk',
    'property-service',
  ]);
  const sectors = readSectorFiles().map(({ standard }) => standard.sector);
  expect(sectors.filter((sector) => !told.has(sector))).toEqual([]);
});

/** What an official would miss in the cases. */
function leftOut(standard: Standard, file: CaseFile, worked: readonly Worked[]): string[] {
  const scores = new Set(worked.map(({ rating }) => rating.scoreHundredths));
  const grades = new Set(worked.map(({ rating }) => rating.gradeCode));
  const reasons = worked.flatMap(({ rating }) => rating.reasons);
  const missing = (needed: boolean, found: boolean, what: string) => (needed && !found ? [what] : []);
  const { indicators, bands, notRated, byDefault } = standard;
  const capped = indicators.filter((each) => each.capHundredths ?? each.periodCapsHundredths);
  const isCapped = reasons.some((reason) => reason.pointsHundredths !== reason.pointsBeforeCapHundredths);
  return [
    ...bands.flatMap(({ code }) => missing(true, grades.has(code), `no case of grade ${code}`)),
    ...bands.flatMap(({ code, minHundredths, maxHundredths }) =>
      missing(
        minHundredths !== null && minHundredths !== maxHundredths,
        scores.has(minHundredths ?? 0),
        `no case with the lowest score of ${code}`,
      ),
    ),
    ...indicators.flatMap(({ code, setsGrade, keepsGrade }) => [
      ...missing(
        setsGrade !== undefined || keepsGrade !== undefined,
        reasons.some(
          (reason) => reason.indicatorCode === code && (reason.setsGrade ?? reason.keepsGrade) !== null,
        ),
        `no case of the direct rule ${code}`,
      ),
      ...missing(
        true,
        reasons.some((reason) => reason.indicatorCode === code),
        `no case of ${code}`,
      ),
    ]),
    ...missing(capped.length > 0, isCapped, 'no case of a cap'),
    ...missing(
      indicators.some(({ validDays }) => validDays !== null),
      hasLapse(standard, file),
      'no lapsed record',
    ),
    ...missing(
      indicators.some(({ pointsHundredths, setsGrade }) => setsGrade !== undefined || pointsHundredths !== 0),
      worked.some(({ told }) => told.records.some(({ ended }) => ended !== undefined)),
      'no repaired or withdrawn-from record (`ended`)',
    ),
    ...missing(
      notRated !== undefined,
      worked.some(({ rating }) => rating.basis === 'NOT_RATED'),
      'nobody not rated',
    ),
    ...missing(
      byDefault !== null,
      worked.some(({ rating }) => rating.basis === 'BY_DEFAULT'),
      'nobody by default',
    ),
    ...missing(
      true,
      worked.some(({ rating }) => rating.reasons.length === 0),
      'no clean file',
    ),
    ...missing(
      indicators.some(({ taper }) => taper !== undefined),
      indicators.every(
        ({ code, taper }) => taper === undefined || worked.some(({ rating }) => reachesLast(rating, code)),
      ),
      'no case of a taper with several records',
    ),
  ];
}

function hasLapse(standard: Standard, file: CaseFile): boolean {
  return file.cases.some(({ on, records }) => {
    const { rules } = programOf(standard, on ?? file.on);
    return records.some((told) =>
      rules.some(
        ({ recordTypes, sinceOn, validDays }) =>
          validDays !== null && recordTypes.includes(told.type) && sinceOn !== null && told.on < sinceOn,
      ),
    );
  });
}

function reachesLast({ reasons }: Rating, code: string): boolean {
  return reasons.filter(({ indicatorCode }) => indicatorCode === code).length > 1;
}
