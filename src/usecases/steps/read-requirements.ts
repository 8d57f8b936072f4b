import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { ScreeningRequirements } from '../../domain/screening.js';
import type { Verdict } from '../../domain/verdict.js';
import { FIND_RED_LISTS } from '../../store/screenings.js';
import { type PublishedStandard, standardInForce } from '../../store/standards.js';
import type { Queryable } from '../../store/statement.js';

export interface GradeInput {
  readonly sector: string;
  readonly gradeCodes: readonly string[];
}

export interface RequirementsInput {
  /** CLEAR and FAST_TRACK when absent. */
  readonly verdicts?: readonly Verdict['verdict'][] | null | undefined;
  readonly redListCodes?: readonly string[] | null | undefined;
  readonly grade?: GradeInput | null | undefined;
}

/** What is asked for, and the standard that its grades are of. */
export interface ReadRequirements {
  readonly requirements: ScreeningRequirements;
  readonly standard: PublishedStandard | null;
}

const MOST_LISTS = 20;
const USUAL_VERDICTS: readonly Verdict['verdict'][] = ['CLEAR', 'FAST_TRACK'];

/**
 * What everybody in a screening must meet. Grades may be asked for where they are public: an internal risk class allocates inspections
 * and nothing else, and points never cost anybody anything.
 * Source: 企业信用风险分类不对外公布 [L]; points are incentives only [K].
 */
export async function readRequirements(
  queryable: Queryable,
  input: RequirementsInput,
  on: CivilDate,
  path: readonly string[],
): Promise<ReadRequirements> {
  const verdicts = input.verdicts ?? USUAL_VERDICTS;
  if (verdicts.length === 0) throw new DomainError('MISSING_VALUE', { field: [...path, 'verdicts'] });
  const redListCodes = await readRedLists(queryable, input.redListCodes ?? null, [...path, 'redListCodes']);
  const at = [...path, 'grade'];
  const standard = input.grade == null ? null : await readStandard(queryable, input.grade.sector, on, at);
  const grade = input.grade == null ? null : readGrade(input.grade, standard, at);
  return { requirements: { verdicts: [...new Set(verdicts)].sort(), redListCodes, grade }, standard };
}

async function readRedLists(
  queryable: Queryable,
  codes: readonly string[] | null,
  field: readonly string[],
): Promise<string[] | null> {
  if (codes === null) return null;
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (codes.length > MOST_LISTS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_LISTS } });
  const wanted = [...new Set(codes)].sort();
  const found = await queryable.run(FIND_RED_LISTS, [wanted]);
  if (found.length < wanted.length) throw new DomainError('UNKNOWN_CODE', { field });
  return wanted;
}

async function readStandard(
  queryable: Queryable,
  sector: string,
  on: CivilDate,
  path: readonly string[],
): Promise<PublishedStandard> {
  const field = [...path, 'sector'];
  const standard = await standardInForce(queryable, sector, on);
  if (standard === null) throw new DomainError('UNKNOWN_CODE', { field });
  const { internal, pointsScheme, subjectKinds } = standard.definition;
  if (internal) throw new DomainError('INTERNAL_CLASS_ONLY_ALLOCATES', { field });
  if (pointsScheme === true) throw new DomainError('POINTS_MUST_NOT_BURDEN', { field });
  if (!subjectKinds.some((kind) => kind === 'ENTERPRISE' || kind === 'LAW_FIRM'))
    throw new DomainError('UNKNOWN_CODE', { field });
  return standard;
}

function readGrade(
  { sector, gradeCodes }: GradeInput,
  standard: PublishedStandard | null,
  path: readonly string[],
): ScreeningRequirements['grade'] {
  const field = [...path, 'gradeCodes'];
  if (gradeCodes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  const known = new Set(standard?.definition.bands.map(({ code }) => code));
  if (!gradeCodes.every((code) => known.has(code))) throw new DomainError('UNKNOWN_GRADE', { field });
  return { sector, gradeCodes: [...new Set(gradeCodes)].sort() };
}
