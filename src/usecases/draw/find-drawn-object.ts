import { type DrawnObjectRow, FIND_DRAWN_OBJECT } from '../../store/drawn-objects.js';
import type { Context } from '../context.js';

/** One object of a draw; the caller has been shown that he may see the draw. */
export async function findDrawnObject(
  context: Context,
  drawId: string,
  subjectId: string,
): Promise<DrawnObjectRow | null> {
  const [object] = await context.store.run(FIND_DRAWN_OBJECT, [drawId, subjectId]);
  return object ?? null;
}
