import { hasEnded } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import type { KeptEntry } from '../../store/list-entries.js';
import type { Trail } from '../command.js';
import type { Context } from '../context.js';
import { lockPastListEntry } from './lock-past-list-entry.js';

/** Holds an entry that the actor's office keeps until the unit of work ends; one that has ended is refused. */
export async function lockListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  entryId: string,
): Promise<KeptEntry> {
  const entry = await lockPastListEntry(context, unit, trail, entryId);
  if (!hasEnded(entry, context.today)) return entry;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'entryId'],
    explanation: { zh: '该主体已移出名单。', en: 'The entry has ended already.' },
  });
}
