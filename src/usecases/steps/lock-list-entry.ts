import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type KeptEntry, LOCK_ENTRY } from '../../store/list-entries.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';

/**
 * Holds an entry of a list that the actor's office keeps until the unit of work ends. Entries of other offices are not found, exactly like
 * those that do not exist; one that has ended is refused.
 */
export async function lockListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  entryId: string,
): Promise<KeptEntry> {
  const field = ['input', 'entryId'];
  const { officeId, regionCodes } = actorOf(context);
  const [entry] = await unit.run(LOCK_ENTRY, [officeId, regionCodes, context.today, entryId]);
  if (entry === undefined) throw new DomainError('NOT_FOUND', { field });
  if (entry.validTo !== null && entry.validTo <= context.today) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: { zh: '该主体已移出名单。', en: 'The entry has ended already.' },
    });
  }
  trail.subjectIds.add(entry.subjectId);
  trail.rules[entry.listCode] = entry.ruleFrom;
  return entry;
}
