import type { Instant } from '../domain/civil-date.js';
import type { DeliveryRule } from '../domain/delivery.js';
import { paged, statement } from './statement.js';

/** Where an office is told, and how that goes. */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly registeredBy: string;
  readonly registeredAt: Instant;
  readonly endedAt: Instant | null;
  readonly waiting: number;
  readonly givenUp: number;
  readonly lastDeliveredAt: Instant | null;
  readonly lastOutcome: string | null;
}

/** Each figure has its index, so that a webhook that has been in use for years is as quick to look at as a new one. */
const WEBHOOK = `
  select w.id, w.url, w.kinds, o.name as "registeredBy", w.registered_at as "registeredAt", w.ended_at as "endedAt",
    (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'WAITING') as waiting,
    (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'GIVEN_UP') as "givenUp",
    (select max(d.delivered_at) from webhook_delivery d where d.webhook_id = w.id) as "lastDeliveredAt",
    (select d.last_outcome from webhook_delivery d where d.webhook_id = w.id and d.last_attempt_at is not null
     order by d.last_attempt_at desc limit 1) as "lastOutcome"
  from webhook w join officer o on o.id = w.registered_by`;

/** Of the office `$2`. */
export const FIND_WEBHOOKS = statement<WebhookRow>(
  'find-webhooks',
  `${WEBHOOK} where w.id = any($1::uuid[]) and w.office_id = $2`,
);

/** Of the office `$1`, newest first. */
export const LIST_WEBHOOKS = paged<WebhookRow>(
  'list-webhooks',
  'desc',
  ({ order, beyond }) => `${WEBHOOK} where w.office_id = $1 and ($2::uuid is null or w.id ${beyond} $2::uuid)
   order by w.id ${order} limit $3`,
);

export const COUNT_WEBHOOKS = statement<{ count: number }>(
  'count-webhooks',
  'select count(*) from webhook where office_id = $1',
);

/** What the office `$1` has registered and not ended. */
export const LIST_ACTIVE_WEBHOOKS = statement<{ id: string; url: string }>(
  'list-active-webhooks',
  'select id, url from webhook where office_id = $1 and ended_at is null',
);

export const ADD_WEBHOOK = statement<{ id: string }>(
  'add-webhook',
  `insert into webhook (id, office_id, url, kinds, registered_by) values ($1, $2, $3, $4, $5) returning id`,
);

/** Waits for whoever is putting messages for it into the outbox. */
export const END_WEBHOOK = statement<{ id: string }>(
  'end-webhook',
  `update webhook set ended_at = clock_timestamp(), ended_by = $3 where id = $1 and office_id = $2 and ended_at is null returning id`,
);

/** What waits for the webhook `$1`, which has ended; a statement of its own, so that it sees what was put there before the end. */
export const GIVE_UP_DELIVERIES = statement<never>(
  'give-up-deliveries',
  `update webhook_delivery set state = 'GIVEN_UP', last_outcome = 'ENDED' where webhook_id = $1 and state = 'WAITING'`,
);

/** Webhooks of the offices `$1` that want to be told of changed answers. None of them ends until the unit of work does. */
export const WEBHOOKS_TO_TELL = statement<{ id: string; officeId: string }>(
  'webhooks-to-tell',
  `select id, office_id as "officeId" from webhook
   where office_id = any($1::uuid[]) and ended_at is null and 'ANSWER_CHANGED' = any(kinds) order by id for share`,
);

export interface NewDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly changeId: string;
  readonly body: string;
}

/** Puts messages into the outbox, to be tried from `$2` on; each element of `$1` is a `NewDelivery`. */
export const ADD_DELIVERIES = statement<never>(
  'add-deliveries',
  `insert into webhook_delivery (id, webhook_id, change_id, body, next_at)
   select n.id, n."webhookId", n."changeId", n.body, $2::timestamptz
   from jsonb_to_recordset($1::jsonb) as n(id uuid, "webhookId" uuid, "changeId" uuid, body text)`,
);

export interface ClaimedDelivery {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
}

/**
 * Takes what is due at `$1`, at most `$3` of each webhook and `$4` in all: nobody else tries them before `$2`, and somebody does after it if this process
 * should not live to say how it went. No transaction is open while the other side is waited for.
 */
export const CLAIM_DELIVERIES = statement<ClaimedDelivery>(
  'claim-deliveries',
  `with due as (
     select d.id, w.url from webhook w cross join lateral (
       select id from webhook_delivery where webhook_id = w.id and state = 'WAITING' and next_at <= $1::timestamptz
       order by next_at, id limit $3 for update skip locked
     ) d where w.ended_at is null limit $4
   )
   update webhook_delivery d set next_at = $2::timestamptz from due where d.id = due.id
   returning d.id, due.url, d.body, d.attempts`,
);

export interface NotedAttempt {
  readonly id: string;
  readonly state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP';
  readonly nextAt: Instant;
  readonly outcome: string;
}

/** How attempts at `$2` went; each element of `$1` is a `NotedAttempt`. What was ended meanwhile stays as it is. */
export const NOTE_ATTEMPTS = statement<never>(
  'note-attempts',
  `update webhook_delivery d set state = n.state, next_at = n."nextAt", attempts = d.attempts + 1, last_attempt_at = $2::timestamptz,
     last_outcome = n.outcome, delivered_at = case n.state when 'DELIVERED' then $2::timestamptz end
   from jsonb_to_recordset($1::jsonb) as n(id uuid, state text, "nextAt" timestamptz, outcome text)
   where d.id = n.id and d.state = 'WAITING'`,
);

/** The rule on the day `$1`. */
export const READ_DELIVERY_RULE = statement<DeliveryRule>(
  'read-delivery-rule',
  `select delays_seconds as "delaysSeconds", timeout_seconds as "timeoutSeconds" from delivery_rule
   where valid_from <= $1::date order by valid_from desc limit 1`,
);

export interface DeliveryRow {
  readonly id: string;
  readonly webhookId: string;
  readonly changeId: string;
  readonly state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP';
  readonly attempts: number;
  readonly nextAt: Instant;
  readonly lastAttemptAt: Instant | null;
  readonly lastOutcome: string | null;
  readonly deliveredAt: Instant | null;
}

const DELIVERY = `
  select d.id, d.webhook_id as "webhookId", d.change_id as "changeId", d.state, d.attempts, d.next_at as "nextAt", d.last_attempt_at as "lastAttemptAt",
    d.last_outcome as "lastOutcome", d.delivered_at as "deliveredAt"
  from webhook_delivery d join webhook w on w.id = d.webhook_id`;

/** Of the office `$2`. */
export const FIND_DELIVERIES = statement<DeliveryRow>(
  'find-deliveries',
  `${DELIVERY} where d.id = any($1::uuid[]) and w.office_id = $2`,
);

/** The same page of the deliveries of each of the webhooks `$1`, newest first. */
export const LIST_DELIVERIES = paged<DeliveryRow>(
  'list-deliveries',
  'desc',
  ({ order, beyond }) => `
   select d.* from unnest($1::uuid[]) as asked(id) cross join lateral (
     ${DELIVERY} where d.webhook_id = asked.id and ($2::uuid is null or d.id ${beyond} $2::uuid)
     order by d.id ${order} limit $3
   ) d`,
);

export const COUNT_DELIVERIES = statement<{ id: string; count: number }>(
  'count-deliveries',
  `select webhook_id as id, count(*) from webhook_delivery where webhook_id = any($1::uuid[]) group by webhook_id`,
);

/** Its webhook does not end until the unit of work does. */
export const LOCK_DELIVERY = statement<{ id: string; url: string; endedAt: Instant | null }>(
  'lock-delivery',
  `select d.id, w.url, w.ended_at as "endedAt" from webhook_delivery d join webhook w on w.id = d.webhook_id
   where d.id = $1 and w.office_id = $2 for share of w`,
);

/** Back into the outbox, with all its attempts before it, from `$2` on. */
export const REDELIVER = statement<{ id: string }>(
  'redeliver',
  `update webhook_delivery set state = 'WAITING', attempts = 0, next_at = $2::timestamptz, delivered_at = null where id = $1 returning id`,
);
