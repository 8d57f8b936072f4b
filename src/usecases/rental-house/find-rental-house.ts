import { nameGrades } from '../../store/grades.js';
import { FIND_HOUSE_BY_ADDRESS_CODE, type HouseRow } from '../../store/rental-houses.js';
import { actorOf, type Context } from '../context.js';

/** A house of the caller's jurisdiction by the standard-address code of its door plate; null otherwise. */
export async function findRentalHouse(context: Context, addressCode: string): Promise<HouseRow | null> {
  const houses = await context.store.run(FIND_HOUSE_BY_ADDRESS_CODE, [
    addressCode,
    actorOf(context).regionCodes,
  ]);
  const [house] = await nameGrades(context.store, houses);
  return house ?? null;
}
