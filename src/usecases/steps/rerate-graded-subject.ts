import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import type { Unit } from '../../store/door.js';
import { READ_RATING, type StoredRating } from '../../store/ratings.js';
import { type PublishedStandard, readStandards } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import type { Trail } from '../command.js';
import type { LockedGradedSubject } from './lock-graded-subject.js';
import { refreshHouse } from './refresh-house.js';
import { type Rerating, rerateSubjects } from './rerate-subjects.js';

/** A rating as of today, with the standard that it rests on. */
export interface TodaysRating {
  readonly rating: StoredRating;
  readonly standard: PublishedStandard;
}

/** Rates a locked subject anew, so that officers decide by what is true today and not by what was when it was last rated. */
export async function rerateGradedSubject(
  unit: Unit,
  trail: Trail,
  subject: LockedGradedSubject,
  { sector, on, cause }: Omit<Rerating, 'subjectIds' | 'standard'>,
): Promise<TodaysRating> {
  if (sector === RENTAL_HOUSE_SECTOR && subject.house !== null) {
    await refreshHouse(unit, trail, subject.house, { on, cause });
  } else {
    await rerateSubjects(unit, { sector, subjectIds: [subject.id], on, cause });
  }
  const rating = await runOne(unit, READ_RATING, [subject.id, sector]);
  const [standard] = await readStandards(unit, [rating.standardId]);
  if (standard == null) throw new Error(`Standard ${rating.standardId} is gone.`);
  trail.subjectIds.add(subject.id);
  trail.rules[sector] = standard.definition.version;
  return { rating, standard };
}
