import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { LOCK_INSPECTOR, RETIRE_INSPECTOR } from '../../store/inspectors.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RetireInspectorInput extends ActInput {
  readonly inspectorId: string;
  readonly reason: string;
}

/** Takes an inspector of the own office out of service: he is drawn no more, and what he did stays on record. */
export function retireInspector(
  context: Context,
  input: RetireInspectorInput,
): Promise<Outcome<{ inspectorId: string }>> {
  return command(context, 'retireInspector', input, async (unit) => {
    const { inspectorId } = input;
    const [inspector] = await unit.run(LOCK_INSPECTOR, [inspectorId, actorOf(context).officeId]);
    if (inspector === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'inspectorId'] });
    if (!inspector.active) throw new DomainError('WRONG_STATE', { field: ['input', 'inspectorId'] });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    await unit.run(RETIRE_INSPECTOR, [inspectorId, context.today, reason]);
    return { inspectorId };
  });
}
