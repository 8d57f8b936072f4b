import type { Cell, CopyTarget } from './bulk.js';
import { statement } from './statement.js';

/** One record on its way into the credit files, with what names its party: exactly one of the two numbers is there. */
export interface NewRecord {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly rowNumber: number;
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
  /** SHA-256 of what identifies the record at its source, as 64 hexadecimal digits. */
  readonly sourceKey: string;
}

/**
 * For the rest of the transaction no table is read from end to end. The plans of the look-ups below are made while the
 * file of records may still be small, and would otherwise read the whole of it for every batch once it is not.
 */
export const PREFER_INDEXES = statement<never>(
  'prefer-indexes',
  `select set_config('enable_seqscan', 'off', true)`,
);

/** Those of the source keys `$1` (hexadecimal) whose record is on file. The limit keeps it one index look-up each. */
export const FIND_KNOWN_KEYS = statement<{ sourceKey: string }>(
  'find-known-keys',
  `select wanted.key as "sourceKey" from unnest($1::text[]) as wanted(key)
   cross join lateral (select from credit_record c where c.source_key = decode(wanted.key, 'hex') limit 1) known`,
);

/** The files of the organisations with the credit codes `$1` and of the persons with the citizen numbers `$2`. */
export const FIND_PARTIES = statement<{ number: string; subjectId: string }>(
  'find-parties',
  `select credit_code as number, id as "subjectId" from subject where credit_code = any($1::text[])
   union all
   select citizen_number, id from person where citizen_number = any($2::text[])`,
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

/** Where records are copied to. Bulk input straight into the file: staging the rows first would move every byte twice. */
export const RECORDS: CopyTarget = {
  table: 'credit_record',
  columns: [
    'id',
    'subject_id',
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
    'job_id',
    'office_id',
  ],
};

/** What a record gets when it is filed. */
export interface Filing {
  readonly id: string;
  readonly subjectId: string;
  readonly jobId: string;
  readonly officeId: string;
}

/** The cells of a record, in the order of `RECORDS`. */
export function recordCells(record: NewRecord, { id, subjectId, jobId, officeId }: Filing): Cell[] {
  return [
    id,
    subjectId,
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
    `\\x${record.sourceKey}`,
    jobId,
    officeId,
  ];
}

/**
 * Those of `$2` (each a `NewRecord`) whose record is on file with other content: `inFile` when an earlier row of this job
 * `$1` put it there. What is part of the source key may be written in another way, and what happened to a record after it
 * was filed (ended, withdrawn) makes no difference.
 */
export const FIND_CONTRADICTIONS = statement<{ rowNumber: number; inFile: boolean }>(
  'find-contradictions',
  `select r."rowNumber", c.job_id is not distinct from $1::uuid as "inFile"
   from jsonb_to_recordset($2::jsonb) as r("rowNumber" integer, "occurredOn" date, "amountHundredths" bigint,
     content text, "validUntilOn" date, "publishedUntilOn" date, details jsonb, "sourceKey" text)
   cross join lateral (select * from credit_record k where k.source_key = decode(r."sourceKey", 'hex') limit 1) c
   where (c.occurred_on, c.amount_hundredths, c.content, c.valid_until_on, c.published_until_on,
       c.details - '{endedBecause,withdrawnBecause}'::text[])
     is distinct from
     (r."occurredOn", r."amountHundredths", r.content, r."validUntilOn", r."publishedUntilOn", r.details)
   order by r."rowNumber"`,
);

/** Records have come in; `$5` whether they could be adverse: by those, answers of approvals say how fresh they are. */
export const ADD_DELIVERY = statement<never>(
  'add-delivery',
  'insert into data_delivery (id, source, delivered_on, job_id, may_be_adverse) values ($1, $2, $3, $4, $5)',
);

/**
 * Whose ratings the records of the job `$1` may change: enterprises in the sector `$2`, whether rated before or not,
 * everybody in each sector in which he has a rating, and in each that such a record brings him into.
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
     union
     select r.subject_id, s.sector
     from credit_record r join subject on subject.id = r.subject_id
     join standard_record_type n on n.record_type = r.type and n.enrols and subject.kind = any(n.subject_kinds)
     join standard s on s.id = n.standard_id
     where r.job_id = $1::uuid
   )
   select sector, array_agg(subject_id order by subject_id) as "subjectIds" from pairs group by sector order by sector`,
);
