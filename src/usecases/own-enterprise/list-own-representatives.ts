import {
  COUNT_REPRESENTATIVES,
  LIST_REPRESENTATIVES,
  type RepresentativeRow,
} from '../../store/representatives.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { findOwnEnterprise } from '../steps/find-own-enterprise.js';
import { logAccess, OWN_PURPOSE } from '../steps/log-access.js';

/**
 * Everybody who has been registered as representing an enterprise that the caller represents, newest first: an enterprise can see whom
 * an office has let in in its name.
 */
export async function listOwnRepresentatives(
  context: Context,
  creditCode: string,
  request: PageRequest,
): Promise<Page<RepresentativeRow>> {
  const { id } = await findOwnEnterprise(context, creditCode);
  await logAccess(context, 'ownRepresentatives', [id], OWN_PURPOSE);
  return readPage(context.store, { list: LIST_REPRESENTATIVES, values: [id], keys: 1 }, request);
}

export async function countOwnRepresentatives(context: Context, creditCode: string): Promise<number> {
  const { id } = await findOwnEnterprise(context, creditCode);
  return (await runOne(context.store, COUNT_REPRESENTATIVES, [id])).count;
}
