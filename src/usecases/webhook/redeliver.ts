import { DomainError } from '../../domain/refusal.js';
import { LOCK_DELIVERY, REDELIVER } from '../../store/webhooks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RedeliverInput extends ActInput {
  readonly deliveryId: string;
}

/**
 * Puts a message back into the outbox, whatever became of it: the receiver may have lost it, too. It keeps its id, by which the receiver knows it
 * again. Throws WRONG_STATE when its address has ended, HOST_NOT_ALLOWED when the operator has taken it off the list.
 */
export function redeliver(context: Context, input: RedeliverInput): Promise<Outcome<{ deliveryId: string }>> {
  return command(context, 'redeliver', input, async (unit) => {
    const field = ['input', 'deliveryId'];
    const [delivery] = await unit.run(LOCK_DELIVERY, [input.deliveryId, actorOf(context).officeId]);
    if (delivery === undefined) throw new DomainError('NOT_FOUND', { field });
    if (delivery.endedAt !== null) throw new DomainError('WRONG_STATE', { field });
    if (context.courier?.mayReach(delivery.url) !== true)
      throw new DomainError('HOST_NOT_ALLOWED', { field });
    await unit.run(REDELIVER, [delivery.id, context.now]);
    return { deliveryId: delivery.id };
  });
}
