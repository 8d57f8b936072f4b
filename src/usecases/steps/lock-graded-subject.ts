import { DomainError } from '../../domain/refusal.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import type { Unit } from '../../store/door.js';
import { FIND_GRADED_SUBJECT, type GradedSubject } from '../../store/grade-changes.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { actorOf, type Context } from '../context.js';
import { actingReach } from '../grade-reach.js';
import { lockHouse } from './lock-house.js';
import type { LockedHouse } from './refresh-house.js';

/** Whose grade in which sector, and the path into the input that names it. */
export interface GradeAsked {
  readonly subjectId: string;
  readonly sector: string;
  readonly field: readonly string[];
}

export interface LockedGradedSubject extends GradedSubject {
  /** The house, where the grade is the tier of one. */
  readonly house: LockedHouse | null;
}

/**
 * Locks a subject whose grade the actor is in charge of, for the rest of the unit of work. Everybody else does not find it, and
 * neither does anybody find one that is not rated in the sector: nobody comes into a sector by being asked for. Houses
 * are locked as the other acts on houses lock them, so that the two never wait for each other in a circle.
 */
export async function lockGradedSubject(
  context: Context,
  unit: Unit,
  { subjectId, sector, field }: GradeAsked,
): Promise<LockedGradedSubject> {
  const reach = actingReach(actorOf(context));
  const [subject] = await unit.run(FIND_GRADED_SUBJECT, [subjectId, sector, ...reach]);
  if (subject === undefined) throw new DomainError('NOT_FOUND', { field });
  if (sector === RENTAL_HOUSE_SECTOR) {
    return { ...subject, house: await lockHouse(context, unit, subjectId, field) };
  }
  await unit.run(LOCK_SUBJECTS, [[subjectId]]);
  return { ...subject, house: null };
}
