import { type Standard, typesNamedBy } from '../../domain/standard.js';
import { type Candidate, LIST_CANDIDATES } from '../../store/enrolment.js';
import type { Queryable } from '../../store/statement.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The next subjects after one (null: from the first on) that a standard could rate, and whether they belong to its sector. */
export function listCandidates(
  unit: Queryable,
  standard: Standard,
  after: string | null,
  limit: number,
): Promise<Candidate[]> {
  const { sector, subjectKinds, enrolledBy, members } = standard;
  const types = enrolledBy ?? typesNamedBy(standard);
  const values = [sector, subjectKinds, after ?? BEFORE_ALL, limit, types, members !== undefined];
  return unit.run(LIST_CANDIDATES, values);
}
