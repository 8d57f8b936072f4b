import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type KeptEntry, LOCK_ENTRY } from '../../store/list-entries.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';

/**
 * Holds an entry that the actor's office keeps, and that may have ended, until the unit of work ends: for what is still to be decided about it.
 * Entries of other offices are not found, exactly like those that do not exist; one that was annulled is refused.
 */
export async function lockPastListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  entryId: string,
): Promise<KeptEntry> {
  const field = ['input', 'entryId'];
  const { officeId, regionCodes } = actorOf(context);
  const [entry] = await unit.run(LOCK_ENTRY, [officeId, regionCodes, context.today, entryId]);
  if (entry === undefined) throw new DomainError('NOT_FOUND', { field });
  if (entry.isAnnulled) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: {
        zh: '列入决定已被撤销，或者异议已经成立。',
        en: 'The entry was revoked already, or an objection to it was right.',
      },
    });
  }
  trail.subjectIds.add(entry.subjectId);
  trail.rules[entry.listCode] = entry.ruleFrom;
  return entry;
}
