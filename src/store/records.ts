import type { RatedRecord } from '../domain/rating.js';
import type { SubjectKind } from '../domain/standard.js';
import { paged, statement } from './statement.js';

export interface RecordRow {
  readonly id: string;
  readonly subjectId: string;
  readonly type: string;
  readonly typeZh: string;
  readonly typeEn: string;
  readonly occurredOn: string;
  readonly endedOn: string | null;
  readonly withdrawnAt: string | null;
  readonly amountHundredths: number | null;
  readonly validUntilOn: string | null;
  readonly documentNumber: string | null;
  readonly organName: string | null;
  readonly content: string | null;
  readonly recordedAt: string;
}

const RECORD = `
  select r.id, r.subject_id as "subjectId", r.type, t.label_zh as "typeZh", t.label_en as "typeEn",
    r.occurred_on as "occurredOn", r.ended_on as "endedOn", r.withdrawn_at as "withdrawnAt",
    r.amount_hundredths as "amountHundredths", r.valid_until_on as "validUntilOn",
    r.document_number as "documentNumber", r.organ_name as "organName", r.content, r.recorded_at as "recordedAt"`;

/** The records of each subject of `$1`, newest first: the same page of all of them. */
export const LIST_RECORDS = paged<RecordRow>(
  'list-records',
  'desc',
  ({ order, beyond }) => `${RECORD}
   from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     select * from credit_record c where c.subject_id = wanted.id
       and ($2::date is null or (c.occurred_on, c.id) ${beyond} ($2::date, $3::uuid))
     order by c.occurred_on ${order}, c.id ${order} limit $4
   ) r
   join record_type t on t.code = r.type
   order by r.subject_id, r.occurred_on ${order}, r.id ${order}`,
);

export const COUNT_RECORDS = statement<{ id: string; count: number }>(
  'count-records',
  `select subject_id as id, count(*) as count from credit_record where subject_id = any($1::uuid[]) group by subject_id`,
);

export const FIND_RECORDS = statement<RecordRow>(
  'find-records',
  `${RECORD} from credit_record r join record_type t on t.code = r.type where r.id = any($1::uuid[])`,
);

/** A record of a credit file as a rating counts it, with the place of the file asked for and the member whose record it is. */
export interface FiledRecord extends RecordRow, RatedRecord {
  /** From 1 on, in the order in which the files were asked for. */
  readonly place: number;
  readonly memberId: string | null;
}

/**
 * The files that ratings can rest on: of each subject of `$1`, members' records for households included, as they were known at the
 * moment of the same place in `$2` (null: now); at most the 20,000 newest records of each.
 */
export const READ_CREDIT_FILES = statement<FiledRecord>(
  'read-credit-files',
  `with asked as (
     select * from unnest($1::uuid[], $2::timestamptz[]) with ordinality as a(id, known_at, place)
   ), owner as (
     select place, known_at, null::uuid as member_id, id as owner_id from asked
     union
     select a.place, a.known_at, m.person_id, m.person_id from asked a join household_member m on m.household_id = a.id
   )
   select o.place, o.member_id as "memberId", r.id, r.subject_id as "subjectId", r.type,
     t.label_zh as "typeZh", t.label_en as "typeEn", r.occurred_on as "occurredOn",
     case when o.known_at is null or r.ended_recorded_at <= o.known_at then r.ended_on end as "endedOn",
     case when o.known_at is null or r.withdrawn_at <= o.known_at then r.withdrawn_at end as "withdrawnAt",
     r.withdrawn_at is not null and (o.known_at is null or r.withdrawn_at <= o.known_at) as withdrawn,
     r.amount_hundredths as "amountHundredths", r.valid_until_on as "validUntilOn", r.document_number as "documentNumber",
     r.organ_name as "organName", r.content, r.recorded_at as "recordedAt"
   from owner o
   cross join lateral (
     select * from credit_record c
     where c.subject_id = o.owner_id and (o.known_at is null or c.recorded_at <= o.known_at)
     order by c.occurred_on desc, c.id desc limit 20000
   ) r
   join record_type t on t.code = r.type
   order by o.place, r.occurred_on, r.id`,
);

export interface NewRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly content: string | null;
  readonly documentNumber?: string;
  readonly hazardId?: string;
  /** What identifies the record at its source: the same one delivered twice is stored once. */
  readonly sourceKey: string;
}

/** Records of acts of this service; each element of `$1` is a `NewRecord`. */
export const ADD_RECORDS = statement<{ id: string }>(
  'add-records',
  `insert into credit_record (id, subject_id, type, occurred_on, content, document_number, hazard_id, organ_name, source_key, office_id)
   select (e->>'id')::uuid, (e->>'subjectId')::uuid, e->>'type', (e->>'occurredOn')::date, e->>'content', e->>'documentNumber', (e->>'hazardId')::uuid,
     $3, sha256(convert_to(e->>'sourceKey', 'UTF8')), $2
   from jsonb_array_elements($1::jsonb) as e
   on conflict (source_key) do nothing
   returning id`,
);

/** From `$2` on the records of a hazard no longer count. */
export const END_RECORDS_OF_HAZARD = statement<{ id: string }>(
  'end-records-of-hazard',
  `update credit_record set ended_on = greatest($2::date, occurred_on), ended_recorded_at = now()
   where hazard_id = $1 and ended_on is null returning id`,
);

export interface TypeRules {
  /** What the law lets data of this kind be used for; null where it does not restrict them. */
  readonly use: 'ORDINARY' | 'WRITTEN_CONSENT' | 'FORBIDDEN' | null;
  /** Whether a points scheme in force looks at such records of persons, in their own files or for their households. */
  readonly countsInPointsScheme: boolean;
}

/** What holds for records of the type `$1` in files of the kind `$2` on the day `$3`. No row for an unknown type. */
export const READ_TYPE_RULES = statement<TypeRules>(
  'read-type-rules',
  `select c.use, exists (
     select from standard_record_type n
     join standard f on f.id = n.standard_id
     join sector s on s.code = f.sector
     where n.record_type = t.code and s.points_scheme and (n.by_members or $2 = any(n.subject_kinds))
       and f.in_force_from = (select max(in_force_from) from standard where sector = f.sector and in_force_from <= $3::date)
   ) as "countsInPointsScheme"
   from record_type t left join data_category c on c.code = t.data_category
   where t.code = $1`,
);

/** A record as an officer adds it. */
export interface AddedRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly amountHundredths: number | null;
  readonly documentNumber: string | null;
  readonly organName: string;
  readonly content: string | null;
  readonly validUntilOn: string | null;
  readonly sourceKey: string;
}

/**
 * Adds the record `$1` (an `AddedRecord`) for the office `$2`. No row when the same document is on file already, whichever way
 * it came: imported records have source keys of another form, so the columns are compared, too.
 */
export const ADD_RECORD = statement<{ id: string }>(
  'add-record',
  `insert into credit_record (id, subject_id, type, occurred_on, amount_hundredths, document_number, organ_name, content,
     valid_until_on, source_key, office_id)
   select r.id, r."subjectId", r.type, r."occurredOn", r."amountHundredths", r."documentNumber", r."organName", r.content,
     r."validUntilOn", sha256(convert_to(r."sourceKey", 'UTF8')), $2
   from jsonb_to_record($1::jsonb) as r(id uuid, "subjectId" uuid, type text, "occurredOn" date, "amountHundredths" bigint,
     "documentNumber" text, "organName" text, content text, "validUntilOn" date, "sourceKey" text)
   where not exists (
     select from credit_record c
     where c.subject_id = r."subjectId" and c.occurred_on = r."occurredOn" and c.type = r.type
       and c.document_number = r."documentNumber" and c.organ_name = r."organName")
   on conflict (source_key) do nothing
   returning id`,
);

/** A record on file, as whoever ends or withdraws it must know it. */
export interface ChangeableRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly type: string;
  readonly occurredOn: string;
  readonly endedOn: string | null;
  readonly withdrawnAt: string | null;
  readonly hazardId: string | null;
}

/** The record `$1` of a file inside the region subtrees `$2`. */
export const FIND_CHANGEABLE_RECORD = statement<ChangeableRecord>(
  'find-changeable-record',
  `select r.id, r.subject_id as "subjectId", s.kind, r.type, r.occurred_on as "occurredOn", r.ended_on as "endedOn",
     r.withdrawn_at as "withdrawnAt", r.hazard_id as "hazardId"
   from credit_record r join subject s on s.id = r.subject_id
   where r.id = $1 and s.region_code ^@ any($2::text[])`,
);

/** From `$2` on the record `$1` no longer counts, for the reason `$3`. */
export const END_RECORD = statement<{ id: string }>(
  'end-record',
  `update credit_record set ended_on = $2::date, ended_recorded_at = now(),
     details = details || jsonb_build_object('endedBecause', $3::text)
   where id = $1 and ended_on is null and withdrawn_at is null returning id`,
);

/** The record `$1` counts for nothing on any day, for the reason `$2`. */
export const WITHDRAW_RECORD = statement<{ id: string }>(
  'withdraw-record',
  `update credit_record set withdrawn_at = now(),
     details = details || jsonb_build_object('withdrawnBecause', $2::text)
   where id = $1 and withdrawn_at is null returning id`,
);
