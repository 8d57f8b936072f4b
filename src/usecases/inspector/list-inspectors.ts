import type { CivilDate } from '../../domain/civil-date.js';
import { COUNT_INSPECTORS, type InspectorRow, LIST_INSPECTORS_OF_REGIONS } from '../../store/inspectors.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { InspectorRow };

export interface InspectorFilter {
  /** Only those in service whose certificate ends by this day. */
  readonly expiringBy?: CivilDate | null | undefined;
  readonly specialty?: string | null | undefined;
  readonly withRetired?: boolean | null | undefined;
}

/** Inspectors of the offices of the jurisdiction (检查人员名录), by certificate number. */
export function listInspectors(
  context: Context,
  filter: InspectorFilter,
  request: PageRequest,
): Promise<Page<InspectorRow>> {
  const values = valuesOf(context, filter);
  return readPage(context.store, { list: LIST_INSPECTORS_OF_REGIONS, values, keys: 1 }, request);
}

export async function countInspectors(context: Context, filter: InspectorFilter): Promise<number> {
  return (await runOne(context.store, COUNT_INSPECTORS, valuesOf(context, filter))).count;
}

function valuesOf(context: Context, { expiringBy, specialty, withRetired }: InspectorFilter): unknown[] {
  return [actorOf(context).regionCodes, expiringBy ?? null, specialty ?? null, withRetired ?? false];
}
