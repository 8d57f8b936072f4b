import { DomainError } from '../../domain/refusal.js';
import { coversRegion, isRegionCode } from '../../domain/region.js';
import type { Unit } from '../../store/door.js';
import { FIND_REGIONS } from '../../store/regions.js';
import { actorOf, type Context } from '../context.js';

/** A village of the actor's jurisdiction, where something is to be registered. Regions are public, so one elsewhere is told as such. */
export async function readVillage(context: Context, unit: Unit, regionCode: string): Promise<string> {
  const field = ['input', 'regionCode'];
  const [region] = isRegionCode(regionCode) ? await unit.run(FIND_REGIONS, [[regionCode]]) : [];
  if (region?.level !== 'VILLAGE') throw new DomainError('UNKNOWN_REGION', { field });
  if (!coversRegion(actorOf(context).regionCodes, regionCode))
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  return regionCode;
}
