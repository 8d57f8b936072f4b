import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.js';
import type { CivilDate, Instant } from './civil-date.js';

/** What is signed: the answer with everything it rested on, to whom it was given, and until when it may be relied on. */
export interface Receipt<Answer = unknown> {
  readonly format: typeof RECEIPT_FORMAT;
  readonly checkId: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly officerId: string;
  readonly matter: string;
  readonly purpose: string;
  readonly issuedAt: Instant;
  /** Last day on which the answer may be relied on without asking again. */
  readonly expiresOn: CivilDate;
  readonly answer: Answer;
}

export const RECEIPT_FORMAT = 'credit-receipt-1';

/** Protected header of the JSON Web Signature (RFC 7515, RFC 8037). */
export interface ReceiptHeader {
  readonly alg: 'EdDSA';
  readonly kid: string;
  readonly typ: 'credit-receipt+jws';
}

/** What the signature covers, and its hash, by which the receipt is known. */
export interface SigningInput {
  /** `BASE64URL(header).BASE64URL(payload)`, ASCII. */
  readonly text: string;
  /** SHA-256 of the payload: the canonical JSON of the receipt (RFC 8785), UTF-8. */
  readonly hash: Buffer;
}

/** Numbers in a receipt are whole and texts are well-formed, so that the canonical JSON of RFC 8785 is what `canonicalJson` writes. */
export function signingInput(receipt: Receipt, kid: string): SigningInput {
  const known = inputs.get(receipt);
  if (known?.kid === kid) return known;
  const payload = canonicalJson(receipt);
  const made = {
    kid,
    text: `${headerOf(kid)}.${base64url(payload)}`,
    hash: createHash('sha256').update(payload).digest(),
  };
  inputs.set(receipt, made);
  return made;
}

/** A receipt is never changed, and whoever has just signed it is about to hand it out. */
const inputs = new WeakMap<Receipt, SigningInput & { readonly kid: string }>();

/** The receipt as a compact JSON Web Signature. */
export function compactReceipt(receipt: Receipt, kid: string, signature: Uint8Array): string {
  return `${signingInput(receipt, kid).text}.${Buffer.from(signature).toString('base64url')}`;
}

/** The header of a key, written once: it is the same on every receipt. */
const headers = new Map<string, string>();

function headerOf(kid: string): string {
  const known = headers.get(kid);
  if (known !== undefined) return known;
  const made = base64url(
    canonicalJson({ alg: 'EdDSA', kid, typ: 'credit-receipt+jws' } satisfies ReceiptHeader),
  );
  headers.set(kid, made);
  return made;
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
