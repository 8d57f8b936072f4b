import { SUBJECT_KINDS, type SubjectKind } from '../domain/standard.js';
import { globalId, ID, parseGlobalId } from '../http/global-id.js';
import { uuidIn } from './ids.js';

/** What the id of a subject begins with. Lawyers are natural persons. */
const PREFIX_OF = {
  ENTERPRISE: ID.enterprise,
  LAW_FIRM: ID.lawFirm,
  RENTAL_HOUSE: ID.rentalHouse,
  PERSON: ID.person,
  LAWYER: ID.person,
  HOUSEHOLD: ID.household,
} as const satisfies Record<SubjectKind, string>;

export function globalSubjectId(kind: SubjectKind, uuid: string): string {
  return globalId(PREFIX_OF[kind], uuid);
}

/** Uuid and possible kinds of a subject; an id of nothing that could be one is simply not found. */
export function subjectIn(id: string): {
  readonly subjectId: string;
  readonly kinds: readonly SubjectKind[];
} {
  const kinds = SUBJECT_KINDS.filter((kind) => parseGlobalId(id, PREFIX_OF[kind]) !== null);
  return { subjectId: uuidIn(id, PREFIX_OF[kinds[0] ?? 'ENTERPRISE']), kinds };
}
