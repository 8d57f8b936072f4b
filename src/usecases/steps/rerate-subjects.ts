import type { CivilDate } from '../../domain/civil-date.js';
import { programOf } from '../../domain/rating-program.js';
import { programJson } from '../../store/rating-sql.js';
import { RERATE, type RatingChange } from '../../store/ratings.js';
import { type PublishedStandard, standardInForce } from '../../store/standards.js';
import type { Queryable } from '../../store/statement.js';

export interface Rerating {
  readonly sector: string;
  readonly subjectIds: readonly string[];
  /** The day to rate on: today's civil date. */
  readonly on: CivilDate;
  /** What brought it about, for the history: the verb's name and the id of what it made. */
  readonly cause: string;
  /** The standard in force on that day, where the caller knows it already. */
  readonly standard?: PublishedStandard;
}

/** From so many neighbours on, reading a stretch of the index costs less than looking each of them up. */
const STRETCH = 100;

/**
 * Rates subjects anew by the standard in force and returns those whose rating changed. One statement for any number; before
 * the first standard of a sector nobody is rated.
 */
export async function rerateSubjects(
  unit: Queryable,
  { sector, subjectIds, on, cause, ...known }: Rerating,
): Promise<RatingChange[]> {
  const standard = known.standard ?? (await standardInForce(unit, sector, on));
  if (standard === null || subjectIds.length === 0) return [];
  const program = programJson(programOf(standard.definition, on));
  const values = [program, subjectIds, standard.id, cause];
  if (standard.definition.members !== undefined) return unit.run(RERATE.households, values);
  if (subjectIds.length === 1) return unit.run(RERATE.one, values);
  if (subjectIds.length < STRETCH) return unit.run(RERATE.few, values);
  const inOrder = [...subjectIds].sort();
  return unit.run(RERATE.range, [...values, inOrder[0], inOrder.at(-1)]);
}
