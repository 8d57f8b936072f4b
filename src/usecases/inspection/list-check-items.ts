import { type CheckItem, LIST_CHECK_ITEMS } from '../../store/hazards.js';
import type { Context } from '../context.js';

export type CheckItemRow = CheckItem;

/** The catalogue of what inspections of rental houses look at. */
export function listCheckItems(context: Context): Promise<CheckItemRow[]> {
  return context.store.run(LIST_CHECK_ITEMS, []);
}
