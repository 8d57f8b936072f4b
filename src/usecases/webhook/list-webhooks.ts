import { runOne } from '../../store/statement.js';
import { COUNT_WEBHOOKS, LIST_WEBHOOKS, type WebhookRow } from '../../store/webhooks.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DeliveryRow, WebhookRow } from '../../store/webhooks.js';

/** Where systems of the caller's office are told, newest first, those that have ended included. */
export function listWebhooks(context: Context, request: PageRequest): Promise<Page<WebhookRow>> {
  const query = { list: LIST_WEBHOOKS, values: [actorOf(context).officeId], keys: 1 };
  return readPage(context.store, query, request);
}

export async function countWebhooks(context: Context): Promise<number> {
  return (await runOne(context.store, COUNT_WEBHOOKS, [actorOf(context).officeId])).count;
}
