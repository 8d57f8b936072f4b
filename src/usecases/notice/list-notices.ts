import { COUNT_NOTICES, LIST_NOTICES, type NoticeRow } from '../../store/notices.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export { NOTICE_KINDS, type NoticeRow } from '../../store/notices.js';

export interface NoticeFilter {
  readonly kind?: NoticeRow['kind'] | null | undefined;
  readonly recipient?: NoticeRow['recipient'] | null | undefined;
  readonly delivered?: boolean | null | undefined;
}

/** What people have to be told about houses of the jurisdiction, newest first. */
export function listNotices(
  context: Context,
  filter: NoticeFilter,
  request: PageRequest,
): Promise<Page<NoticeRow>> {
  const query = { list: LIST_NOTICES, values: filterValues(context, filter), keys: 1 };
  return readPage(context.store, query, request);
}

export async function countNotices(context: Context, filter: NoticeFilter): Promise<number> {
  return (await runOne(context.store, COUNT_NOTICES, filterValues(context, filter))).count;
}

function filterValues(context: Context, { kind, recipient, delivered }: NoticeFilter): unknown[] {
  return [actorOf(context).regionCodes, kind ?? null, recipient ?? null, delivered ?? null];
}
