import { statement } from './statement.js';

/** Takes an idempotency key for this transaction; no row when an earlier (or a just committed) act holds it. */
export const TAKE_KEY = statement<{ key: string }>(
  'take-key',
  `insert into idempotency_key (officer_id, key, verb, input_hash) values ($1, $2, $3, $4)
   on conflict do nothing returning key`,
);

export interface KeptAct {
  readonly verb: string;
  readonly inputHash: Buffer;
  readonly result: unknown;
}

export const READ_KEY = statement<KeptAct>(
  'read-key',
  `select verb, input_hash as "inputHash", result from idempotency_key where officer_id = $1 and key = $2`,
);

/**
 * Ends an act: the answer is kept under its key and one entry is chained to the audit of the office.
 * Source: audit chain per office, so that only acts of the same office wait for each other, and only for this statement.
 */
export const FINISH_ACT = statement<{ sequence: number }>(
  'finish-act',
  `with kept as (
     update idempotency_key set result = $3 where officer_id = $1 and key = $2
   ), moment as (
     select date_trunc('milliseconds', clock_timestamp()) as recorded_at
   ), entry as (
     select recorded_at, audit_body($4, recorded_at, $1, $5, $6, $7, $8, $9, $10) as body from moment
   ), head as (
     insert into audit_head as h (office_id, sequence, hash)
     select $4, 1, sha256(convert_to('1' || body, 'UTF8')) from entry
     on conflict (office_id) do update set
       sequence = h.sequence + 1,
       hash = (select sha256(h.hash || convert_to(h.sequence + 1 || body, 'UTF8')) from entry)
     returning h.sequence, h.hash
   )
   insert into audit_entry (office_id, sequence, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules, hash)
   select $4::uuid, head.sequence, entry.recorded_at, $1::uuid, $5::text, $6::text, $7::text, $8::uuid[], $9::bytea, $10::jsonb, head.hash
   from entry, head
   returning sequence`,
);

/**
 * Links of an office's audit chain that are not what the trail says: an entry was edited, or left out before it, or the end
 * was cut off or added to without its head. None, unless somebody laid hands on the trail.
 */
export const BROKEN_LINKS = statement<{ sequence: number }>(
  'broken-links',
  `select sequence from (
     select sequence, hash, sha256(
       coalesce(lag(hash) over (order by sequence), '') || convert_to(sequence || audit_body(
         office_id, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules
       ), 'UTF8')) as expected
     from audit_entry where office_id = $1
   ) links where hash <> expected
   union
   select coalesce(e.sequence, h.sequence)
   from audit_head h
   full join (select * from audit_entry where office_id = $1 order by sequence desc limit 1) e
     on e.office_id = h.office_id and e.sequence = h.sequence
   where coalesce(e.office_id, h.office_id) = $1 and h.hash is distinct from e.hash
   order by sequence`,
);

/** Keys are kept for at least a day; a week leaves room for a client that was away. */
export const FORGET_OLD_KEYS = statement<never>(
  'forget-old-keys',
  `delete from idempotency_key where recorded_at < now() - interval '7 days'`,
);

/** One statement for all the look-ups of a moment. */
export const LOG_ACCESS = statement<never>(
  'log-access',
  `insert into access_log (officer_id, office_id, query, purpose, matter, subject_ids)
   select (e->>'officerId')::uuid, (e->>'officeId')::uuid, e->>'query', e->>'purpose', e->>'matter',
     array(select jsonb_array_elements_text(e->'subjectIds')::uuid)
   from jsonb_array_elements($1::jsonb) as e`,
);
