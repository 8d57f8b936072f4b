import {
  type AnnouncementFilter,
  type AnnouncementRow,
  announcementValues,
  LIST_ANNOUNCEMENTS,
} from '../../store/list-announcements.js';
import type { Context } from '../context.js';

const SLICE = 2_000;

/** All that is announced of lists and fits a filter, newest first, a slice at a time. */
export async function* readAnnouncements(
  context: Context,
  filter: AnnouncementFilter,
): AsyncGenerator<readonly AnnouncementRow[]> {
  let after: string | null = null;
  for (;;) {
    const values = [...announcementValues(filter, context.today), after, SLICE];
    const slice: AnnouncementRow[] = await context.store.run(LIST_ANNOUNCEMENTS.forward, values);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.id;
  }
}
