import type { RatingRow } from '../../store/ratings.js';
import { seesInternalRatings } from '../actor.js';
import type { Context } from '../context.js';

/**
 * The current ratings of a subject that the caller may see: internal ones, such as the credit risk class of an
 * enterprise, stay with the regulators of their sector and with oversight (不公开).
 */
export async function listRatings(context: Context, subjectId: string): Promise<RatingRow[]> {
  const ratings = await context.loaders.ratings.load(subjectId);
  return ratings.filter(({ internal, sector }) => !internal || seesInternalRatings(context.actor, sector));
}
