import { DomainError } from '../../domain/refusal.js';
import { ACKNOWLEDGE_CHANGE } from '../../store/reliances.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface AcknowledgeAnswerChangeInput extends ActInput {
  readonly changeId: string;
}

/** Somebody of the office has read of a change. The first reader stays on record. */
export function acknowledgeAnswerChange(
  context: Context,
  input: AcknowledgeAnswerChangeInput,
): Promise<Outcome<{ changeId: string }>> {
  return command(context, 'acknowledgeAnswerChange', input, async (unit, trail) => {
    const { officeId, officerId } = actorOf(context);
    const [change] = await unit.run(ACKNOWLEDGE_CHANGE, [input.changeId, officeId, officerId, context.now]);
    if (change === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'changeId'] });
    if (change.subjectId !== null) trail.subjectIds.add(change.subjectId);
    trail.matter = change.matter;
    return { changeId: change.id };
  });
}
