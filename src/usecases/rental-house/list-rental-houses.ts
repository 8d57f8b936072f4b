import { nameGrades } from '../../store/grades.js';
import { COUNT_HOUSES, type HouseRow, LIST_HOUSES } from '../../store/rental-houses.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { narrowRegions } from '../steps/narrow-regions.js';

export interface HouseFilter {
  readonly regionCode?: string | null | undefined;
  /** Code of the tier; `NOT_RATED` for houses that nobody has looked at yet. */
  readonly tier?: string | null | undefined;
}

const NEVER_RATED = 'NOT_RATED';

/** Rental houses of the caller's jurisdiction by address code. One statement for the page. */
export async function listRentalHouses(
  context: Context,
  filter: HouseFilter,
  request: PageRequest,
): Promise<Page<HouseRow>> {
  const query = { list: LIST_HOUSES, values: filterValues(context, filter), keys: 1 };
  const page = await readPage(context.store, query, request);
  return { ...page, rows: await nameGrades(context.store, page.rows) };
}

export async function countRentalHouses(context: Context, filter: HouseFilter): Promise<number> {
  return (await runOne(context.store, COUNT_HOUSES, filterValues(context, filter))).count;
}

function filterValues(context: Context, { regionCode, tier }: HouseFilter): unknown[] {
  const regions = narrowRegions(context, regionCode, ['filter', 'regionCode']);
  return [regions, tier === NEVER_RATED ? '-' : (tier ?? null)];
}
