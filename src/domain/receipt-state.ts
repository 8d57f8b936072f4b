import type { CivilDate, Instant } from './civil-date.js';

/** What becomes of a receipt that somebody shows (回执核验). */
export type ReceiptState = 'VALID' | 'EXPIRED' | 'TAMPERED' | 'UNKNOWN_KEY' | 'NOT_ON_RECORD';

export interface DatedReceipt {
  readonly issuedAt: Instant;
  readonly expiresOn: CivilDate;
}

/**
 * Whether a genuine receipt may be relied on at `today`. That its key has become known to others later does not hurt a receipt
 * that is on record: nobody else can have put it there. One that was issued afterwards says nothing.
 * Source: term of a receipt, seeds/reference/check-policies.json [D].
 */
export function receiptState(
  { issuedAt, expiresOn }: DatedReceipt,
  { revokedAt, today }: { readonly revokedAt: Instant | null; readonly today: CivilDate },
): Extract<ReceiptState, 'VALID' | 'EXPIRED' | 'UNKNOWN_KEY'> {
  if (revokedAt !== null && Date.parse(revokedAt) <= Date.parse(issuedAt)) return 'UNKNOWN_KEY';
  return today > expiresOn ? 'EXPIRED' : 'VALID';
}
