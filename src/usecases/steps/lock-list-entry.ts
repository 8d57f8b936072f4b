import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { type KeptEntry, LOCK_ENTRY } from '../../store/list-entries.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';

/** Holds an entry that the actor's office keeps until the unit of work ends; one that has ended is refused. */
export async function lockListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  entryId: string,
): Promise<KeptEntry> {
  const entry = await lockPastListEntry(context, unit, trail, entryId);
  if (hasEnded(entry, context.today)) throw ended();
  return entry;
}

/**
 * The same of an entry that may have ended, for what is still to be decided about it; one that is known to have held on no day is refused. Entries
 * of other offices are not found, exactly like those that do not exist.
 */
export async function lockPastListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  entryId: string,
): Promise<KeptEntry> {
  const { officeId, regionCodes } = actorOf(context);
  const [entry] = await unit.run(LOCK_ENTRY, [officeId, regionCodes, context.today, entryId]);
  if (entry === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'entryId'] });
  if (entry.isAnnulled) throw ended();
  trail.subjectIds.add(entry.subjectId);
  trail.rules[entry.listCode] = entry.ruleFrom;
  return entry;
}

/** Whether an entry holds no longer on a day. */
export function hasEnded({ validTo }: KeptEntry, on: CivilDate): boolean {
  return validTo !== null && validTo <= on;
}

function ended(): DomainError {
  return new DomainError('WRONG_STATE', {
    field: ['input', 'entryId'],
    explanation: { zh: '该主体已移出名单。', en: 'The entry has ended already.' },
  });
}
