import { randomFillSync } from 'node:crypto';

/** Chance is drawn for many ids at once: asking the operating system for each would cost more than the rest. */
const POOL_BYTES = 4_096;
const CHANCE_BYTES = 10;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

let lastMs = 0;
let sequence = 0;

/**
 * A new UUIDv7. Ids of one process rise strictly, also within a millisecond: the twelve bits after the version count.
 * Source: RFC 9562, sections 5.7 and 6.2 (method 1).
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    // More than 4,096 in a millisecond, or a clock that was set back: borrow from the next millisecond.
    lastMs += 1;
    sequence = 0;
  }
  if (used + CHANCE_BYTES > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const chance = pool.toString('hex', used, used + CHANCE_BYTES);
  used += CHANCE_BYTES;
  const time = lastMs.toString(16).padStart(12, '0');
  const count = sequence.toString(16).padStart(3, '0');
  const variant = ((parseInt(chance.charAt(0), 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${chance.slice(1, 4)}-${chance.slice(4, 16)}`;
}
