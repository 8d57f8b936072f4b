import { RENTAL_MANAGER_SECTOR, RENTAL_OWNER_SECTOR } from '../../domain/sectors.js';
import type { RatingRow } from '../../store/ratings.js';
import { actorOf, type Context } from '../context.js';
import { logAccess, OWN_PURPOSE } from '../steps/log-access.js';

const OWN_SECTORS: readonly string[] = [RENTAL_OWNER_SECTOR, RENTAL_MANAGER_SECTOR];

/** What the caller himself is rated as an owner or manager of rental houses. Internal ratings never leave this way. */
export async function listOwnRatings(context: Context): Promise<RatingRow[]> {
  const { personId } = actorOf(context);
  if (personId === null) return [];
  await logAccess(context, 'ownRatings', [personId], OWN_PURPOSE);
  const ratings = await context.loaders.ratings.load(personId);
  return ratings.filter(({ internal, sector }) => !internal && OWN_SECTORS.includes(sector));
}
