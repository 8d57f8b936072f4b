import { COUNT_GRADE_CHANGES, type GradeChangeRow, LIST_GRADE_CHANGES } from '../../store/grade-changes.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { readingReach } from '../grade-reach.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { GradeChangeRow };

export interface GradeChangeFilter {
  readonly sector?: string | null | undefined;
  readonly state?: GradeChangeRow['state'] | null | undefined;
}

/** Changes of grade that the caller is in charge of, or oversees, newest first. */
export function listGradeChanges(
  context: Context,
  filter: GradeChangeFilter,
  request: PageRequest,
): Promise<Page<GradeChangeRow>> {
  const query = { list: LIST_GRADE_CHANGES, values: filterValues(context, filter), keys: 1 };
  return readPage(context.store, query, request);
}

export async function countGradeChanges(context: Context, filter: GradeChangeFilter): Promise<number> {
  return (await runOne(context.store, COUNT_GRADE_CHANGES, filterValues(context, filter))).count;
}

function filterValues({ actor }: Context, { sector, state }: GradeChangeFilter): unknown[] {
  return [...readingReach(actor), sector ?? null, state ?? null];
}
