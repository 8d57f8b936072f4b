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

/**
 * What is announced of lists, for everybody, newest first. An entry that has ended and a publication that came to its end disappear at once; that it
 * ended is read for the days of the rule. Source: publication ends with the entry [L]; days [D].
 */
export function listAnnouncements(
  context: Context,
  filter: AnnouncementFilter,
  request: PageRequest,
): Promise<Page<AnnouncementRow>> {
  const values = announcementValues(filter, context.today);
  return readPage(context.store, { list: LIST_ANNOUNCEMENTS, values, keys: 1 }, request);
}

/** How many there are; no further than 10,000. */
export async function countAnnouncements(context: Context, filter: AnnouncementFilter): Promise<number> {
  const values = announcementValues(filter, context.today);
  return (await runOne(context.store, COUNT_ANNOUNCEMENTS, values)).count;
}
