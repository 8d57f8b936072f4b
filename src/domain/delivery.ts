import type { Instant } from './civil-date.js';

/** How often and how long a message is tried; dated data. */
export interface DeliveryRule {
  /** Time to wait after the first failure, the second, and so on. After the last of them nothing is tried by itself any more. */
  readonly delaysSeconds: readonly number[];
  readonly timeoutSeconds: number;
}

/** What came of one attempt. `outcome` is for people who look after the endpoint: `HTTP_500`, `TIMEOUT`, `UNREACHABLE` … */
export interface Attempt {
  readonly isDelivered: boolean;
  readonly outcome: string;
}

export interface AfterAttempt {
  readonly state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP';
  readonly nextAt: Instant;
}

/**
 * What becomes of a delivery after an attempt, `failures` of which had failed before since it was put into the outbox. The delays are
 * fixed and have no part of chance, so that whoever looks after an endpoint can tell when it will be tried.
 * Source: Standard Webhooks, retry schedule [S]; the delays themselves are data [D].
 */
export function afterAttempt(
  attempt: Attempt,
  failures: number,
  now: Instant,
  rule: DeliveryRule,
): AfterAttempt {
  if (attempt.isDelivered) return { state: 'DELIVERED', nextAt: now };
  const delay = rule.delaysSeconds[failures];
  if (delay === undefined) return { state: 'GIVEN_UP', nextAt: now };
  return { state: 'WAITING', nextAt: new Date(Date.parse(now) + delay * 1_000).toISOString() };
}

/** What a signature covers: Standard Webhooks joins id, time and body by full stops. */
export function signedText(id: string, timestampSeconds: number, body: string): string {
  return `${id}.${timestampSeconds}.${body}`;
}
