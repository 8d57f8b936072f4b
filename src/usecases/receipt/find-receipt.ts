import { receiptState } from '../../domain/receipt-state.js';
import { FIND_RECEIPT, type ReceiptRow } from '../../store/receipts.js';
import type { Context } from '../context.js';

/** What whoever holds a printed report may read of it. */
export interface PublicReceipt extends Omit<ReceiptRow, 'revokedAt'> {
  readonly state: ReturnType<typeof receiptState>;
}

/**
 * What stands on record under the address that a report leads to (回执核验): the id of its check and the first digits of the
 * hash. Null where they do not belong together: whoever guesses an id learns nothing. Lists, records, purpose and matter are nobody else's business.
 */
export async function findReceipt(
  { store, today }: Context,
  checkId: string,
  hashStart: string,
): Promise<PublicReceipt | null> {
  const [receipt] = await store.run(FIND_RECEIPT, [checkId]);
  if (!receipt?.hash.startsWith(hashStart)) return null;
  const { revokedAt, ...shown } = receipt;
  return { ...shown, state: receiptState(receipt, { revokedAt, today }) };
}
