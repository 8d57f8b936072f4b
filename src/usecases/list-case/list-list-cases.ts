import { COUNT_CASES, LIST_CASES, type ListCaseRow } from '../../store/list-cases.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { caseReach } from '../list-loaders.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { ListCaseRow };

export interface CaseFilter {
  readonly state: ListCaseRow['state'] | null;
  readonly listCode: string | null;
}

/** Cases of the caller's office, or of the regions that he oversees, newest first. */
export function listListCases(
  context: Context,
  { state, listCode }: CaseFilter,
  request: PageRequest,
): Promise<Page<ListCaseRow>> {
  const values = [...caseReach(context.actor), state, listCode];
  return readPage(context.store, { list: LIST_CASES, values, keys: 1 }, request);
}

export async function countListCases(context: Context, { state, listCode }: CaseFilter): Promise<number> {
  return (await runOne(context.store, COUNT_CASES, [...caseReach(context.actor), state, listCode])).count;
}
