import type { Door } from '../../store/door.js';
import { ANNOUNCE_KEY } from '../../store/receipt-keys.js';
import type { Signer } from '../signer.js';

/** Publishes the key of this process before anything is signed with it; keys that signed before are retired, never forgotten. */
export async function announceKey(door: Door, { kid, publicJwk }: Signer): Promise<void> {
  await door.unattended((unit) => unit.run(ANNOUNCE_KEY, [kid, JSON.stringify(publicJwk)]));
}
