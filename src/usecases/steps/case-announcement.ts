import type { NewAnnouncement } from '../../store/list-announcements.js';
import type { ListCaseRow } from '../../store/list-cases.js';
import type { Context } from '../context.js';

type Told = Pick<NewAnnouncement, 'kind' | 'entryId' | 'documentNumber' | 'holdsFromOn' | 'holdsUntilOn'>;

/** What the public is to read of a case: the entity, the list and its basis; nobody by name but the entity, and no facts. */
export function caseAnnouncement(
  context: Pick<Context, 'newId' | 'today'>,
  row: ListCaseRow,
  told: Told,
): NewAnnouncement {
  const { listCode, enterpriseName, creditCode, organName, legalBasis, channelZh, channelEn } = row;
  return {
    id: context.newId(),
    caseId: row.id,
    ...{ listCode, enterpriseName, creditCode, organName, legalBasis, channelZh, channelEn },
    exitKind: null,
    announcedOn: context.today,
    ...told,
  };
}
