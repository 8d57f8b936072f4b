import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { FIND_HOUSEHOLDS, type HouseholdRow } from '../../store/households.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { actorOf, type Context } from '../context.js';

/**
 * Locks a household of the actor's jurisdiction and a person who joins or leaves it until the unit of work ends. Persons are
 * always locked before households, as acts on the files of persons do. `personOf` is asked only when the household is one that
 * the actor may change.
 */
export async function lockHousehold(
  context: Context,
  unit: Unit,
  householdId: string,
  personOf: (household: HouseholdRow) => Promise<string>,
): Promise<string> {
  const [household] = await unit.run(FIND_HOUSEHOLDS, [[householdId], actorOf(context).regionCodes]);
  if (household === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'householdId'] });
  const personId = await personOf(household);
  await unit.run(LOCK_SUBJECTS, [[personId]]);
  await unit.run(LOCK_SUBJECTS, [[householdId]]);
  return personId;
}
