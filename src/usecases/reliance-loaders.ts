import type DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import {
  type AnswerChangeRow,
  CHANGES_OF_CHECKS,
  FIND_ANSWER_CHANGES,
  RELIANCES_OF_CHECKS,
  type RelianceRow,
} from '../store/reliances.js';
import {
  COUNT_DELIVERIES,
  type DeliveryRow,
  FIND_DELIVERIES,
  FIND_WEBHOOKS,
  LIST_DELIVERIES,
  type WebhookRow,
} from '../store/webhooks.js';
import type { Actor } from './actor.js';
import { countEach, manyEach, oneEach, pagesEach, perQuery } from './batches.js';
import type { Page, PageRequest } from './paging.js';

/** What follows the checks of the caller's own office. */
export interface RelianceLoaders {
  readonly relianceOfCheck: DataLoader<string, RelianceRow | null>;
  readonly changesOfCheck: DataLoader<string, AnswerChangeRow[]>;
  readonly answerChange: DataLoader<string, AnswerChangeRow | null>;
  readonly webhook: DataLoader<string, WebhookRow | null>;
  readonly webhookDelivery: DataLoader<string, DeliveryRow | null>;
  /** The same page of the deliveries of many webhooks that the caller has been shown, newest first. */
  deliveries(page: PageRequest): DataLoader<string, Page<DeliveryRow>>;
  readonly deliveryCount: DataLoader<string, number>;
}

export function makeRelianceLoaders(store: Store, actor: Actor | null): RelianceLoaders {
  const officeId = actor?.officeId ?? null;
  return {
    relianceOfCheck: oneEach(
      (ids) => store.run(RELIANCES_OF_CHECKS, [ids, officeId]),
      (row) => row.checkId,
    ),
    changesOfCheck: manyEach(
      (ids) => store.run(CHANGES_OF_CHECKS, [ids, officeId]),
      (row) => row.checkId,
    ),
    answerChange: oneEach(
      (ids) => store.run(FIND_ANSWER_CHANGES, [ids, officeId]),
      (row) => row.id,
    ),
    webhook: oneEach(
      (ids) => store.run(FIND_WEBHOOKS, [ids, officeId]),
      (row) => row.id,
    ),
    webhookDelivery: oneEach(
      (ids) => store.run(FIND_DELIVERIES, [ids, officeId]),
      (row) => row.id,
    ),
    deliveries: perQuery((page: PageRequest) =>
      pagesEach(store, LIST_DELIVERIES, page, { keys: 1, parentOf: (row) => row.webhookId }),
    ),
    deliveryCount: countEach((ids) => store.run(COUNT_DELIVERIES, [ids])),
  };
}
