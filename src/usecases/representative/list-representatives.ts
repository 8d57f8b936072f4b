import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import {
  COUNT_REPRESENTATIVES,
  FIND_ENTERPRISE_IN_REACH,
  LIST_REPRESENTATIVES,
  type RepresentativeRow,
} from '../../store/representatives.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

/** Everybody who has been registered as representing an enterprise of the jurisdiction, newest first. Throws NOT_FOUND. */
export async function listRepresentatives(
  context: Context,
  creditCode: string,
  request: PageRequest,
): Promise<Page<RepresentativeRow>> {
  const values = [await enterpriseIn(context, creditCode)];
  return readPage(context.store, { list: LIST_REPRESENTATIVES, values, keys: 1 }, request);
}

export async function countRepresentatives(context: Context, creditCode: string): Promise<number> {
  const values = [await enterpriseIn(context, creditCode)];
  return (await runOne(context.store, COUNT_REPRESENTATIVES, values)).count;
}

async function enterpriseIn(context: Context, creditCode: string): Promise<string> {
  const field = ['creditCode'];
  const values = [parseCreditCode(creditCode, field), actorOf(context).regionCodes];
  const [enterprise] = await context.store.run(FIND_ENTERPRISE_IN_REACH, values);
  if (enterprise === undefined) throw new DomainError('NOT_FOUND', { field });
  return enterprise.id;
}
