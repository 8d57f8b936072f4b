import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface HeldName {
  release(): Promise<void>;
}

const AGAIN_AFTER_MS = 1_000;

/**
 * Holds an advisory lock named `name` on a connection of its own, and takes it again whenever that connection is lost.
 * PostgreSQL gives the lock up when the process dies, however it dies: that is how others learn of it.
 */
export function holdName(options: pg.ClientConfig, name: string): HeldName {
  const released = new AbortController();
  const holding = keepHolding(options, name, released.signal);
  return {
    release: async () => {
      released.abort();
      await holding;
    },
  };
}

async function keepHolding(options: pg.ClientConfig, name: string, released: AbortSignal): Promise<void> {
  while (!released.aborted) {
    const client = new pg.Client(options);
    const gone = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      released.addEventListener('abort', () => resolve());
    });
    try {
      await client.connect();
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
      await gone;
    } catch {
      // The database is away: everybody's names are free for the moment, and taken again when it is back.
    }
    await client.end().catch(() => undefined);
    await pause(AGAIN_AFTER_MS, undefined, { signal: released }).catch(() => undefined);
  }
}
