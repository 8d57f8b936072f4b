import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { FIND_ENTERPRISE_WITHIN } from '../../store/inspection-objects.js';
import { ADD_CONFLICT, LOCK_INSPECTOR } from '../../store/inspectors.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface DeclareConflictInput extends ActInput {
  readonly inspectorId: string;
  readonly enterpriseId: string;
  readonly reason: string;
}

/**
 * Declares a conflict of interest (回避) between an inspector of the own office and an enterprise, by himself or by his office. From
 * today on he is drawn neither for it nor for its products, projects and conduct. Source: 《行政处罚法》第四十三条, recusal [L].
 */
export function declareConflict(
  context: Context,
  input: DeclareConflictInput,
): Promise<Outcome<{ inspectorId: string; conflictId: string }>> {
  return command(context, 'declareConflict', input, async (unit, trail) => {
    const { officerId, officeId, regionCodes } = actorOf(context);
    const { inspectorId, enterpriseId } = input;
    const [inspector] = await unit.run(LOCK_INSPECTOR, [inspectorId, officeId]);
    if (inspector === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'inspectorId'] });
    const [enterprise] = await unit.run(FIND_ENTERPRISE_WITHIN, [enterpriseId, regionCodes]);
    if (enterprise === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'enterpriseId'] });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    const conflictId = context.newId();
    const values = [conflictId, inspectorId, enterpriseId, reason, context.today, officerId];
    const added = await unit.run(ADD_CONFLICT, values);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'enterpriseId'] });
    trail.subjectIds.add(enterpriseId);
    return { inspectorId, conflictId };
  });
}
