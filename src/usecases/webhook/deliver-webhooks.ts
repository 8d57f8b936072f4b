import { civilDateOf } from '../../domain/civil-date.js';
import { afterAttempt, type Attempt, type DeliveryRule, signedText } from '../../domain/delivery.js';
import type { Door } from '../../store/door.js';
import {
  CLAIM_DELIVERIES,
  type ClaimedDelivery,
  NOTE_ATTEMPTS,
  type NotedAttempt,
  READ_DELIVERY_RULE,
} from '../../store/webhooks.js';
import type { Courier } from '../courier.js';
import type { Signer } from '../signer.js';

export interface Delivering {
  readonly door: Door;
  readonly courier: Courier;
  readonly signer: Signer;
  readonly signal: AbortSignal;
  now(): Date;
}

/** One that is away does not keep the others waiting: each has its share of a round. */
const MOST_OF_A_WEBHOOK = 10;
const MOST_AT_ONCE = 100;
/** A round takes at most the longest timeout; whoever has not said by then how it went is gone. */
const CLAIM_SECONDS = 120;

/**
 * Sends what is due, round by round, until nothing is. A message is sent at least once: it stays in the outbox until its receiver has answered, whatever
 * happens to this process, and its id lets the receiver know it again. The order of messages is not promised. Answers how many were delivered.
 */
export async function deliverWebhooks(delivering: Delivering): Promise<number> {
  const { door, signal, now } = delivering;
  let delivered = 0;
  for (;;) {
    signal.throwIfAborted();
    const moment = now();
    const [rule] = await door.for(null).run(READ_DELIVERY_RULE, [civilDateOf(moment)]);
    const claimed = rule === undefined ? [] : await claim(door, moment);
    if (rule === undefined || claimed.length === 0) return delivered;
    const { made, failures } = await attemptAll(delivering, claimed, rule);
    // What was broken off by a stop has not failed: it is tried again when the claim is over.
    const attempts = signal.aborted ? made.filter(({ state }) => state === 'DELIVERED') : made;
    await door.unattended((unit) =>
      unit.run(NOTE_ATTEMPTS, [JSON.stringify(attempts), moment.toISOString()]),
    );
    if (failures.length > 0) throw new AggregateError(failures, 'Attempts failed in this service itself.');
    delivered += attempts.filter(({ state }) => state === 'DELIVERED').length;
  }
}

function claim(door: Door, moment: Date): Promise<ClaimedDelivery[]> {
  const until = new Date(moment.getTime() + CLAIM_SECONDS * 1_000).toISOString();
  const values = [moment.toISOString(), until, MOST_OF_A_WEBHOOK, MOST_AT_ONCE];
  return door.unattended((unit) => unit.run(CLAIM_DELIVERIES, values));
}

/**
 * What this service itself fails at, such as a signature, is an outcome of that message and no other's: it is tried again like any, and the failures are told
 * to whoever looks after the service once everything else is noted.
 */
async function attemptAll(
  delivering: Delivering,
  claimed: readonly ClaimedDelivery[],
  rule: DeliveryRule,
): Promise<{ made: NotedAttempt[]; failures: unknown[] }> {
  const failures: unknown[] = [];
  const made = await Promise.all(
    claimed.map((one) =>
      attempt(delivering, one, rule).catch((error: unknown) => {
        failures.push(error);
        return noted(one, { isDelivered: false, outcome: 'FAILED' }, delivering.now(), rule);
      }),
    ),
  );
  return { made, failures };
}

function noted(
  { id, attempts }: ClaimedDelivery,
  made: Attempt,
  moment: Date,
  rule: DeliveryRule,
): NotedAttempt {
  return { id, outcome: made.outcome, ...afterAttempt(made, attempts, moment.toISOString(), rule) };
}

/** One attempt, signed anew: the time of the attempt is part of what is signed, so that nobody can send an old one again. */
async function attempt(
  { courier, signer, signal, now }: Delivering,
  claimed: ClaimedDelivery,
  rule: DeliveryRule,
): Promise<NotedAttempt> {
  const { id, url, body } = claimed;
  const moment = now();
  const timestamp = Math.floor(moment.getTime() / 1_000);
  const signature = await signer.sign(signedText(id, timestamp, body));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1a,${signature.toString('base64')}`,
    'webhook-key-id': signer.kid,
  };
  const { timeoutSeconds } = rule;
  const made = await courier.carry({ url, headers, body, timeoutSeconds, signal });
  return noted(claimed, made, moment, rule);
}
