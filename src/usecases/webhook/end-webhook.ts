import { DomainError } from '../../domain/refusal.js';
import { END_WEBHOOK, FIND_WEBHOOKS, GIVE_UP_DELIVERIES } from '../../store/webhooks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface EndWebhookInput extends ActInput {
  readonly webhookId: string;
}

/** Nothing is sent to this address any more; what still waited for it is given up and stays on record. */
export function endWebhook(
  context: Context,
  input: EndWebhookInput,
): Promise<Outcome<{ webhookId: string }>> {
  return command(context, 'endWebhook', input, async (unit) => {
    const { officeId, officerId } = actorOf(context);
    const field = ['input', 'webhookId'];
    const [webhook] = await unit.run(FIND_WEBHOOKS, [[input.webhookId], officeId]);
    if (webhook === undefined) throw new DomainError('NOT_FOUND', { field });
    const ended = await unit.run(END_WEBHOOK, [webhook.id, officeId, officerId]);
    if (ended.length === 0) throw new DomainError('WRONG_STATE', { field });
    await unit.run(GIVE_UP_DELIVERIES, [webhook.id]);
    return { webhookId: webhook.id };
  });
}
