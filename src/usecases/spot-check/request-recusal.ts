import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ADD_RECUSAL } from '../../store/recusals.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { findSeat } from '../steps/find-seat.js';
import { lockVisit } from '../steps/lock-visit.js';
import { readSeats } from '../steps/read-seats.js';

export interface RequestRecusalInput extends ActInput {
  readonly visitId: string;
  /** Of the inspector who should not come. */
  readonly certificateNumber: string;
  readonly grounds: string;
}

/**
 * Records that whoever is visited asks for the recusal of an inspector (申请回避): in the term it was told, or until arrival where somebody
 * took a seat since. Source: recusal where interests conflict, on request [L].
 */
export function requestRecusal(
  context: Context,
  input: RequestRecusalInput,
): Promise<Outcome<{ visitId: string; recusalId: string }>> {
  return command(context, 'requestRecusal', input, async (unit, trail) => {
    const { visitId } = input;
    const visit = await lockVisit(context, unit, visitId, ['TOLD']);
    const field = ['input', 'certificateNumber'];
    const seat = findSeat(await readSeats(unit, visitId), input.certificateNumber, field);
    const until = visit.recusalUntilOn ?? visit.visitOn;
    if (seat.isDrawn && context.today > until) {
      throw new DomainError('WRONG_STATE', {
        field: ['input', 'visitId'],
        explanation: { zh: '申请回避的期限已过。', en: 'The term for requests of recusal has ended.' },
        facts: { recusalUntilOn: until },
      });
    }
    const grounds = parseText(input.grounds, { field: ['input', 'grounds'], max: 1000 });
    const { officerId } = actorOf(context);
    const recusalId = context.newId();
    const values = [recusalId, visitId, seat.inspectorId, grounds, context.today, officerId];
    if ((await unit.run(ADD_RECUSAL, values)).length === 0)
      throw new DomainError('ALREADY_RECORDED', { field });
    trail.subjectIds.add(visit.subjectId);
    return { visitId, recusalId };
  });
}
