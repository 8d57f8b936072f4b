import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ADD_WEBHOOK, LIST_ACTIVE_WEBHOOKS } from '../../store/webhooks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RegisterWebhookInput extends ActInput {
  readonly url: string;
  readonly kinds: readonly string[];
}

const LONGEST_URL = 2_000;
/** More would be sent the same again and again. */
const MOST_OF_AN_OFFICE = 20;

/**
 * Registers an address at which a system of the office is told of changes. Only what the operator of this service has listed can be reached, so that
 * nobody makes it knock at doors inside the network. Throws HOST_NOT_ALLOWED, ALREADY_EXISTS, TOO_MANY_ITEMS, MISSING_VALUE.
 */
export function registerWebhook(
  context: Context,
  input: RegisterWebhookInput,
): Promise<Outcome<{ webhookId: string }>> {
  return command(context, 'registerWebhook', input, async (unit) => {
    const { officeId, officerId } = actorOf(context);
    const field = ['input', 'url'];
    const given = parseText(input.url, { field, max: LONGEST_URL });
    if (context.courier?.mayReach(given) !== true) throw new DomainError('HOST_NOT_ALLOWED', { field });
    // Written in one way only, so that one address is not told everything twice.
    const url = new URL(given).href;
    if (input.kinds.length === 0) throw new DomainError('MISSING_VALUE', { field: ['input', 'kinds'] });
    const active = await unit.run(LIST_ACTIVE_WEBHOOKS, [officeId]);
    if (active.some((one) => one.url === url)) throw new DomainError('ALREADY_EXISTS', { field });
    if (active.length >= MOST_OF_AN_OFFICE)
      throw new DomainError('TOO_MANY_ITEMS', { facts: { most: MOST_OF_AN_OFFICE } });
    const webhookId = context.newId();
    await unit.run(ADD_WEBHOOK, [webhookId, officeId, url, [...new Set(input.kinds)], officerId]);
    return { webhookId };
  });
}
