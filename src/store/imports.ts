import type { Cell, CopyTarget } from './bulk.js';
import { statement } from './statement.js';

/** One record on its way into the credit files, with what names its party. */
export interface StagedRecord {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly rowNumber: number;
  readonly id: string;
  readonly creditCode: string | null;
  readonly citizenNumber: string | null;
  readonly partyName: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly amountHundredths: number | null;
  readonly documentNumber: string;
  readonly organName: string;
  readonly organCode: string | null;
  readonly content: string;
  readonly validUntilOn: string | null;
  readonly publishedUntilOn: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly sourceKey: Uint8Array;
}

/** The rows of one batch. Temporary: of its transaction alone, never written to the log of the database, gone with it. */
export const CREATE_STAGE = statement<never>(
  'create-stage',
  `create temporary table import_row (
     row_number integer not null,
     id uuid not null,
     credit_code text collate "C",
     citizen_number text collate "C",
     party_name text not null,
     type text not null,
     occurred_on date not null,
     amount_hundredths bigint,
     document_number text not null,
     organ_name text not null,
     organ_code text collate "C",
     content text not null,
     valid_until_on date,
     published_until_on date,
     details jsonb not null,
     source_key bytea not null
   ) on commit drop`,
);

export const CLEAR_STAGE = statement<never>('clear-stage', 'truncate import_row');

export const STAGE: CopyTarget = {
  table: 'import_row',
  columns: [
    'row_number',
    'id',
    'credit_code',
    'citizen_number',
    'party_name',
    'type',
    'occurred_on',
    'amount_hundredths',
    'document_number',
    'organ_name',
    'organ_code',
    'content',
    'valid_until_on',
    'published_until_on',
    'details',
    'source_key',
  ],
};

/** The cells of a record, in the order of `STAGE`. */
export function stagedCells(record: StagedRecord): Cell[] {
  return [
    record.rowNumber,
    record.id,
    record.creditCode,
    record.citizenNumber,
    record.partyName,
    record.type,
    record.occurredOn,
    record.amountHundredths,
    record.documentNumber,
    record.organName,
    record.organCode,
    record.content,
    record.validUntilOn,
    record.publishedUntilOn,
    JSON.stringify(record.details),
    record.sourceKey,
  ];
}

/** Parties of the staged rows without a file: exactly one of the two numbers is there. */
export const FIND_UNKNOWN_PARTIES = statement<{
  creditCode: string | null;
  citizenNumber: string | null;
  name: string;
}>(
  'find-unknown-parties',
  `select distinct on (r.credit_code, r.citizen_number)
     r.credit_code as "creditCode", r.citizen_number as "citizenNumber", r.party_name as name
   from import_row r
   where case when r.credit_code is null
     then not exists (select from person p where p.citizen_number = r.citizen_number)
     else not exists (select from subject s where s.credit_code = r.credit_code) end
   order by r.credit_code, r.citizen_number, r.row_number`,
);

export interface NewOrganisation {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly kind: 'ENTERPRISE' | 'LAW_FIRM';
  readonly category: string;
  /** The county that the credit code names. */
  readonly regionCode: string;
}

/**
 * Opens a file for each element of `$1` (a `NewOrganisation`) that has none, in the region its code names, or else in
 * `$2` when that region is not on the register. `$3` is the day.
 */
export const OPEN_ORGANISATIONS = statement<never>(
  'open-organisations',
  `with wanted as (
     select * from jsonb_to_recordset($1::jsonb)
       as w(id uuid, "creditCode" text, name text, kind text, category text, "regionCode" text)
   ), opened as (
     insert into subject (id, kind, credit_code, name, region_code, opened_on)
     select w.id, w.kind, w."creditCode", w.name, coalesce(r.code, $2::text), $3::date
     from wanted w left join region r on r.code = w."regionCode"
     on conflict (credit_code) do nothing
     returning id
   )
   insert into enterprise (id, category) select w.id, w.category from wanted w join opened o on o.id = w.id`,
);

export interface NewPerson {
  readonly id: string;
  readonly citizenNumber: string;
  readonly name: string;
}

/** Opens a file for each element of `$1` (a `NewPerson`) in the region `$2` on the day `$3`. */
export const OPEN_PERSONS = statement<never>(
  'open-persons',
  `with wanted as (
     select * from jsonb_to_recordset($1::jsonb) as w(id uuid, "citizenNumber" text, name text)
   ), opened as (
     insert into subject (id, kind, region_code, opened_on) select id, 'PERSON', $2::text, $3::date from wanted
     returning id
   )
   insert into person (id, name, citizen_number)
   select w.id, w.name, w."citizenNumber" from wanted w join opened o on o.id = w.id`,
);

/**
 * Keeps the staged rows as records of the job `$1` and the office `$2`, but for those on file already. Answers how many
 * are new. The order makes the first of two equal rows the one that is kept.
 */
export const KEEP_STAGED = statement<{ kept: number }>(
  'keep-staged',
  `with kept as (
     insert into credit_record (id, subject_id, type, occurred_on, amount_hundredths, document_number, organ_name,
       organ_code, content, valid_until_on, published_until_on, details, source_key, job_id, office_id)
     select r.id, coalesce(s.id, p.id), r.type, r.occurred_on, r.amount_hundredths, r.document_number, r.organ_name,
       r.organ_code, r.content, r.valid_until_on, r.published_until_on, r.details, r.source_key, $1::uuid, $2::uuid
     from import_row r
     left join subject s on s.credit_code = r.credit_code
     left join person p on p.citizen_number = r.citizen_number
     order by r.row_number
     on conflict (source_key) do nothing
     returning 1
   )
   select count(*) as kept from kept`,
);

/**
 * Staged rows whose record is on file with other content: `inFile` when an earlier row of this job `$1` put it there.
 * What happened to a record after it was filed (ended, withdrawn) makes no difference.
 */
export const FIND_CONTRADICTIONS = statement<{ rowNumber: number; inFile: boolean }>(
  'find-contradictions',
  `select r.row_number as "rowNumber", c.job_id is not distinct from $1::uuid as "inFile"
   from import_row r join credit_record c on c.source_key = r.source_key
   where c.id <> r.id
     and (c.type, c.occurred_on, c.amount_hundredths, c.document_number, c.organ_name, c.organ_code, c.content,
       c.valid_until_on, c.published_until_on, c.details)
     is distinct from (r.type, r.occurred_on, r.amount_hundredths, r.document_number, r.organ_name, r.organ_code,
       r.content, r.valid_until_on, r.published_until_on, r.details)
   order by r.row_number`,
);

/**
 * Whose ratings the records of the job `$1` may change: enterprises in the sector `$2`, whether rated before or not, and
 * everybody in each sector in which he has a rating.
 */
export const FIND_TOUCHED = statement<{ sector: string; subjectIds: string[] }>(
  'find-touched',
  `with touched as (
     select distinct subject_id from credit_record where job_id = $1::uuid
   ), pairs as (
     select t.subject_id, $2::text as sector
     from touched t join subject s on s.id = t.subject_id where s.kind = 'ENTERPRISE'
     union
     select r.subject_id, r.sector from rating r join touched t on t.subject_id = r.subject_id
   )
   select sector, array_agg(subject_id order by subject_id) as "subjectIds" from pairs group by sector order by sector`,
);

/** Holds the ratings of these subjects still for this transaction; always in the order of their ids. */
export const LOCK_SUBJECTS = statement<{ id: string }>(
  'lock-subjects',
  'select id from subject where id = any($1::uuid[]) order by id for no key update',
);
