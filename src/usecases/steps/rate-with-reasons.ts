import type { CivilDate } from '../../domain/civil-date.js';
import { membersOn } from '../../domain/household.js';
import { rate, type Rating } from '../../domain/rating.js';
import { programOf } from '../../domain/rating-program.js';
import type { Standard } from '../../domain/standard.js';
import { READ_MEMBERSHIPS } from '../../store/memberships.js';
import { READ_CREDIT_FILES } from '../../store/records.js';
import type { Queryable } from '../../store/statement.js';

/**
 * Rates one subject by the rule of the domain, which gives the reasons that the statement for many does not. It reads in the
 * unit of work and not by the loaders, which may remember the file as it was before the lock.
 */
export async function rateWithReasons(
  unit: Queryable,
  standard: Standard,
  subjectId: string,
  on: CivilDate,
): Promise<Rating> {
  const file = await unit.run(READ_CREDIT_FILES, [[subjectId], [null]]);
  const memberships =
    standard.members === undefined ? [] : await unit.run(READ_MEMBERSHIPS, [[subjectId], [null]]);
  const members = membersOn(memberships, programOf(standard, on).asOf);
  const counted = file.filter(({ memberId }) => memberId === null || members.includes(memberId));
  return rate(standard, counted, on, members.length);
}
