import { statement } from './statement.js';

/** An objection to a proposed entry, or to one that was made. */
export interface ListObjectionRow {
  readonly id: string;
  readonly caseId: string | null;
  readonly entryId: string | null;
  readonly officeId: string;
  readonly filedAs: 'SUBJECT' | 'RESPONSIBLE_PERSON' | 'PUBLIC';
  readonly grounds: string;
  readonly filedOn: string;
  readonly recordedById: string;
  readonly decideUntilOn: string;
  readonly decideIsProvisional: boolean;
  readonly state: 'FILED' | 'UPHELD' | 'REJECTED' | 'CLOSED';
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly reasons: string | null;
}

const OBJECTION = `
  select o.id, o.case_id as "caseId", o.entry_id as "entryId", o.office_id as "officeId", o.filed_as as "filedAs", o.grounds,
    o.filed_on as "filedOn", o.recorded_by as "recordedById", o.decide_until_on as "decideUntilOn", o.decide_is_provisional as "decideIsProvisional", o.state,
    d.name as "decidedBy", o.decided_on as "decidedOn", o.reasons
  from list_objection o left join officer d on d.id = o.decided_by`;

export const LIST_OBJECTIONS_OF_CASES = statement<ListObjectionRow>(
  'list-objections-of-list-cases',
  `${OBJECTION} where o.case_id = any($1::uuid[]) order by o.case_id, o.id`,
);

export const LIST_OBJECTIONS_OF_ENTRIES = statement<ListObjectionRow>(
  'list-objections-of-list-entries',
  `${OBJECTION} where o.entry_id = any($1::uuid[]) order by o.entry_id, o.id`,
);

export const FIND_LIST_OBJECTIONS = statement<ListObjectionRow>(
  'find-list-objections',
  `${OBJECTION} where o.id = any($1::uuid[])`,
);

/** An objection as it is filed. */
export interface NewListObjection {
  readonly id: string;
  readonly caseId: string | null;
  readonly entryId: string | null;
  readonly officeId: string;
  readonly filedAs: ListObjectionRow['filedAs'];
  readonly grounds: string;
  readonly filedOn: string;
  readonly recordedBy: string;
  readonly decideUntilOn: string;
  readonly decideIsProvisional: boolean;
}

/** Files `$1` (a `NewListObjection`). No row while the same objector's is open; anybody else may always file another one. */
export const ADD_LIST_OBJECTION = statement<{ id: string }>(
  'add-list-objection',
  `insert into list_objection (id, case_id, entry_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on,
     decide_is_provisional)
   select n.id, n."caseId", n."entryId", n."officeId", n."filedAs", n.grounds, n."filedOn", n."recordedBy", n."decideUntilOn",
     n."decideIsProvisional"
   from jsonb_to_record($1::jsonb) as n(id uuid, "caseId" uuid, "entryId" uuid, "officeId" uuid, "filedAs" text, grounds text,
     "filedOn" date, "recordedBy" uuid, "decideUntilOn" date, "decideIsProvisional" boolean)
   on conflict do nothing returning id`,
);

/** Decides the objection `$1`: `$2` by `$3` on `$4` with the reasons `$5`. No row when it is decided. */
export const DECIDE_LIST_OBJECTION = statement<{ id: string }>(
  'decide-list-objection',
  `update list_objection set state = $2, decided_by = $3, decided_on = $4, reasons = $5, decided_recorded_at = clock_timestamp()
   where id = $1 and state = 'FILED' returning id`,
);
