import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';

/** A public key in PEM, as an identity provider without JWKS hands it out, as a key set of one. */
export async function readPublicKey(path: string): Promise<JSONWebKeySet> {
  const key = createPublicKey(await readFile(path, 'utf8')).export({ format: 'jwk' });
  return { keys: [key] };
}
