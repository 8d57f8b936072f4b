import { hasEnded } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { DECIDE_REPAIR, FIND_REPAIRS } from '../../store/list-entries.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { endListEntry } from '../steps/end-list-entry.js';
import { lockPastListEntry } from '../steps/lock-past-list-entry.js';

export interface DecideListRepairInput extends ActInput {
  readonly repairId: string;
  readonly isGranted: boolean;
  readonly reasons: string;
}

/**
 * Decides an application to leave a list early, by another officer than who recorded it, with reasons. Granted, the entry ends today and its
 * measures with it; one that has reached its term meanwhile stays ended by its term. Source: repair lifts measures and updates the grade [S]; second officer [D].
 */
export function decideListRepair(
  context: Context,
  input: DecideListRepairInput,
): Promise<Outcome<{ repairId: string }>> {
  return command(context, 'decideListRepair', input, async (unit, trail) => {
    const field = ['input', 'repairId'];
    const [repair] = await unit.run(FIND_REPAIRS, [[input.repairId]]);
    if (repair === undefined) throw new DomainError('NOT_FOUND', { field });
    const entry = await lockPastListEntry(context, unit, trail, repair.entryId).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(error.code, { ...error.details, field });
    });
    const { officerId } = actorOf(context);
    if (repair.recordedById === officerId) throw new DomainError('OWN_DRAFT', { field });
    const reasons = parseToldText(input.reasons, { field: ['input', 'reasons'], max: 2000 });
    const state = input.isGranted ? 'GRANTED' : 'REJECTED';
    const decided = await unit.run(DECIDE_REPAIR, [repair.id, state, officerId, context.today, reasons]);
    if (decided.length === 0) throw new DomainError('WRONG_STATE', { field });
    const exit = { kind: 'REPAIR' as const, reason: reasons, documentNumber: null };
    if (input.isGranted && !hasEnded(entry, context.today))
      await endListEntry(context, unit, trail, { entry, exit });
    return { repairId: repair.id };
  });
}
