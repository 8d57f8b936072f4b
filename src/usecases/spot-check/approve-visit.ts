import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { APPROVE_VISIT, FIND_OWN_SEAT } from '../../store/spot-check-visits.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { findDrawnTarget } from '../steps/find-drawn-target.js';

export interface ApproveVisitInput extends ActInput {
  readonly drawId: string;
  readonly enterpriseId: string;
  /** The day on which the inspectors are to come. */
  readonly visitOn: string;
}

/**
 * Approves the visit to what was drawn (批准检查): a second officer, who has neither prepared the draw nor goes himself. The inspectors are
 * those of the draw. A visit whose day passed before anybody was told is approved anew for another day.
 * Source: each inspection of an enterprise is approved (国办发〔2024〕54号) [S]; by whom [D].
 */
export function approveVisit(
  context: Context,
  input: ApproveVisitInput,
): Promise<Outcome<{ visitId: string }>> {
  return command(context, 'approveVisit', input, async (unit, trail) => {
    const { officerId } = actorOf(context);
    const { drawId, enterpriseId } = input;
    const target = await findDrawnTarget(context, unit, input);
    if (target.drawState !== 'DRAWN') throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
    const own = await unit.run(FIND_OWN_SEAT, [drawId, target.place, officerId]);
    if (target.preparedBy === officerId || own.length > 0) throw new DomainError('OWN_DRAFT');
    const field = ['input', 'visitOn'];
    const visitOn = parseCivilDate(input.visitOn, field);
    if (visitOn < context.today) throw new DomainError('DATE_IN_PAST', { field });
    const values = [context.newId(), drawId, target.place, visitOn, officerId, context.today];
    const [visit] = await unit.run(APPROVE_VISIT, values);
    if (visit === undefined) throw new DomainError('ALREADY_RECORDED', { field: ['input', 'enterpriseId'] });
    trail.subjectIds.add(enterpriseId);
    return { visitId: visit.id };
  });
}
