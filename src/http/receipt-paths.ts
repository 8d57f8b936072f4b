import { ID, globalId } from './global-id.js';

/** As many digits of the hash as tell one receipt from whatever somebody could make up in its place. */
export const SHOWN_HASH_DIGITS = 32;

/** Where anybody reads whether a receipt is on record. The id finds it by its key: no index on hashes has to be kept. */
export function receiptPath(checkId: string, hash: string): string {
  return `/receipts/${checkId}.${hash.slice(0, SHOWN_HASH_DIGITS)}`;
}

/** Where the office that asked reads its check as a report to be printed. */
export function reportPath(checkId: string): string {
  return `/checks/${globalId(ID.check, checkId)}/report.html`;
}
