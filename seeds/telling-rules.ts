import type { EntityManager } from '@mikro-orm/core';
import { FeedbackRule } from '../src/store/tables/reliance.js';
import { DeliveryRule } from '../src/store/tables/webhook.js';
import { derivedId } from './derived-id.js';
import { readCatalogues } from './reference-files.js';

/** Until when feedback is due, and how often a webhook is tried. */
export async function saveTellingRules(em: EntityManager): Promise<void> {
  const { feedbackRules, deliveryRules } = readCatalogues();
  await em.upsertMany(
    FeedbackRule,
    feedbackRules.map((rule) => ({ ...rule, id: derivedId('feedback rule', rule.validFrom) })),
  );
  await em.upsertMany(
    DeliveryRule,
    deliveryRules.map((rule) => ({
      ...rule,
      delaysSeconds: [...rule.delaysSeconds],
      id: derivedId('delivery rule', rule.validFrom),
    })),
  );
}
