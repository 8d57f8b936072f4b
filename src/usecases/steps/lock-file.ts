import { DomainError } from '../../domain/refusal.js';
import type { SubjectKind } from '../../domain/standard.js';
import type { Unit } from '../../store/door.js';
import { type FileRow, LOCK_FILE, LOCK_HOUSEHOLDS_OF } from '../../store/credit-files.js';
import { actorOf, type Context } from '../context.js';
import { lockHouse } from './lock-house.js';

/** Whose credit file is meant: an id, and the kinds of subject that it may be of. */
export interface SubjectRef {
  readonly subjectId: string;
  readonly kinds: readonly SubjectKind[];
}

/**
 * Locks the credit file of a subject of the actor's jurisdiction, and whatever is rated with it, until the unit of work ends,
 * so that ratings follow each other. Persons are always locked before households. A subject elsewhere is not found, exactly like one that
 * does not exist.
 */
export async function lockFile(
  context: Context,
  unit: Unit,
  { subjectId, kinds }: SubjectRef,
  field: readonly string[],
): Promise<FileRow> {
  // Officers who act on a house lock its row before its file: whoever did it the other way round would block them for good.
  if (kinds.includes('RENTAL_HOUSE')) await lockHouse(context, unit, subjectId, field);
  const [file] = await unit.run(LOCK_FILE, [subjectId, kinds, actorOf(context).regionCodes]);
  if (file === undefined) throw new DomainError('NOT_FOUND', { field });
  if (file.isPerson) await unit.run(LOCK_HOUSEHOLDS_OF, [subjectId]);
  return file;
}
