import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { DECIDE_RECUSAL, FIND_RECUSAL } from '../../store/recusals.js';
import { LOCK_VISIT } from '../../store/spot-check-visits.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface DecideRecusalInput extends ActInput {
  readonly recusalId: string;
  readonly isUpheld: boolean;
  readonly reason: string;
}

/**
 * Decides a request for recusal (回避决定), with reasons, by another officer than the one who recorded it and the inspector
 * himself. When it is upheld the inspector
 * cannot be at the visit any more; who comes instead is a replacement.
 */
export function decideRecusal(
  context: Context,
  input: DecideRecusalInput,
): Promise<Outcome<{ visitId: string }>> {
  return command(context, 'decideRecusal', input, async (unit, trail) => {
    const { officerId, regionCodes } = actorOf(context);
    const field = ['input', 'recusalId'];
    const [request] = await unit.run(FIND_RECUSAL, [input.recusalId]);
    if (request === undefined) throw new DomainError('NOT_FOUND', { field });
    const [visit] = await unit.run(LOCK_VISIT, [request.visitId, regionCodes]);
    if (visit === undefined) throw new DomainError('NOT_FOUND', { field });
    if ([request.recorderId, request.inspectorOfficerId].includes(officerId))
      throw new DomainError('OWN_DRAFT', { field });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 1000 });
    const state = input.isUpheld ? 'UPHELD' : 'DISMISSED';
    const values = [input.recusalId, state, officerId, context.today, reason];
    if ((await unit.run(DECIDE_RECUSAL, values)).length === 0)
      throw new DomainError('WRONG_STATE', { field });
    trail.subjectIds.add(visit.subjectId);
    return { visitId: visit.id };
  });
}
