import type { CivilDate, Instant } from '../../domain/civil-date.js';
import { membersOn } from '../../domain/household.js';
import { settledThrough } from '../../domain/settlement.js';
import type { Standard } from '../../domain/standard.js';
import type { FiledRecord } from '../../store/records.js';
import type { Context } from '../context.js';

/** What a rating by a standard rests on. */
export interface CreditFile {
  readonly records: readonly FiledRecord[];
  readonly memberCount: number;
}

export interface FileQuery {
  readonly subjectId: string;
  readonly standard: Pick<Standard, 'members' | 'settlement'>;
  readonly on: CivilDate;
  /** As it was known at this moment; null: now. */
  readonly knownAt: Instant | null;
}

/** The file of a subject for a standard on a day: of households with the records of those who are members on the settled day. */
export async function readCreditFile({ loaders }: Context, query: FileQuery): Promise<CreditFile> {
  const { subjectId, standard, on, knownAt } = query;
  const records = await loaders.creditFile.load({ subjectId, knownAt });
  if (standard.members === undefined) {
    return { records: records.filter(({ memberId }) => memberId === null), memberCount: 0 };
  }
  const memberships = await loaders.memberships.load({ subjectId, knownAt });
  const members = membersOn(memberships, settledThrough(standard.settlement ?? 'AT_ONCE', on));
  const counted = records.filter(({ memberId }) => memberId === null || members.includes(memberId));
  return { records: counted, memberCount: members.length };
}
