import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { LIST_OWN_ENTERPRISES, type OwnEnterpriseRow } from '../../store/representatives.js';
import { actorOf, type Context } from '../context.js';

/**
 * The enterprise with this credit code, which the caller represents today. Throws NOT_FOUND for one that he does not represent, exactly
 * like one that does not exist.
 */
export async function findOwnEnterprise(context: Context, creditCode: string): Promise<OwnEnterpriseRow> {
  const field = ['creditCode'];
  const code = parseCreditCode(creditCode, field);
  const { personId } = actorOf(context);
  const own =
    personId === null ? [] : await context.store.run(LIST_OWN_ENTERPRISES, [personId, context.today]);
  const found = own.find((enterprise) => enterprise.creditCode === code);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field });
  return found;
}
