import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** Chance for many ids is drawn at once: asking the operating system for each would cost more than all the rest. */
const POOL_BYTES = 4_096;
const ID_BYTES = 16;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

function chance(): Uint8Array {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  // A copy: the id is made by writing into these bytes.
  return pool.slice(used - ID_BYTES, used);
}

/** A new UUIDv7. */
export function newId(): string {
  return uuidv7({ rng: chance });
}
