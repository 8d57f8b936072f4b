import { coversRegion } from '../../domain/region.js';
import { seesInternalRatings } from '../actor.js';
import { actorOf, type Context } from '../context.js';
import type { ChangedRating } from './rate-sectors.js';

/**
 * Of the ratings that an act has changed those that the actor may know: internal ones stay with the regulators of their
 * sector (不公开), and a household elsewhere is not told because one of its members is here. What is left out here is not kept with the
 * answer of the act either.
 */
export function tellChanges(context: Context, changes: readonly ChangedRating[]): ChangedRating[] {
  const actor = actorOf(context);
  return changes.filter(
    ({ sector, internal, regionCode }) =>
      coversRegion(actor.regionCodes, regionCode) && (!internal || seesInternalRatings(actor, sector)),
  );
}
