import { FIND_ITEMS } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { COMMITMENTS_OF_MATTERS } from '../../store/commitments.js';
import { type Queryable, runOne } from '../../store/statement.js';

/** The papers of a matter's item for which no commitment stands that is still open or was kept. */
export async function papersOpenFor(unit: Queryable, { id, itemId }: MatterRow): Promise<string[]> {
  const { papers } = await runOne(unit, FIND_ITEMS, [[itemId]]);
  const commitments = await unit.run(COMMITMENTS_OF_MATTERS, [[id]]);
  const standing = commitments.filter(({ state }) => state !== 'WITHDRAWN' && state !== 'LAPSED');
  const covered = new Set(standing.flatMap(({ paperCodes }) => paperCodes));
  return papers.map(({ code }) => code).filter((code) => !covered.has(code));
}
