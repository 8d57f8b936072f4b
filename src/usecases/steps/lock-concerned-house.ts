import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type ConcernedHouse, LOCK_CONCERNED_HOUSE } from '../../store/own-houses.js';
import { actorOf, type Context, hasRole } from '../context.js';

export type { ConcernedHouse };

/**
 * Locks a house that the actor has to do with: for station officers one of their jurisdiction, for anybody one that he owns or manages. Any other is not found,
 * exactly like one that does not exist.
 */
export async function lockConcernedHouse(
  context: Context,
  unit: Unit,
  houseId: string,
  field: readonly string[],
): Promise<ConcernedHouse> {
  const { regionCodes, personId } = actorOf(context);
  const reach = hasRole(context, 'STATION_OFFICER') ? regionCodes : [];
  const [house] = await unit.run(LOCK_CONCERNED_HOUSE, [houseId, reach, personId]);
  if (house === undefined) throw new DomainError('NOT_FOUND', { field });
  return house;
}
