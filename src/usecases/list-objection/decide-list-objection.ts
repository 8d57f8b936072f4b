import { requireAct } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  DECIDE_LIST_OBJECTION,
  FIND_LIST_OBJECTIONS,
  type ListObjectionRow,
} from '../../store/list-objections.js';
import { command, type ActInput, type Outcome, type Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { dropCase } from '../steps/drop-case.js';
import { endListEntry } from '../steps/end-list-entry.js';
import { lockListCase } from '../steps/lock-list-case.js';
import { lockPastListEntry } from '../steps/lock-past-list-entry.js';
import { requireOtherThanConfirmer } from '../steps/require-other-than-confirmer.js';

export interface DecideListObjectionInput extends ActInput {
  readonly objectionId: string;
  readonly outcome: 'UPHELD' | 'REJECTED';
  readonly reasons: string;
}

/**
 * Decides an objection with reasons (异议处理), by another officer than who recorded it, and than who proposed the entry, or confirmed it. One that
 * is upheld ends the case, or the entry at once, which may have reached its end meanwhile: then it is known to have held on no day.
 * Source: decided by somebody else, answered with reasons [L]; withdrawn at once when upheld [L].
 */
export function decideListObjection(
  context: Context,
  input: DecideListObjectionInput,
): Promise<Outcome<{ objectionId: string }>> {
  return command(context, 'decideListObjection', input, async (unit, trail) => {
    const field = ['input', 'objectionId'];
    const [objection] = await unit.run(FIND_LIST_OBJECTIONS, [[input.objectionId]]);
    if (objection === undefined) throw new DomainError('NOT_FOUND', { field });
    const uphold = await namingObjection(() => prepare(context, unit, trail, objection));
    const { officerId } = actorOf(context);
    if (objection.recordedById === officerId) throw new DomainError('OWN_DRAFT', { field });
    const reasons = parseToldText(input.reasons, { field: ['input', 'reasons'], max: 2000 });
    const values = [objection.id, input.outcome, officerId, context.today, reasons];
    const decided = await unit.run(DECIDE_LIST_OBJECTION, values);
    if (decided.length === 0) throw new DomainError('WRONG_STATE', { field });
    if (input.outcome === 'UPHELD') await uphold(reasons);
    return { objectionId: objection.id };
  });
}

/** Locks what the objection is against; gives back what upholding it comes to. */
async function prepare(
  context: Context,
  unit: Unit,
  trail: Trail,
  { caseId, entryId }: ListObjectionRow,
): Promise<(reason: string) => Promise<void>> {
  if (caseId !== null) {
    const row = await lockListCase(context, unit, trail, caseId);
    const acting = { officerId: actorOf(context).officerId, on: context.today };
    requireAct('DECIDE_OBJECTION', row, acting, ['input', 'objectionId']);
    return (reason) => dropCase(context, unit, { row, reason });
  }
  const entry = await lockPastListEntry(context, unit, trail, entryId ?? '');
  requireOtherThanConfirmer(context, entry);
  const exit = { kind: 'OBJECTION' as const, documentNumber: null };
  return (reason) => endListEntry(context, unit, trail, { entry, exit: { ...exit, reason } });
}

/** The caller has named an objection, not what it is against. */
async function namingObjection<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, { ...error.details, field: ['input', 'objectionId'] });
  }
}
