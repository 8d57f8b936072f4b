import {
  type AnnouncementFilter,
  type AnnouncementRow,
  announcementValues,
  COUNT_ANNOUNCEMENTS,
  LIST_ANNOUNCEMENTS,
} from '../../store/list-announcements.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { AnnouncementFilter, AnnouncementRow };

/** What is announced of lists, for everybody, newest first. */
export function listAnnouncements(
  context: Context,
  filter: AnnouncementFilter,
  request: PageRequest,
): Promise<Page<AnnouncementRow>> {
  const values = announcementValues(filter);
  return readPage(context.store, { list: LIST_ANNOUNCEMENTS, values, keys: 1 }, request);
}

/** How many there are; no further than 10,000. */
export async function countAnnouncements(context: Context, filter: AnnouncementFilter): Promise<number> {
  return (await runOne(context.store, COUNT_ANNOUNCEMENTS, announcementValues(filter))).count;
}
