import {
  COUNT_SPOT_CHECK_PLANS,
  LIST_SPOT_CHECK_PLANS,
  type SpotCheckPlanRow,
} from '../../store/spot-check-plans.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { SpotCheckPlanRow };

/** Plans of the jurisdiction, of one year or of all, newest first. */
export function listSpotCheckPlans(
  context: Context,
  year: number | null,
  request: PageRequest,
): Promise<Page<SpotCheckPlanRow>> {
  const values = [actorOf(context).regionCodes, year];
  return readPage(context.store, { list: LIST_SPOT_CHECK_PLANS, values, keys: 1 }, request);
}

export async function countSpotCheckPlans(context: Context, year: number | null): Promise<number> {
  return (await runOne(context.store, COUNT_SPOT_CHECK_PLANS, [actorOf(context).regionCodes, year])).count;
}
