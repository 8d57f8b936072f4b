import { DRAW_ALGORITHM } from '../../domain/draw.js';
import { type DrawRow, READ_DRAW } from '../../store/draws.js';
import type { Context } from '../context.js';

/** A draw that the public may recompute: of this algorithm, and drawn. Anything else was never there. */
export async function findPublicDraw(context: Context, drawId: string): Promise<DrawRow | null> {
  const [draw] = await context.store.run(READ_DRAW, [drawId, context.today]);
  const isPublic = draw?.state === 'DRAWN' || draw?.state === 'PUBLISHED';
  return draw !== undefined && isPublic && draw.algorithm === DRAW_ALGORITHM ? draw : null;
}
