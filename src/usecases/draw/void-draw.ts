import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { VOID_DRAW } from '../../store/draws.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockOwnDraw } from '../steps/lock-own-draw.js';

export interface VoidDrawInput extends ActInput {
  readonly drawId: string;
  readonly reason: string;
}

/**
 * Gives up a draw before its randomness is witnessed (作废), with a reason. Afterwards it is too late: whoever could give up a draw
 * whose lots can be known would choose among lots.
 */
export function voidDraw(context: Context, input: VoidDrawInput): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'voidDraw', input, async (unit) => {
    const draw = await lockOwnDraw(context, unit, input.drawId);
    if (draw.state !== 'COMMITTED' && draw.state !== 'RANDOMNESS_ENTERED')
      throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
    const field = ['input', 'reason'];
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = parseText(input.reason, { field, max: 500 });
    await unit.run(VOID_DRAW, [draw.id, actorOf(context).officerId, reason]);
    return { drawId: draw.id };
  });
}
