import { parseCreditCode } from '../../domain/credit-code.js';
import { type EnterpriseRow, FIND_ENTERPRISE_BY_CODE } from '../../store/enterprises.js';
import type { Context } from '../context.js';

/** An enterprise or law firm by its unified social credit code; null when there is no file. */
export async function findEnterprise(context: Context, creditCode: string): Promise<EnterpriseRow | null> {
  const [enterprise] = await context.store.run(FIND_ENTERPRISE_BY_CODE, [
    parseCreditCode(creditCode, ['creditCode']),
  ]);
  return enterprise ?? null;
}
