import { DRAW_ALGORITHM } from '../../domain/draw.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type DrawRow, LOCK_DRAW } from '../../store/draws.js';
import { actorOf, type Context } from '../context.js';

/** A draw in which the caller's office takes part, held until the act is done. Throws NOT_FOUND, for an act on an old draw WRONG_STATE. */
export async function lockDraw(context: Context, unit: Unit, drawId: string): Promise<DrawRow> {
  const field = ['input', 'drawId'];
  const [draw] = await unit.run(LOCK_DRAW, [drawId, actorOf(context).officeId, context.today]);
  if (draw === undefined) throw new DomainError('NOT_FOUND', { field });
  if (draw.algorithm !== DRAW_ALGORITHM) throw new DomainError('WRONG_STATE', { field });
  return draw;
}
