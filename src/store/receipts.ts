import type { CivilDate, Instant } from '../domain/civil-date.js';
import type { Verdict } from '../domain/verdict.js';
import { statement } from './statement.js';

/** What of a receipt on record anybody may read who holds it. */
export interface ShownReceipt {
  /** SHA-256 of the receipt, hexadecimal. */
  readonly hash: string;
  readonly keyId: string;
  readonly officeName: string;
  readonly issuedAt: Instant;
  readonly expiresOn: CivilDate;
  readonly creditCode: string;
  readonly verdict: Verdict['verdict'];
}

export interface ReceiptRow extends ShownReceipt {
  /** When its key became known to others. */
  readonly revokedAt: Instant | null;
}

/** The receipt of the check `$1`, whichever office made it; none of a check from before receipts were signed. */
export const FIND_RECEIPT = statement<ReceiptRow>(
  'find-receipt',
  `select encode(c.receipt_hash, 'hex') as hash, c.key_id as "keyId", k.revoked_at as "revokedAt",
     c.receipt->>'officeName' as "officeName", c.receipt->>'issuedAt' as "issuedAt", c.receipt->>'expiresOn' as "expiresOn",
     c.credit_code as "creditCode", c.verdict
   from credit_check c join receipt_key k on k.kid = c.key_id where c.id = $1`,
);
