import { parseBeaconValue, parseDice } from '../../domain/draw-randomness.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { ADD_RANDOMNESS, LIST_DICE_OFFICERS, READ_RANDOMNESS } from '../../store/draw-lists.js';
import { type DrawRow, NOTE_RANDOMNESS_ENTERED } from '../../store/draws.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockDraw } from '../steps/lock-draw.js';

export interface EnterRandomnessInput extends ActInput {
  readonly drawId: string;
  readonly value: string;
}

/**
 * Enters public randomness (录入公开随机数): his own throws of an officer who was named for it, or the published value. What has been
 * entered is never entered again, and throws are shown to nobody before all of them are in.
 */
export function enterRandomness(
  context: Context,
  input: EnterRandomnessInput,
): Promise<Outcome<{ drawId: string; isComplete: boolean }>> {
  return command(context, 'enterRandomness', input, async (unit, trail) => {
    const draw = await lockDraw(context, unit, input.drawId);
    if (draw.state === 'RANDOMNESS_ENTERED' || draw.state === 'WITNESSED')
      throw new DomainError('ALREADY_RECORDED', { field: ['input', 'drawId'] });
    if (draw.state !== 'COMMITTED') throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
    const isComplete =
      draw.randomnessKind === 'DICE'
        ? await enterDice(context, unit, draw, input.value)
        : await enterBeacon(context, unit, draw, input.value);
    if (isComplete) await unit.run(NOTE_RANDOMNESS_ENTERED, [draw.id]);
    trail.rules.draw = draw.algorithm;
    return { drawId: draw.id, isComplete };
  });
}

async function enterDice(context: Context, unit: Unit, draw: DrawRow, text: string): Promise<boolean> {
  const { officerId } = actorOf(context);
  const throwers = await unit.run(LIST_DICE_OFFICERS, [[draw.id]]);
  const mine = throwers.find((thrower) => thrower.officerId === officerId);
  if (mine === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'drawId'] });
  const rolls = parseDice(text, draw.diceEach ?? 1, ['input', 'value']);
  await add(context, unit, { drawId: draw.id, place: mine.place, value: rolls });
  return (await unit.run(READ_RANDOMNESS, [draw.id])).length === throwers.length;
}

async function enterBeacon(context: Context, unit: Unit, draw: DrawRow, text: string): Promise<boolean> {
  const { randomnessValueOn } = draw;
  // Before its day nobody can know the value: what is entered then was made up.
  if (randomnessValueOn === null || context.today < randomnessValueOn) {
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'drawId'],
      facts: { valueOn: randomnessValueOn ?? '' },
    });
  }
  const value = parseBeaconValue(text, ['input', 'value']);
  await add(context, unit, { drawId: draw.id, place: 1, value });
  return true;
}

async function add(
  context: Context,
  unit: Unit,
  { drawId, place, value }: { drawId: string; place: number; value: string },
): Promise<void> {
  const { officerId } = actorOf(context);
  const added = await unit.run(ADD_RANDOMNESS, [drawId, place, value, officerId, context.today]);
  if (added.length === 0) throw new DomainError('ALREADY_RECORDED', { field: ['input', 'value'] });
}
