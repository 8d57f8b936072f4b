import type { MatterState } from '../../domain/approval-matter.js';
import { DomainError } from '../../domain/refusal.js';
import { FIND_MATTERS, LOCK_MATTER, type MatterRow } from '../../store/approval-matters.js';
import type { Unit } from '../../store/door.js';
import { actorOf, type Context } from '../context.js';
import { requireMatterState } from './require-matter-state.js';

/**
 * Locks a matter of the actor's office until the unit of work ends, so that what is done with it and its commitments follows each other.
 * One of another office is not found. Throws WRONG_STATE, saying where it stands, when it is in none of `states`.
 */
export async function lockMatter(
  context: Context,
  unit: Unit,
  matterId: string,
  states: readonly MatterState[],
): Promise<MatterRow> {
  const { officeId, regionCodes } = actorOf(context);
  const field = ['input', 'matterId'];
  const locked = await unit.run(LOCK_MATTER, [matterId, officeId]);
  const [matter] =
    locked.length === 0 ? [] : await unit.run(FIND_MATTERS, [[matterId], officeId, regionCodes]);
  if (matter === undefined) throw new DomainError('NOT_FOUND', { field });
  requireMatterState(matter, states, field);
  return matter;
}
