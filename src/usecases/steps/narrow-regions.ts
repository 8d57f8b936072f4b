import { coversRegion, isRegionCode, regionContains } from '../../domain/region.js';
import { DomainError } from '../../domain/refusal.js';
import { actorOf, type Context } from '../context.js';

/**
 * The region subtrees a list is narrowed to: what the caller asks for, inside what he may see. A region outside his
 * jurisdiction gives an empty list, like a region with nothing in it.
 */
export function narrowRegions(
  context: Context,
  regionCode: string | null | undefined,
  field: readonly string[],
): string[] {
  const { regionCodes } = actorOf(context);
  if (regionCode == null) return [...regionCodes];
  if (!isRegionCode(regionCode)) throw new DomainError('UNKNOWN_REGION', { field });
  if (coversRegion(regionCodes, regionCode)) return [regionCode];
  return regionCodes.filter((root) => regionContains(regionCode, root));
}
