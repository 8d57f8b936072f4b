import type { ListEntryRow } from '../../store/lists.js';
import type { Context } from '../context.js';
import { type Moment, requireKnown, requirePast } from '../moment.js';

export type { ListEntryRow };

/**
 * The lists that an enterprise or law firm stands on (名单) on a day, as known at a moment. Lists are published, so every officer
 * reads them; natural persons' entries are not asked for here. Throws NOTHING_KNOWN before the subject was on file.
 */
export async function listEntries(
  context: Context,
  subjectId: string,
  moment: Moment,
): Promise<ListEntryRow[]> {
  requirePast(context.today, moment);
  if (moment.knownAt !== null) requireKnown(await context.loaders.firstKnown.load(subjectId), moment);
  return context.loaders.listEntries(moment).load(subjectId);
}
