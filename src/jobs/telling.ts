import { setTimeout as pause } from 'node:timers/promises';
import { tellOfChanges } from '../usecases/reliance/tell-of-changes.js';
import { deliverWebhooks } from '../usecases/webhook/deliver-webhooks.js';
import type { WorkerParts } from './worker.js';

/** Soon after somebody's commit; a look at two empty queues costs next to nothing. */
const LOOK_EVERY_MS = 2_000;

/**
 * Tells offices of answers that have changed, and sends what stands in the outbox, until it is stopped. Both are queues of rows and not of jobs, because
 * triggers fill them: whoever changes a record waits for nobody's queue. Several processes may do it at once.
 */
export function startTelling(parts: WorkerParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const going = [goOn(parts, signal, tell), goOn(parts, signal, deliver)];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(going);
    },
  };
}

type Round = (parts: WorkerParts, signal: AbortSignal) => Promise<unknown>;

function tell({ door, newId }: WorkerParts, signal: AbortSignal): Promise<number> {
  return tellOfChanges({ door, newId, signal, now: new Date().toISOString() });
}

async function deliver({ door, sending }: WorkerParts, signal: AbortSignal): Promise<void> {
  if (sending !== undefined) await deliverWebhooks({ door, ...sending, signal, now: () => new Date() });
}

async function goOn(parts: WorkerParts, signal: AbortSignal, round: Round): Promise<void> {
  let hasFailed = false;
  while (!signal.aborted) {
    try {
      await round(parts, signal);
      hasFailed = false;
    } catch (error) {
      // While the database is away this would be said every two seconds.
      if (!signal.aborted && !hasFailed) parts.log.warn({ code: codeOf(error) }, 'Telling of changes failed');
      hasFailed = true;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name);
}
