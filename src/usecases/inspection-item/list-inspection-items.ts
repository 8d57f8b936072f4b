import type { CivilDate } from '../../domain/civil-date.js';
import { type InspectionItemRow, LIST_INSPECTION_ITEMS } from '../../store/inspection-items.js';
import type { Context } from '../context.js';

export type { InspectionItemRow };

/** The published list of what random inspections may look at, as it is in force on a day. */
export function listInspectionItems(context: Context, on: CivilDate): Promise<InspectionItemRow[]> {
  return context.store.run(LIST_INSPECTION_ITEMS, [on]);
}
