import type { Unit } from '../../store/door.js';
import { FIND_SECTORS_BY_MEMBERS } from '../../store/touched-sectors.js';
import type { Trail } from '../command.js';
import { type ChangedRating, type Occasion, rateSectors } from './rate-sectors.js';

/** A household as an act has left it, and the ratings that followed as far as the actor may know them. */
export interface ChangedHousehold {
  readonly householdId: string;
  readonly changedRatings: readonly ChangedRating[];
}

/** After a change of its members: every sector that rates the household by them rates it anew. The caller has locked it. */
export async function rerateHousehold(
  unit: Unit,
  trail: Trail,
  householdId: string,
  { on, cause }: Occasion,
): Promise<ChangedRating[]> {
  trail.subjectIds.add(householdId);
  const touched = await unit.run(FIND_SECTORS_BY_MEMBERS, [householdId, on]);
  return rateSectors(unit, trail, touched, { on, cause });
}
