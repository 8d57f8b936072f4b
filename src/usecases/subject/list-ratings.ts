import type { CurrentRatingRow } from '../../store/ratings.js';
import { actorOf, type Context, hasRole } from '../context.js';

/**
 * The current ratings of a subject that the caller may see: internal ones, such as the credit risk class of an
 * enterprise, stay with the regulators of their sector and with oversight (不公开).
 */
export async function listRatings(context: Context, subjectId: string): Promise<CurrentRatingRow[]> {
  const ratings = await context.loaders.ratings.load(subjectId);
  return ratings.filter(({ internal, sector }) => !internal || mayRegulate(context, sector));
}

function mayRegulate(context: Context, sector: string): boolean {
  if (hasRole(context, 'AUDITOR')) return true;
  return hasRole(context, 'MARKET_REGULATOR') && actorOf(context).sectors.includes(sector);
}
