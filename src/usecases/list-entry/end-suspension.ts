import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { END_SUSPENSION, FIND_SUSPENSION } from '../../store/list-entries.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockListEntry } from '../steps/lock-list-entry.js';

export interface EndSuspensionInput extends ActInput {
  readonly entryId: string;
  readonly reason: string;
}

/**
 * Ends the suspension of an entry before its day because what was promised was not kept (恢复使用惩戒): its measures hold again at once. By another officer
 * than who suspended it. Source: automatic resumption on breach (H9) [K]; second officer [D].
 */
export function endSuspension(
  context: Context,
  input: EndSuspensionInput,
): Promise<Outcome<{ entryId: string }>> {
  return command(context, 'endSuspension', input, async (unit, trail) => {
    const entry = await lockListEntry(context, unit, trail, input.entryId);
    const field = ['input', 'entryId'];
    const [suspension] = await unit.run(FIND_SUSPENSION, [entry.id, context.today]);
    if (suspension === undefined) throw new DomainError('WRONG_STATE', { field });
    const { officerId } = actorOf(context);
    if (suspension.suspendedById === officerId) throw new DomainError('OWN_DRAFT', { field });
    const reason = parseToldText(input.reason, { field: ['input', 'reason'], max: 1000 });
    await unit.run(END_SUSPENSION, [suspension.id, entry.id, context.today, officerId, reason]);
    return { entryId: entry.id };
  });
}
