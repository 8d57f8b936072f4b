import {
  COUNT_INSPECTION_OBJECTS,
  type InspectionObjectRow,
  LIST_INSPECTION_OBJECTS,
} from '../../store/inspection-objects.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { narrowRegions } from '../steps/narrow-regions.js';

export type { InspectionObjectRow };

export interface InspectionObjectFilter {
  readonly kind?: string | null | undefined;
  readonly regionCode?: string | null | undefined;
  readonly withRetired?: boolean | null | undefined;
}

/** Products, projects and conduct of the jurisdiction that can be inspected (检查对象名录), by public id. */
export function listInspectionObjects(
  context: Context,
  filter: InspectionObjectFilter,
  request: PageRequest,
): Promise<Page<InspectionObjectRow>> {
  const values = valuesOf(context, filter);
  return readPage(context.store, { list: LIST_INSPECTION_OBJECTS, values, keys: 1 }, request);
}

export async function countInspectionObjects(
  context: Context,
  filter: InspectionObjectFilter,
): Promise<number> {
  return (await runOne(context.store, COUNT_INSPECTION_OBJECTS, valuesOf(context, filter))).count;
}

function valuesOf(context: Context, { kind, regionCode, withRetired }: InspectionObjectFilter): unknown[] {
  return [narrowRegions(context, regionCode, ['filter', 'regionCode']), kind ?? null, withRetired ?? false];
}
