import type { Unit } from '../../store/door.js';
import { ADD_ANNOUNCEMENTS } from '../../store/list-announcements.js';
import { DECIDE_CASE, type ListCaseRow } from '../../store/list-cases.js';
import { CLOSE_OBJECTIONS } from '../../store/list-entries.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { caseAnnouncement } from './case-announcement.js';

/**
 * Ends a case without an entry. Objections that are open have reached what they were after and are closed; a publication as proposed ends on the channel on which
 * it began. The caller has locked the case.
 */
export async function dropCase(
  context: Context,
  unit: Unit,
  { row, reason }: { readonly row: ListCaseRow; readonly reason: string },
): Promise<void> {
  const { officerId } = actorOf(context);
  await unit.run(CLOSE_OBJECTIONS, [row.id, officerId, context.today, reason]);
  await runOne(unit, DECIDE_CASE, [row.id, 'DROPPED', officerId, context.today, null, reason]);
  if (row.notice !== 'PUBLICITY' || row.noticedOn === null) return;
  const ended = caseAnnouncement(context, row, {
    kind: 'PUBLICITY_ENDED',
    entryId: null,
    documentNumber: null,
    holdsFromOn: row.noticedOn,
    holdsUntilOn: context.today,
  });
  await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify([ended])]);
}
