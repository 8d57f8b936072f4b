import { LIST_POINTS, type PointRow } from '../../store/spot-check-results.js';
import type { Context } from '../context.js';

export type { PointRow };

/** What is looked at for some inspection items, and at every visit; everything there is when no items are named. */
export function listPoints(context: Context, itemCodes: readonly string[] | null): Promise<PointRow[]> {
  return context.store.run(LIST_POINTS, [itemCodes]);
}
