import {
  COUNT_INSPECTIONS_OF_ENTERPRISE,
  type EnterpriseVisitRow,
  LIST_INSPECTIONS_OF_ENTERPRISE,
} from '../../store/enterprise-inspections.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { EnterpriseVisitRow };

/** The inspections of an enterprise of the jurisdiction, by whichever office, newest first. */
export function listInspectionsOfEnterprise(
  context: Context,
  enterpriseId: string,
  request: PageRequest,
): Promise<Page<EnterpriseVisitRow>> {
  return readPage(
    context.store,
    { list: LIST_INSPECTIONS_OF_ENTERPRISE, values: valuesOf(context, enterpriseId), keys: 2 },
    request,
  );
}

export async function countInspectionsOfEnterprise(context: Context, enterpriseId: string): Promise<number> {
  return (await runOne(context.store, COUNT_INSPECTIONS_OF_ENTERPRISE, valuesOf(context, enterpriseId)))
    .count;
}

function valuesOf(context: Context, enterpriseId: string): unknown[] {
  return [enterpriseId, actorOf(context).regionCodes];
}
