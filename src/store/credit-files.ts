import type { SubjectKind } from '../domain/standard.js';
import { statement } from './statement.js';

/** Whose credit file it is, as whoever adds to it must know. */
export interface FileRow {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly isPerson: boolean;
  /** Null for whoever is no person, and for persons without a citizen number on file. */
  readonly bornOn: string | null;
}

/** Locks the credit file of the subject `$1` of one of the kinds `$2` inside the region subtrees `$3` until the unit of work ends. */
export const LOCK_FILE = statement<FileRow>(
  'lock-file',
  `select s.id, s.kind, p.id is not null as "isPerson", p.born_on as "bornOn"
   from subject s left join person p on p.id = s.id
   where s.id = $1 and s.kind = any($2::text[]) and s.region_code ^@ any($3::text[])
   for no key update of s`,
);

/** Locks the households of which the person `$1`, who is locked already, is or was a member; in one order for everybody. */
export const LOCK_HOUSEHOLDS_OF = statement<{ id: string }>(
  'lock-households-of',
  `select id from subject where id in (select household_id from household_member where person_id = $1)
   order by id for no key update`,
);

/** The same of all the persons `$1`, who are locked already. */
export const LOCK_HOUSEHOLDS_OF_ALL = statement<{ id: string }>(
  'lock-households-of-all',
  `select id from subject where id in (select household_id from household_member where person_id = any($1::uuid[]))
   order by id for no key update`,
);
