import { statement } from './statement.js';

export interface ReceiptKeyRow {
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly announcedAt: string;
  readonly retiredAt: string | null;
  readonly revokedAt: string | null;
}

/**
 * The key `$1` takes over from whichever signed until now, and is answered. A key that comes back after a retirement takes over again;
 * one that was revoked never does: nothing is changed and nothing answered.
 */
export const ANNOUNCE_KEY = statement<{ kid: string }>(
  'announce-key',
  `with announced as (
     insert into receipt_key (kid, public_jwk) values ($1::text, $2::jsonb)
     on conflict (kid) do update set retired_at = null where receipt_key.revoked_at is null
     returning kid
   ), retired as (
     update receipt_key set retired_at = now()
     where kid <> $1::text and retired_at is null and exists (select from announced)
   )
   select kid from announced`,
);

export const LIST_RECEIPT_KEYS = statement<ReceiptKeyRow>(
  'list-receipt-keys',
  `select kid, public_jwk as "publicJwk", announced_at as "announcedAt", retired_at as "retiredAt", revoked_at as "revokedAt"
   from receipt_key order by announced_at desc, kid`,
);
