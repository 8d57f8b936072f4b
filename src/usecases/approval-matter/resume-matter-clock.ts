import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { END_STOP, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { clockOfMatter } from '../steps/clock-of-matter.js';
import { lockMatter } from '../steps/lock-matter.js';

export interface ResumeMatterClockInput extends ActInput {
  readonly matterId: string;
}

/** Notes that the procedure for which the clock stood still ended today (恢复计时); the clock goes on tomorrow. Source: 行政许可法 art. 45 [L]. */
export function resumeMatterClock(
  context: Context,
  input: ResumeMatterClockInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'resumeMatterClock', input, async (unit, trail) => {
    const { matterId } = input;
    const { today } = context;
    const matter = await lockMatter(context, unit, matterId, ['ACCEPTED']);
    if (!matter.stops.some(({ to }) => to === null)) refuseRunning();
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const stops = matter.stops.map((stop) => ({ ...stop, to: stop.to ?? today }));
    const resumed: MatterRow = { ...matter, stops };
    const { dueOn, provisional } = clockOfMatter(resumed, today, settings);
    await unit.run(END_STOP, [matterId, today]);
    await unit.run(SAVE_MATTER, [JSON.stringify({ ...resumed, dueOn, dueIsProvisional: provisional })]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

function refuseRunning(): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'matterId'],
    explanation: { zh: '办理时限未中止计时。', en: 'The clock does not stand still.' },
  });
}
