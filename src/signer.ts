import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Signer } from './usecases/signer.js';

/**
 * Signs with an Ed25519 key: 30 µs, in the thread of the requests. The thread pool takes 44 to 72 µs, and under load waking it holds
 * the requests longer than signing does (docs/DECISIONS.md).
 */
export async function signerOf(key: KeyObject): Promise<Signer> {
  const publicJwk = createPublicKey(key).export({ format: 'jwk' }) as JWK;
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    publicJwk: { ...publicJwk },
    sign: (text) => Promise.resolve(sign(null, Buffer.from(text), key)),
  };
}
