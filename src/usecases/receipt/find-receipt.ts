import { receiptState } from '../../domain/receipt-state.js';
import { FIND_RECEIPT, type ShownReceipt } from '../../store/receipts.js';
import type { Context } from '../context.js';

export interface FoundReceipt {
  readonly state: ReturnType<typeof receiptState>;
  readonly receipt: ShownReceipt;
}

/**
 * What stands on record under the address that a report leads to (回执核验): the id of its check and the first digits of the
 * hash. Null where they do not belong together: whoever guesses an id learns nothing. Lists, records, purpose and matter are nobody else's business.
 */
export async function findReceipt(
  { store, today }: Context,
  checkId: string,
  hashStart: string,
): Promise<FoundReceipt | null> {
  const [found] = await store.run(FIND_RECEIPT, [checkId]);
  if (!found?.hash.startsWith(hashStart)) return null;
  const { revokedAt, ...receipt } = found;
  return { state: receiptState(receipt, { revokedAt, today }), receipt };
}
