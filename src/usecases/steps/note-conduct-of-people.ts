import type { HouseRole } from '../../domain/house-tenure.js';
import { ADD_CONDUCT, READ_UNNOTED_CONDUCT } from '../../store/conduct.js';
import { LOCK_HOUSEHOLDS_OF_ALL } from '../../store/credit-files.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import type { Queryable } from '../../store/statement.js';
import type { Trail } from '../command.js';
import type { ChangedRating, Occasion } from './rate-sectors.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';

/** Houses to which something may have happened; the caller has locked them. */
export interface Happened extends Occasion {
  readonly houseIds: readonly string[];
  newId(): string;
}

const ROLES: readonly HouseRole[] = ['OWNER', 'MANAGER'];

/**
 * Brings into the files of owners and managers what happened to their houses and is not there yet: that they were filed, findings
 * for which they answer themselves, and rectifications that failed, each for whoever owned or managed the house on that day; and rates
 * them anew. Any number of houses at once; doing it again changes nothing.
 *
 * Locks persons after houses and before households, like everybody: two of these cannot wait for each other.
 * Source: conduct of the house, the owner and the manager goes into the file, Heshan urban villages [S]; which record it leaves is
 * data (`finding_record_type`, `house_role`) [D].
 */
export async function noteConductOfPeople(
  unit: Queryable,
  trail: Trail,
  { houseIds, on, cause, newId }: Happened,
): Promise<ChangedRating[]> {
  const unnoted = await unit.run(READ_UNNOTED_CONDUCT, [houseIds]);
  if (unnoted.length === 0) return [];
  const personIds = [...new Set(unnoted.map(({ personId }) => personId))];
  await unit.run(LOCK_SUBJECTS, [personIds]);
  await unit.run(LOCK_HOUSEHOLDS_OF_ALL, [personIds]);
  await unit.run(ADD_CONDUCT, [JSON.stringify(unnoted.map((conduct) => ({ ...conduct, id: newId() })))]);
  const changed: ChangedRating[] = [];
  // Role by role: an owner is not brought among the managers by what a manager has left undone.
  for (const role of ROLES) {
    const ofRole = unnoted.filter((conduct) => conduct.role === role);
    if (ofRole.length === 0) continue;
    const subjectIds = [...new Set(ofRole.map(({ personId }) => personId))];
    const recordTypes = [...new Set(ofRole.map(({ type }) => type))];
    changed.push(...(await rateTouchedSectors(unit, trail, { subjectIds, recordTypes, on, cause })));
  }
  return changed;
}
