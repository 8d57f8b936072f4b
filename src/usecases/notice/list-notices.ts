import { COUNT_NOTICES, LIST_NOTICES, type NoticeRow } from '../../store/notices.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { stationsInReach } from '../steps/stations-in-reach.js';

export { NOTICE_KINDS, type NoticeRow } from '../../store/notices.js';

export interface NoticeFilter {
  readonly kind?: NoticeRow['kind'] | null | undefined;
  readonly recipient?: NoticeRow['recipient'] | null | undefined;
  readonly delivered?: boolean | null | undefined;
}

/** What people have to be told about houses of the jurisdiction, newest first. */
export async function listNotices(
  context: Context,
  filter: NoticeFilter,
  request: PageRequest,
): Promise<Page<NoticeRow>> {
  const query = { list: LIST_NOTICES, values: await filterValues(context, filter), keys: 1 };
  return readPage(context.store, query, request);
}

export async function countNotices(context: Context, filter: NoticeFilter): Promise<number> {
  return (await runOne(context.store, COUNT_NOTICES, await filterValues(context, filter))).count;
}

async function filterValues(
  context: Context,
  { kind, recipient, delivered }: NoticeFilter,
): Promise<unknown[]> {
  return [await stationsInReach(context), kind ?? null, recipient ?? null, delivered ?? null];
}
