import { COUNT_OVERDUE, LIST_OVERDUE, type OverdueRow } from '../../store/enterprise-inspections.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { narrowRegions } from '../steps/narrow-regions.js';

export type { OverdueRow };

export interface OverdueFilter {
  readonly regionCode?: string | null | undefined;
  /** Code of one limit; all that ask for inspections when absent. */
  readonly limitCode?: string | null | undefined;
}

/** Enterprises of the jurisdiction that have not been inspected as often as a limit asks (逾期未检查), by credit code. */
export function listOverdueForInspection(
  context: Context,
  filter: OverdueFilter,
  request: PageRequest,
): Promise<Page<OverdueRow>> {
  return readPage(context.store, { list: LIST_OVERDUE, values: valuesOf(context, filter), keys: 2 }, request);
}

export async function countOverdueForInspection(context: Context, filter: OverdueFilter): Promise<number> {
  return (await runOne(context.store, COUNT_OVERDUE, valuesOf(context, filter))).count;
}

function valuesOf(context: Context, { regionCode, limitCode }: OverdueFilter): unknown[] {
  return [narrowRegions(context, regionCode, ['filter', 'regionCode']), context.today, limitCode ?? null];
}
