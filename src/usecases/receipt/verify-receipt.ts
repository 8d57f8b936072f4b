import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors, importJWK } from 'jose';
import { compactReceipt, type Receipt } from '../../domain/receipt.js';
import { type ReceiptState, receiptState } from '../../domain/receipt-state.js';
import { LIST_RECEIPT_KEYS } from '../../store/receipt-keys.js';
import { FIND_RECEIPT, type ShownReceipt } from '../../store/receipts.js';
import type { Context } from '../context.js';

export type { ShownReceipt };

export interface VerifiedReceipt {
  readonly state: ReceiptState;
  /** What it says; null unless this very text is on record. */
  readonly receipt: ShownReceipt | null;
  /** Which key it names; null where it names none. */
  readonly keyId: string | null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether a receipt that somebody shows is genuine, on record and still to be relied on (回执核验). The signature alone would not
 * do: a key may have become known to others, but nobody else can have put this very text on record, under this very key. What is on
 * record is canonical, so nothing else has to be asked of the payload; the rest must be what this service would write.
 */
export async function verifyReceipt({ store, today }: Context, jws: string): Promise<VerifiedReceipt> {
  const keyId = keyIdOf(jws);
  const nothing = (state: ReceiptState) => ({ state, receipt: null, keyId });
  if (keyId === null) return nothing('TAMPERED');
  const keys = await store.run(LIST_RECEIPT_KEYS, []);
  const key = keys.find(({ kid }) => kid === keyId);
  if (key === undefined) return nothing('UNKNOWN_KEY');
  const payload = await signedPayload(jws, key.publicJwk);
  if (payload === null) return nothing('TAMPERED');
  const hash = createHash('sha256').update(payload).digest('hex');
  const said = parsed(payload);
  const [found] = said === null ? [] : await store.run(FIND_RECEIPT, [said.checkId]);
  if (said === null || found?.hash !== hash || found.keyId !== keyId) return nothing('NOT_ON_RECORD');
  const signature = Buffer.from(jws.slice(jws.lastIndexOf('.') + 1), 'base64url');
  if (compactReceipt(said, keyId, signature) !== jws) return nothing('TAMPERED');
  const { revokedAt, ...receipt } = found;
  return { state: receiptState(receipt, { revokedAt, today }), receipt, keyId };
}

function keyIdOf(jws: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(jws);
    return typeof kid === 'string' ? kid : null;
  } catch {
    return null;
  }
}

async function signedPayload(
  jws: string,
  publicJwk: Readonly<Record<string, unknown>>,
): Promise<Buffer | null> {
  try {
    const key = await importJWK({ ...publicJwk }, 'EdDSA');
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
    return Buffer.from(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** A stolen key can sign anything: what has no id of a check cannot be on record. */
function parsed(payload: Buffer): Receipt | null {
  try {
    const receipt = JSON.parse(payload.toString('utf8')) as Receipt | null;
    return UUID.test(String(receipt?.checkId)) ? receipt : null;
  } catch {
    return null;
  }
}
