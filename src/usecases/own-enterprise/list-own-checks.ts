import { COUNT_OWN_CHECKS, LIST_OWN_CHECKS, type OwnCheckRow } from '../../store/representatives.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { findOwnEnterprise } from '../steps/find-own-enterprise.js';
import { logAccess, OWN_PURPOSE } from '../steps/log-access.js';

export type { OwnCheckRow };

/**
 * The checks about an enterprise that the caller represents, by whichever office, newest first: whoever is looked at can see who looked,
 * and for what.
 */
export async function listOwnChecks(
  context: Context,
  creditCode: string,
  request: PageRequest,
): Promise<Page<OwnCheckRow>> {
  const { id } = await findOwnEnterprise(context, creditCode);
  await logAccess(context, 'ownChecks', [id], OWN_PURPOSE);
  return readPage(context.store, { list: LIST_OWN_CHECKS, values: [id], keys: 1 }, request);
}

export async function countOwnChecks(context: Context, creditCode: string): Promise<number> {
  const { id } = await findOwnEnterprise(context, creditCode);
  return (await runOne(context.store, COUNT_OWN_CHECKS, [id])).count;
}
