import { type CatalogueRow, LIST_APPROVAL_FIELDS } from '../../store/credit-checks.js';
import type { Context } from '../context.js';

/** The approval fields in which credit is checked. */
export function listApprovalFields(context: Context): Promise<CatalogueRow[]> {
  return context.store.run(LIST_APPROVAL_FIELDS, []);
}
