import type { VisitState } from '../../domain/carry-out.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { LOCK_VISIT, type VisitRow } from '../../store/spot-check-visits.js';
import { actorOf, type Context } from '../context.js';
import { requireVisitState } from './require-visit-state.js';

/**
 * Locks a visit of the actor's jurisdiction until the unit of work ends, so that arrivals, replacements and results follow each other. One
 * elsewhere is not found. Throws WRONG_STATE, saying where it stands, when it is in none of `states`.
 */
export async function lockVisit(
  context: Context,
  unit: Unit,
  visitId: string,
  states: readonly VisitState[],
): Promise<VisitRow> {
  const field = ['input', 'visitId'];
  const [visit] = await unit.run(LOCK_VISIT, [visitId, actorOf(context).regionCodes]);
  if (visit === undefined) throw new DomainError('NOT_FOUND', { field });
  requireVisitState(visit, states, field);
  return visit;
}
