import type { CivilDate } from '../domain/civil-date.js';
import { paged, statement } from './statement.js';

export type ExitKind = 'TERM' | 'REPAIR' | 'OBJECTION' | 'REVOCATION' | 'COURT';

/** What the public is to read. */
export interface NewAnnouncement {
  readonly id: string;
  readonly kind: 'PUBLICITY' | 'PUBLICITY_ENDED' | 'ENTRY' | 'EXIT';
  readonly caseId: string | null;
  readonly entryId: string | null;
  readonly listCode: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly organName: string;
  readonly legalBasis: string;
  readonly documentNumber: string | null;
  readonly exitKind: ExitKind | null;
  readonly holdsFromOn: string;
  readonly holdsUntilOn: string | null;
  readonly channelZh: string;
  readonly channelEn: string;
  readonly announcedOn: string;
}

/** Announces all of `$1` (each a `NewAnnouncement`); what was announced already is not announced again. */
export const ADD_ANNOUNCEMENTS = statement<{ id: string }>(
  'add-list-announcements',
  `insert into list_announcement (id, kind, case_id, entry_id, list_code, enterprise_name, credit_code, organ_name, legal_basis,
     document_number, exit_kind, holds_from_on, holds_until_on, channel_zh, channel_en, announced_on)
   select n.id, n.kind, n."caseId", n."entryId", n."listCode", n."enterpriseName", n."creditCode", n."organName", n."legalBasis",
     n."documentNumber", n."exitKind", n."holdsFromOn", n."holdsUntilOn", n."channelZh", n."channelEn", n."announcedOn"
   from jsonb_to_recordset($1::jsonb) as n(id uuid, kind text, "caseId" uuid, "entryId" uuid, "listCode" text, "enterpriseName" text,
     "creditCode" text, "organName" text, "legalBasis" text, "documentNumber" text, "exitKind" text, "holdsFromOn" date,
     "holdsUntilOn" date, "channelZh" text, "channelEn" text, "announcedOn" date)
   on conflict do nothing returning id`,
);

/** An entry that was announced and has ended by its term, with the record that ends with it. */
export interface EndedByTerm {
  readonly entryId: string;
  readonly subjectId: string;
  readonly caseId: string | null;
  readonly listCode: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly organName: string;
  readonly legalBasis: string;
  readonly documentNumber: string | null;
  readonly holdsFromOn: string;
  readonly holdsUntilOn: string;
  readonly endedOn: string;
  readonly channelZh: string;
  readonly channelEn: string;
  readonly recordId: string | null;
  readonly recordType: string | null;
}

/**
 * Locks the files of the next 500 whose entries have ended by their term on `$1` and whose exit is not announced. The name is that of the
 * day of the exit, everything else what the entry was announced with.
 */
export const LOCK_ENDED_BY_TERM = statement<EndedByTerm>(
  'lock-ended-by-term',
  `select e.id as "entryId", e.subject_id as "subjectId", a.case_id as "caseId", a.list_code as "listCode",
     s.name as "enterpriseName", s.credit_code as "creditCode", a.organ_name as "organName", a.legal_basis as "legalBasis",
     a.document_number as "documentNumber", a.holds_from_on as "holdsFromOn", e.valid_to - 1 as "holdsUntilOn",
     e.valid_to as "endedOn", a.channel_zh as "channelZh", a.channel_en as "channelEn", e.record_id as "recordId",
     l.record_type as "recordType"
   from list_entry e
   join list_announcement a on a.entry_id = e.id and a.kind = 'ENTRY'
   join subject s on s.id = e.subject_id
   join credit_list l on l.code = e.list_code
   where e.valid_to <= $1::date
     and not exists (select from list_announcement x where x.entry_id = e.id and x.kind = 'EXIT')
   order by e.subject_id, e.id limit 500
   for no key update of s`,
);

/** What the public reads of lists. */
export interface AnnouncementRow {
  readonly id: string;
  readonly kind: NewAnnouncement['kind'];
  readonly listCode: string;
  readonly listZh: string;
  readonly listEn: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly organName: string;
  readonly legalBasis: string;
  readonly documentNumber: string | null;
  readonly exitKind: ExitKind | null;
  readonly holdsFromOn: string;
  readonly holdsUntilOn: string | null;
  readonly channelZh: string;
  readonly channelEn: string;
  readonly announcedOn: string;
}

export interface AnnouncementFilter {
  readonly creditCode: string | null;
  readonly listCode: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** The binds `$1` to `$5` of what the public asks for, and when. */
export function announcementValues(
  { creditCode, listCode, from, to }: AnnouncementFilter,
  today: CivilDate,
): unknown[] {
  return [creditCode, listCode, from, to, today];
}

/**
 * What the public reads on the day `$5`: an entry while it holds, a publication as proposed while its case is open, and the end of either for the
 * days of the rule; of an entry that was annulled after its end only that.
 */
const SHOWN = `case a.kind
     when 'ENTRY' then exists (select from list_entry e where e.id = a.entry_id and (e.valid_to is null or e.valid_to > $5::date))
     when 'PUBLICITY' then exists (select from list_case c where c.id = a.case_id and c.state = 'NOTICED')
     else a.announced_on + (
         select r.exit_shown_days from list_rule r where r.list_code = a.list_code and r.valid_from <= a.announced_on
         order by r.valid_from desc limit 1) > $5::date
       and not exists (select from list_announcement x where coalesce(x.entry_id, x.case_id) = coalesce(a.entry_id, a.case_id)
         and x.kind = 'EXIT' and x.id > a.id) end`;

const CHOSEN = `${SHOWN} and ($1::text is null or a.credit_code = $1) and ($2::text is null or a.list_code = $2)
     and ($3::date is null or a.announced_on >= $3) and ($4::date is null or a.announced_on <= $4)`;

/** Of the enterprise `$1` and the list `$2`, announced from `$3` to `$4`; null: any. What is shown on `$5`, newest first, after `$6`. */
export const LIST_ANNOUNCEMENTS = paged<AnnouncementRow>(
  'list-list-announcements',
  'desc',
  ({ order, beyond }) => `
   select a.id, a.kind, a.list_code as "listCode", l.label_zh as "listZh", l.label_en as "listEn",
     a.enterprise_name as "enterpriseName", a.credit_code as "creditCode", a.organ_name as "organName", a.legal_basis as "legalBasis",
     a.document_number as "documentNumber", a.exit_kind as "exitKind", a.holds_from_on as "holdsFromOn",
     case when a.kind = 'PUBLICITY' then (select greatest(a.holds_until_on, c.objection_until_on) from list_case c where c.id = a.case_id)
       else a.holds_until_on end as "holdsUntilOn", a.channel_zh as "channelZh", a.channel_en as "channelEn", a.announced_on as "announcedOn"
   from list_announcement a join credit_list l on l.code = a.list_code
   where ${CHOSEN} and ($6::uuid is null or a.id ${beyond} $6) order by a.id ${order} limit $7`,
);

/** Counts no further than 10,000: the public pays nothing for it. */
export const COUNT_ANNOUNCEMENTS = statement<{ count: number }>(
  'count-list-announcements',
  `select count(*) from (select from list_announcement a where ${CHOSEN} limit 10000) x`,
);
