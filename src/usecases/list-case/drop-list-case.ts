import { requireAct } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { dropCase } from '../steps/drop-case.js';
import { lockListCase } from '../steps/lock-list-case.js';

export interface DropListCaseInput extends ActInput {
  readonly caseId: string;
  readonly reason: string;
}

/** Ends a case without an entry (终止列入程序), with the reason. Not entering burdens nobody, so one officer is enough. Source: [D]. */
export function dropListCase(
  context: Context,
  input: DropListCaseInput,
): Promise<Outcome<{ caseId: string }>> {
  return command(context, 'dropListCase', input, async (unit, trail) => {
    const row = await lockListCase(context, unit, trail, input.caseId);
    const acting = { officerId: actorOf(context).officerId, on: context.today };
    requireAct('DROP', row, acting, ['input', 'caseId']);
    const field = ['input', 'reason'];
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    await dropCase(context, unit, { row, reason: parseToldText(input.reason, { field, max: 1000 }) });
    return { caseId: row.id };
  });
}
