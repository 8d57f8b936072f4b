import type { Procedure } from '../../domain/approval-clock.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { BEGIN_STOP_FOR_PROCEDURE, SAVE_MATTER } from '../../store/approval-matters.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockMatter } from '../steps/lock-matter.js';

export interface StopMatterClockInput extends ActInput {
  readonly matterId: string;
  readonly procedure: Procedure;
  /** The written notice by which the applicant was told how long it takes. */
  readonly noticeNumber: string;
  /** The working days that it names. */
  readonly neededDays: number;
}

const LONGEST = 250;

/**
 * Stops the clock of an accepted application for a hearing, a test and the like (听证、检验、检测等不计入期限), of which the applicant is told in writing how
 * long it takes; one procedure at a time. Source: 行政许可法 art. 45 [L].
 */
export function stopMatterClock(
  context: Context,
  input: StopMatterClockInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'stopMatterClock', input, async (unit, trail) => {
    const { matterId, procedure, neededDays } = input;
    const matter = await lockMatter(context, unit, matterId, ['ACCEPTED']);
    if (matter.stops.some(({ to }) => to === null)) refuseStopped();
    const noticeNumber = parseText(input.noticeNumber, { field: ['input', 'noticeNumber'], max: 200 });
    if (neededDays < 1 || neededDays > LONGEST) {
      const facts = { min: 1, max: LONGEST };
      throw new DomainError('RULE_OUT_OF_BOUNDS', { field: ['input', 'neededDays'], facts });
    }
    const begun = [context.newId(), matterId, procedure, context.today, noticeNumber, neededDays];
    await unit.run(BEGIN_STOP_FOR_PROCEDURE, begun);
    await unit.run(SAVE_MATTER, [JSON.stringify({ ...matter, dueOn: null, dueIsProvisional: false })]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

function refuseStopped(): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'matterId'],
    explanation: { zh: '办理时限已经中止计时。', en: 'The clock stands still already.' },
  });
}
