import { COUNT_ENTERPRISES, type EnterpriseRow, LIST_ENTERPRISES } from '../../store/enterprises.js';
import { runOne } from '../../store/statement.js';
import { DomainError } from '../../domain/refusal.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { seesInternalRatings } from '../actor.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { narrowRegions } from '../steps/narrow-regions.js';

export type { EnterpriseRow };

export interface EnterpriseFilter {
  readonly regionCode?: string | null | undefined;
  /** Leading digits of the GB/T 4754 industry. */
  readonly industryCode?: string | null | undefined;
  readonly status?: string | null | undefined;
  /** Credit risk class; only for those who may see it, because a filter tells as much as a field. */
  readonly riskClass?: string | null | undefined;
}

/** Enterprises of the caller's jurisdiction by credit code. One statement for the page. */
export async function listEnterprises(
  context: Context,
  filter: EnterpriseFilter,
  request: PageRequest,
): Promise<Page<EnterpriseRow>> {
  return readPage(
    context.store,
    { list: LIST_ENTERPRISES, values: filterValues(context, filter), keys: 1 },
    request,
  );
}

export async function countEnterprises(context: Context, filter: EnterpriseFilter): Promise<number> {
  return (await runOne(context.store, COUNT_ENTERPRISES, filterValues(context, filter))).count;
}

function filterValues(context: Context, filter: EnterpriseFilter): unknown[] {
  if (filter.riskClass != null && !seesInternalRatings(context.actor, ENTERPRISE_RISK_SECTOR))
    throw new DomainError('FORBIDDEN');
  const regions = narrowRegions(context, filter.regionCode, ['filter', 'regionCode']);
  return [regions, filter.industryCode ?? null, filter.status ?? null, filter.riskClass ?? null];
}
