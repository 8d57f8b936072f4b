import { nameGrades } from '../../store/grades.js';
import { LIST_OWN_HOUSES, type OwnHouseRow } from '../../store/own-houses.js';
import { actorOf, type Context } from '../context.js';
import { logAccess, OWN_PURPOSE } from '../steps/log-access.js';

export type { OwnHouseRow };

/**
 * The houses that the caller owns or manages now (房主本人查询), 500 at most; whoever has handed a house on sees nothing of it any more.
 * Each look is logged like an officer's, so that a person can be told who has looked, himself included.
 * Source: a person may see the reasons of an automated grade [L PIPL art. 24]; query log [L].
 */
export async function listOwnHouses(context: Context): Promise<OwnHouseRow[]> {
  const { personId } = actorOf(context);
  if (personId === null) return [];
  const houses = await context.store.run(LIST_OWN_HOUSES, [personId, context.today]);
  await logAccess(context, 'ownRentalHouses', [personId, ...houses.map(({ id }) => id)], OWN_PURPOSE);
  return nameGrades(context.store, houses);
}
