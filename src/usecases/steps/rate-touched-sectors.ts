import type { Queryable } from '../../store/statement.js';
import { FIND_TOUCHED_SECTORS } from '../../store/touched-sectors.js';
import type { Trail } from '../command.js';
import { type ChangedRating, type Occasion, rateSectors } from './rate-sectors.js';

/** Records that were added, ended or withdrawn. */
export interface Touch extends Occasion {
  readonly subjectIds: readonly string[];
  readonly recordTypes: readonly string[];
}

/**
 * After anything that happened to records: every sector that looks at records of their types rates the subject anew, and the
 * households whose member he is or was where members count, in the same transaction. The caller has locked all of them.
 */
export async function rateTouchedSectors(
  unit: Queryable,
  trail: Trail,
  { subjectIds, recordTypes, on, cause }: Touch,
): Promise<ChangedRating[]> {
  for (const id of subjectIds) trail.subjectIds.add(id);
  const touched = await unit.run(FIND_TOUCHED_SECTORS, [subjectIds, recordTypes, on]);
  return rateSectors(unit, trail, touched, { on, cause });
}
