import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config.js';
import { signerOf } from './signer.js';
import type { Signer } from './usecases/signer.js';

/**
 * The key that signs receipts, an Ed25519 private key in PEM (PKCS #8). Demo mode makes one at the first start, written whole and
 * then put in place, so that of two first starters at once both use the same; in production the operator makes it and keeps it.
 *
 * @throws ConfigError when there is no such key.
 */
export async function openReceiptKey(path: string, { mayMake }: { mayMake: boolean }): Promise<Signer> {
  if (mayMake) await makeKey(path);
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch {
    throw new ConfigError(['RECEIPT_KEY_FILE cannot be read']);
  }
  return signerOf(privateKeyOf(pem));
}

function privateKeyOf(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, without what stood in the file.
  }
  throw new ConfigError(['RECEIPT_KEY_FILE must hold an Ed25519 private key in PEM']);
}

async function makeKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
