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
  readonly documentNumber: string | null;
  readonly organName: string | null;
  readonly content: string | null;
  readonly recordedAt: string;
}

const RECORD = `
  select r.id, r.subject_id as "subjectId", r.type, t.label_zh as "typeZh", t.label_en as "typeEn",
    r.occurred_on as "occurredOn", r.ended_on as "endedOn", r.withdrawn_at as "withdrawnAt",
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
