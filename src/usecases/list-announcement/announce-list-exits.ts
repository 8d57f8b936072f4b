import type { CivilDate } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import {
  ADD_ANNOUNCEMENTS,
  type EndedByTerm,
  LOCK_ENDED_BY_TERM,
  type NewAnnouncement,
} from '../../store/list-announcements.js';
import { END_RECORD } from '../../store/records.js';
import type { Queryable } from '../../store/statement.js';
import type { Trail } from '../command.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';

interface Announcing {
  readonly door: Door;
  readonly on: CivilDate;
  newId(): string;
}

/** How many times five hundred entries are looked at in one night; the rest has its turn the night after. */
const MOST_ROUNDS = 100;

/**
 * Every day: entries that have ended by their term are announced as ended on the channel on which they were announced, their records no longer
 * count, and ratings follow. The measures have ended without it, on the day itself. Doing it again announces nothing twice.
 * Source: exit is announced on the same channel [L].
 */
export async function announceListExits({ door, on, newId }: Announcing): Promise<number> {
  let announced = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const count = await door.unattended(async (unit) => {
      const ended = await unit.run(LOCK_ENDED_BY_TERM, [on]);
      const exits = ended.map((entry) => exitOf(entry, { id: newId(), on }));
      if (exits.length > 0) await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify(exits)]);
      for (const entry of ended) await endRecord(unit, entry, on);
      return ended.length;
    });
    if (count === 0) break;
    announced += count;
  }
  return announced;
}

function exitOf(entry: EndedByTerm, { id, on }: { id: string; on: CivilDate }): NewAnnouncement {
  const { caseId, entryId, listCode, enterpriseName, creditCode, organName, legalBasis } = entry;
  const { documentNumber, holdsFromOn, holdsUntilOn, channelZh, channelEn } = entry;
  return {
    ...{ id, kind: 'EXIT', exitKind: 'TERM', announcedOn: on },
    ...{ caseId, entryId, listCode, enterpriseName, creditCode, organName, legalBasis },
    ...{ documentNumber, holdsFromOn, holdsUntilOn, channelZh, channelEn },
  };
}

/** Few in any night, so one by one; an officer may have ended or withdrawn it before. */
async function endRecord(unit: Queryable, entry: EndedByTerm, on: CivilDate): Promise<void> {
  const { recordId, recordType, subjectId, endedOn, entryId } = entry;
  if (recordId === null || recordType === null) return;
  await unit.run(END_RECORD, [recordId, endedOn, '名单期限届满']);
  const trail: Trail = { subjectIds: new Set(), rules: {}, purpose: null, matter: null };
  const touched = { subjectIds: [subjectId], recordTypes: [recordType] };
  await rateTouchedSectors(unit, trail, { ...touched, on, cause: `announceListExits ${entryId}` });
}
