import { setTimeout as pause } from 'node:timers/promises';
import type { Courier } from '../usecases/courier.js';
import { tellOfChanges, type Telling } from '../usecases/reliance/tell-of-changes.js';
import type { Signer } from '../usecases/signer.js';
import { deliverWebhooks } from '../usecases/webhook/deliver-webhooks.js';

/** By whom, and signed by whom, the systems of offices are told. */
export interface Sending {
  readonly courier: Courier;
  readonly signer: Signer;
}

export interface TellingParts extends Pick<Telling, 'door' | 'newId'> {
  /** Absent where systems of offices are not reached. */
  readonly sending?: Sending;
  readonly log: { warn(facts: object, message: string): void };
}

/** Soon after somebody's commit; a look at two empty queues costs next to nothing. */
const LOOK_EVERY_MS = 2_000;

/**
 * Tells offices of answers that have changed, and sends what stands in the outbox, until it is stopped. Both are queues of rows and not of jobs, because
 * triggers fill them: whoever changes a record waits for nobody's queue. Several processes may do it at once.
 */
export function startTelling(parts: TellingParts): { stop(): Promise<void> } {
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

type Round = (parts: TellingParts, signal: AbortSignal) => Promise<unknown>;

function tell({ door, newId }: TellingParts, signal: AbortSignal): Promise<number> {
  return tellOfChanges({ door, newId, signal, now: new Date().toISOString() });
}

async function deliver({ door, sending }: TellingParts, signal: AbortSignal): Promise<void> {
  if (sending !== undefined) await deliverWebhooks({ door, ...sending, signal, now: () => new Date() });
}

async function goOn(parts: TellingParts, signal: AbortSignal, round: Round): Promise<void> {
  let lastFailure: string | null = null;
  while (!signal.aborted) {
    const failure: string | null = await round(parts, signal).then(() => null, codeOf);
    // While the database is away the same would be said every two seconds.
    if (failure !== null && failure !== lastFailure && failure !== 'AbortError')
      parts.log.warn({ failure }, 'Telling of changes failed');
    lastFailure = failure;
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
