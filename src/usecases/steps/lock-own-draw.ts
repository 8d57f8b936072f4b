import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import type { DrawRow } from '../../store/draws.js';
import { actorOf, type Context } from '../context.js';
import { lockDraw } from './lock-draw.js';

/** A draw that is held until the act is done, for acts that only the office does which has prepared the draw. */
export async function lockOwnDraw(context: Context, unit: Unit, drawId: string): Promise<DrawRow> {
  const draw = await lockDraw(context, unit, drawId);
  if (draw.officeId !== actorOf(context).officeId)
    throw new DomainError('NOT_FOUND', { field: ['input', 'drawId'] });
  return draw;
}
