import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { LOCK_HOUSE } from '../../store/rental-houses.js';
import { actorOf, type Context, hasRole } from '../context.js';

/**
 * Locks a house of the actor's jurisdiction for the rest of the unit of work, so that acts on one house follow each
 * other. Stations act on their own houses only, though a station of the town may look at those of its villages. A house
 * elsewhere is not found, exactly like one that does not exist.
 */
export async function lockHouse(context: Context, unit: Unit, houseId: string, field: readonly string[]) {
  const { regionCodes, officeId } = actorOf(context);
  const [house] = await unit.run(LOCK_HOUSE, [houseId, regionCodes]);
  const isOthers = hasRole(context, 'STATION_OFFICER') && house?.stationId !== officeId;
  if (house === undefined || isOthers) throw new DomainError('NOT_FOUND', { field });
  return house;
}
