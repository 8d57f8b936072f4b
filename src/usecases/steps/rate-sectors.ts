import type { CivilDate } from '../../domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import type { SubjectKind } from '../../domain/standard.js';
import type { Unit } from '../../store/door.js';
import { readStandards } from '../../store/standards.js';
import type { TouchedSubject } from '../../store/touched-sectors.js';
import type { Trail } from '../command.js';
import { planInspections } from './plan-inspections.js';
import { rerateSubjects } from './rerate-subjects.js';

/** A rating that an act has changed: always the score or the standard, often the grade. */
export interface ChangedRating {
  readonly sector: string;
  readonly internal: boolean;
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly regionCode: string;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
}

export interface Occasion {
  /** The day to rate on: today's civil date. */
  readonly on: CivilDate;
  /** The verb's name and the id of what it made. */
  readonly cause: string;
}

/**
 * Rates subjects anew in their sectors and returns what has changed. Of rental houses the next due date follows at once. The
 * caller has locked the subjects.
 */
export async function rateSectors(
  unit: Unit,
  trail: Trail,
  touched: readonly TouchedSubject[],
  { on, cause }: Occasion,
): Promise<ChangedRating[]> {
  const bySector = new Map<string, TouchedSubject[]>();
  for (const one of touched) bySector.set(one.sector, [...(bySector.get(one.sector) ?? []), one]);
  const sectors = [...bySector];
  const standards = await readStandards(
    unit,
    sectors.map(([, [first]]) => first?.standardId ?? ''),
  );
  const changed: ChangedRating[] = [];
  for (const [index, [sector, subjects]] of sectors.entries()) {
    const standard = standards[index];
    if (standard == null) throw new Error(`The standard of ${sector} is gone.`);
    const subjectIds = subjects.map(({ subjectId }) => subjectId);
    const changes = await rerateSubjects(unit, { sector, subjectIds, on, cause, standard });
    if (sector === RENTAL_HOUSE_SECTOR) await planInspections(unit, subjectIds, { on, byAct: true });
    trail.rules[sector] = standard.definition.version;
    for (const id of subjectIds) trail.subjectIds.add(id);
    changed.push(...changes.flatMap((change) => describe(change, subjects)));
  }
  return changed;
}

function describe(
  change: { subjectId: string; gradeCode: string | null; formerGradeCode: string | null },
  subjects: readonly TouchedSubject[],
): ChangedRating[] {
  const subject = subjects.find(({ subjectId }) => subjectId === change.subjectId);
  if (subject === undefined) return [];
  const { sector, internal, subjectId, kind, regionCode } = subject;
  const grades = { gradeBefore: change.formerGradeCode, gradeAfter: change.gradeCode };
  return [{ sector, internal, subjectId, kind, regionCode, ...grades }];
}
