import type { EntityManager } from '@mikro-orm/core';
import type { CivilDate } from '../src/domain/civil-date.js';
import type { Label, Source } from '../src/domain/standard.js';
import { FeedbackRule } from '../src/store/tables/reliance.js';
import { DeliveryRule } from '../src/store/tables/webhook.js';
import { derivedId } from './derived-id.js';
import { readSeed } from './reference-files.js';

interface FeedbackRuleEntry {
  readonly dueWorkingDays: number;
  readonly remindWorkingDays: number;
  readonly remedies: Label;
  readonly validFrom: CivilDate;
  readonly source: Source;
}

interface DeliveryRuleEntry {
  readonly delaysSeconds: readonly number[];
  readonly timeoutSeconds: number;
  readonly validFrom: CivilDate;
  readonly source: Source;
}

/** Until when feedback is due, and how often a webhook is tried. */
export async function saveTellingRules(em: EntityManager): Promise<void> {
  const feedback = readSeed<FeedbackRuleEntry[]>('reference/feedback-rules.json');
  await em.upsertMany(
    FeedbackRule,
    feedback.map(({ remedies, ...rule }) => ({
      ...rule,
      id: derivedId('feedback rule', rule.validFrom),
      remediesZh: remedies.zh,
      remediesEn: remedies.en,
    })),
  );
  const delivery = readSeed<DeliveryRuleEntry[]>('reference/delivery-rules.json');
  await em.upsertMany(
    DeliveryRule,
    delivery.map((rule) => ({
      ...rule,
      delaysSeconds: [...rule.delaysSeconds],
      id: derivedId('delivery rule', rule.validFrom),
    })),
  );
}
