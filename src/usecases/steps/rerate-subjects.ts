import type { CivilDate } from '../../domain/civil-date.js';
import type { Queryable } from '../../store/statement.js';
import { RERATE, type RatingChange } from '../../store/ratings.js';

export interface Rerating {
  readonly sector: string;
  readonly subjectIds: readonly string[];
  /** The day to rate on: today's civil date. */
  readonly on: CivilDate;
  /** What brought it about, for the history: the verb's name and the id of what it made. */
  readonly cause: string;
}

/** Rates subjects anew by the standard in force and returns those whose rating changed. One statement for any number. */
export function rerateSubjects(
  unit: Queryable,
  { sector, subjectIds, on, cause }: Rerating,
): Promise<RatingChange[]> {
  return unit.run(RERATE, [sector, subjectIds, on, cause]);
}
