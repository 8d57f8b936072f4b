import type { VisitState } from '../../domain/carry-out.js';
import { COUNT_VISITS, LIST_VISITS, type VisitRow } from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export interface VisitFilter {
  readonly drawId: string | null;
  readonly state: VisitState | null;
}

/** Visits of the jurisdiction, newest first: of one draw, or in one state, or all. */
export function listVisits(
  context: Context,
  filter: VisitFilter,
  request: PageRequest,
): Promise<Page<VisitRow>> {
  return readPage(context.store, { list: LIST_VISITS, values: valuesOf(context, filter), keys: 1 }, request);
}

export async function countVisits(context: Context, filter: VisitFilter): Promise<number> {
  return (await runOne(context.store, COUNT_VISITS, valuesOf(context, filter))).count;
}

function valuesOf(context: Context, { drawId, state }: VisitFilter): unknown[] {
  return [actorOf(context).regionCodes, drawId, state];
}
