import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { LOCK_INSPECTION_OBJECT, RETIRE_INSPECTION_OBJECT } from '../../store/inspection-objects.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RetireInspectionObjectInput extends ActInput {
  readonly objectId: string;
  readonly reason: string;
}

/** Takes an object off the register: it is drawn no more, and draws that it stands in stay as they were. */
export function retireInspectionObject(
  context: Context,
  input: RetireInspectionObjectInput,
): Promise<Outcome<{ objectId: string }>> {
  return command(context, 'retireInspectionObject', input, async (unit, trail) => {
    const { officerId, regionCodes } = actorOf(context);
    const { objectId } = input;
    const [object] = await unit.run(LOCK_INSPECTION_OBJECT, [objectId, regionCodes]);
    if (object === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'objectId'] });
    if (!object.active) throw new DomainError('WRONG_STATE', { field: ['input', 'objectId'] });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    await unit.run(RETIRE_INSPECTION_OBJECT, [objectId, context.today, reason, officerId]);
    trail.subjectIds.add(object.subjectId);
    return { objectId };
  });
}
