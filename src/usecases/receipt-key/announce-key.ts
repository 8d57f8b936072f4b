import type { Door } from '../../store/door.js';
import { ANNOUNCE_KEY } from '../../store/receipt-keys.js';
import type { Signer } from '../signer.js';

/**
 * Publishes the key of this process before anything is signed with it; keys that signed before are retired, never forgotten.
 * Whether it may sign: a key that was revoked may not, and then nothing is changed.
 */
export async function announceKey(door: Door, { kid, publicJwk }: Signer): Promise<boolean> {
  const announced = await door.unattended((unit) => unit.run(ANNOUNCE_KEY, [kid, JSON.stringify(publicJwk)]));
  return announced.length > 0;
}
