import { FIND_HOUSEHOLD_BY_REGISTER_CODE, type HouseholdRow } from '../../store/households.js';
import { actorOf, type Context } from '../context.js';

/** A household of the caller's jurisdiction by its number in the register of a village; null otherwise. */
export async function findHousehold(
  context: Context,
  regionCode: string,
  registerCode: string,
): Promise<HouseholdRow | null> {
  const values = [regionCode, registerCode, actorOf(context).regionCodes];
  const [household] = await context.store.run(FIND_HOUSEHOLD_BY_REGISTER_CODE, values);
  return household ?? null;
}
