import { DomainError } from '../../domain/refusal.js';
import { NOTE_DRAW_JOB } from '../../store/draws.js';
import { ADD_JOB, DRAW_JOB, READ_JOB } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockOwnDraw } from '../steps/lock-own-draw.js';

export interface DrawLotsInput extends ActInput {
  readonly drawId: string;
}

const MOST_ATTEMPTS = 8;

/**
 * Orders the drawing of lots (抽取) as a job. All of it is determined by now: drawing twice answers the same draw, and a job that was
 * killed comes to the same end when it is done again.
 */
export function drawLots(
  context: Context,
  input: DrawLotsInput,
): Promise<Outcome<{ drawId: string; jobId: string }>> {
  return command(context, 'drawLots', input, async (unit, trail) => {
    const actor = actorOf(context);
    const draw = await lockOwnDraw(context, unit, input.drawId);
    trail.rules.draw = draw.algorithm;
    const [former] = draw.jobId === null ? [] : await unit.run(READ_JOB, [draw.jobId]);
    const isDone = draw.state === 'DRAWN' || draw.state === 'PUBLISHED';
    if (former !== undefined && (isDone || former.state === 'QUEUED' || former.state === 'RUNNING'))
      return { drawId: draw.id, jobId: former.id };
    if (draw.state !== 'WITNESSED') throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
    const order = JSON.stringify({ drawId: draw.id });
    const values = [context.newId(), DRAW_JOB, actor.officeId, actor.officerId, order, MOST_ATTEMPTS];
    const { id: jobId } = await runOne(unit, ADD_JOB, values);
    await unit.run(NOTE_DRAW_JOB, [draw.id, jobId]);
    return { drawId: draw.id, jobId };
  });
}
