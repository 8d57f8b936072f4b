import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type DrawnTarget, FIND_DRAWN_TARGET } from '../../store/spot-check-visits.js';
import { actorOf, type Context } from '../context.js';

/** What a draw of the actor's jurisdiction has drawn of an enterprise. Throws NOT_FOUND for the draw, or for what it has not drawn. */
export async function findDrawnTarget(
  context: Context,
  unit: Unit,
  { drawId, enterpriseId }: { readonly drawId: string; readonly enterpriseId: string },
): Promise<DrawnTarget> {
  const [target] = await unit.run(FIND_DRAWN_TARGET, [drawId, enterpriseId, actorOf(context).regionCodes]);
  if (target === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'drawId'] });
  const { place } = target;
  if (place === null) throw new DomainError('NOT_FOUND', { field: ['input', 'enterpriseId'] });
  return { ...target, place };
}
