import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { ADD_EXIT_REQUEST, FIND_EXIT_REQUEST, type KeptEntry } from '../../store/list-entries.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { endListEntry } from './end-list-entry.js';
import { requireOtherThanConfirmer } from './require-other-than-confirmer.js';

/** Why an entry ends that no application and no objection has led to. */
export interface DocumentedExit {
  readonly kind: 'REVOCATION' | 'COURT';
  readonly reason: string;
  readonly documentNumber: string;
}

/**
 * Ends an entry by a document, through two officers in any case. Of an entry that a case has led to, the confirmer was the first. An entry that
 * another organ has delivered has none here: then the first officer only asks, and the same act of another one with the same document ends it.
 * Source: second officer [D].
 */
export async function exitByTwo(
  context: Context,
  unit: Unit,
  trail: Trail,
  { entry, exit }: { readonly entry: KeptEntry; readonly exit: DocumentedExit },
): Promise<void> {
  requireOtherThanConfirmer(context, entry);
  if (entry.caseId === null && !(await isAskedByAnother(context, unit, entry, exit))) {
    await ask(context, unit, entry, exit);
    return;
  }
  await endListEntry(context, unit, trail, { entry, exit });
}

async function isAskedByAnother(
  context: Context,
  unit: Unit,
  entry: KeptEntry,
  { kind, documentNumber }: DocumentedExit,
): Promise<boolean> {
  const values = [entry.id, kind, documentNumber, actorOf(context).officerId];
  return (await unit.run(FIND_EXIT_REQUEST, values)).length > 0;
}

async function ask(context: Context, unit: Unit, entry: KeptEntry, exit: DocumentedExit): Promise<void> {
  const { officerId, officeId } = actorOf(context);
  const { kind, documentNumber, reason } = exit;
  const added = await unit.run(ADD_EXIT_REQUEST, [
    ...[context.newId(), entry.id, kind, documentNumber, reason],
    ...[context.today, officerId, officeId],
  ]);
  if (added.length === 0) throw new DomainError('OWN_DRAFT', { field: ['input', 'entryId'] });
}
