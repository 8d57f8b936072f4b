import { parseBeaconValue } from '../../domain/draw-randomness.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_RANDOMNESS } from '../../store/draw-lists.js';
import { WITNESS_DRAW } from '../../store/draws.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockDraw } from '../steps/lock-draw.js';

export interface WitnessRandomnessInput extends ActInput {
  readonly drawId: string;
  /** Of a published value: the value once more, read from where it was published. */
  readonly value?: string | null | undefined;
}

/**
 * A second officer confirms the public randomness (见证): a published value by typing it himself, dice by having watched them. Nobody
 * witnesses what he has entered himself. From then on nothing can change what is drawn.
 */
export function witnessRandomness(
  context: Context,
  input: WitnessRandomnessInput,
): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'witnessRandomness', input, async (unit) => {
    const { officerId } = actorOf(context);
    const draw = await lockDraw(context, unit, input.drawId);
    if (draw.state === 'WITNESSED') throw new DomainError('ALREADY_RECORDED', { field: ['input', 'drawId'] });
    if (draw.state !== 'RANDOMNESS_ENTERED')
      throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
    const entered = await unit.run(READ_RANDOMNESS, [draw.id]);
    if (entered.some(({ enteredById }) => enteredById === officerId))
      throw new DomainError('OWN_DRAFT', { field: ['input', 'drawId'] });
    if (draw.randomnessKind === 'BEACON') requireSame(input.value, entered[0]?.value);
    await unit.run(WITNESS_DRAW, [draw.id, officerId, context.today]);
    return { drawId: draw.id };
  });
}

function requireSame(typed: string | null | undefined, entered: string | undefined): void {
  const field = ['input', 'value'];
  if (typed == null) throw new DomainError('MISSING_VALUE', { field });
  if (parseBeaconValue(typed, field) !== entered) throw new DomainError('VALUE_DIFFERS', { field });
}
