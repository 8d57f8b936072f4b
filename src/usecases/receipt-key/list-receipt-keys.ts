import { LIST_RECEIPT_KEYS, type ReceiptKeyRow } from '../../store/receipt-keys.js';
import type { Context } from '../context.js';

export type { ReceiptKeyRow };

/** The public halves of all keys that ever signed receipts, the newest first. */
export function listReceiptKeys({ store }: Context): Promise<ReceiptKeyRow[]> {
  return store.run(LIST_RECEIPT_KEYS, []);
}
