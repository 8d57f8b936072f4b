import { COUNT_HOUSEHOLDS, type HouseholdRow, LIST_HOUSEHOLDS } from '../../store/households.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { narrowRegions } from '../steps/narrow-regions.js';

/** Households of the caller's jurisdiction, or of a region inside it, by village and number in its register. One statement for the page. */
export function listHouseholds(
  context: Context,
  regionCode: string | null,
  request: PageRequest,
): Promise<Page<HouseholdRow>> {
  const values = [narrowRegions(context, regionCode, ['regionCode'])];
  return readPage(context.store, { list: LIST_HOUSEHOLDS, values, keys: 2 }, request);
}

export async function countHouseholds(context: Context, regionCode: string | null): Promise<number> {
  const values = [narrowRegions(context, regionCode, ['regionCode'])];
  return (await runOne(context.store, COUNT_HOUSEHOLDS, values)).count;
}
