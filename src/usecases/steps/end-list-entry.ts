import { addDays, type CivilDate } from '../../domain/civil-date.js';
import type { Unit } from '../../store/door.js';
import { ADD_ANNOUNCEMENTS, type NewAnnouncement } from '../../store/list-announcements.js';
import {
  ADD_EXIT,
  CLOSE_ENTRY,
  CLOSE_OBJECTIONS,
  CLOSE_REPAIR,
  type KeptEntry,
} from '../../store/list-entries.js';
import { END_RECORD, WITHDRAW_RECORD } from '../../store/records.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockFile } from './lock-file.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';

/** Why an entry ends before its term. */
export interface Exit {
  readonly kind: 'REPAIR' | 'OBJECTION' | 'REVOCATION' | 'COURT';
  readonly reason: string;
  readonly documentNumber: string | null;
}

/**
 * Ends an entry (移出名单) at once: its measures end that instant, its record no longer counts, ratings follow, and the exit is announced on the
 * channel on which the entry was. What was wrong from the beginning (an objection upheld, a decision revoked) held on no day as we know
 * now, even if it has ended meanwhile; what was repaired or removed by a court held until today. With it ends what is still open and would only
 * ask for the same. The caller has locked the entry.
 * Source: exit on the same channel, measures end with it [L]; repair updates the grade [S].
 */
export async function endListEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  { entry, exit }: { readonly entry: KeptEntry; readonly exit: Exit },
): Promise<void> {
  const { officerId, officeId } = actorOf(context);
  const { kind, reason, documentNumber } = exit;
  const field = ['input', 'entryId'];
  await lockFile(context, unit, { subjectId: entry.subjectId, kinds: ['ENTERPRISE', 'LAW_FIRM'] }, field);
  const today = context.today;
  await unit.run(ADD_EXIT, [entry.id, kind, today, reason, documentNumber, officerId, officeId]);
  await unit.run(CLOSE_ENTRY, [entry.id, wasWrong(kind) ? entry.validFrom : today]);
  const closing = [entry.id, officerId, today, reason];
  await unit.run(CLOSE_REPAIR, closing);
  if (wasWrong(kind)) await unit.run(CLOSE_OBJECTIONS, closing);
  await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify([announcementOf(context, entry, exit)])]);
  if (entry.recordId === null || entry.recordType === null) return;
  if (wasWrong(kind)) await unit.run(WITHDRAW_RECORD, [entry.recordId, reason]);
  else await unit.run(END_RECORD, [entry.recordId, today, reason]);
  await rateTouchedSectors(unit, trail, {
    subjectIds: [entry.subjectId],
    recordTypes: [entry.recordType],
    on: today,
    cause: `endListEntry ${entry.id}`,
  });
}

/** The last day on which it held; null: on none. */
function lastDayOf({ validFrom }: KeptEntry, { kind }: Exit, today: CivilDate): CivilDate | null {
  return wasWrong(kind) || today === validFrom ? null : addDays(today, -1);
}

/** Whether an entry that ends so ought never to have been made. */
function wasWrong(kind: Exit['kind']): boolean {
  return kind === 'OBJECTION' || kind === 'REVOCATION';
}

function announcementOf(context: Context, entry: KeptEntry, exit: Exit): NewAnnouncement {
  const { listCode, enterpriseName, creditCode, organName, legalBasis, channelZh, channelEn } = entry;
  return {
    id: context.newId(),
    kind: 'EXIT',
    caseId: null,
    entryId: entry.id,
    ...{ listCode, enterpriseName, creditCode, organName, legalBasis, channelZh, channelEn },
    documentNumber: exit.documentNumber ?? entry.decisionNumber,
    exitKind: exit.kind,
    holdsFromOn: entry.validFrom,
    holdsUntilOn: lastDayOf(entry, exit, context.today),
    announcedOn: context.today,
  };
}
