import { statement } from './statement.js';

/** A natural person with the personal data in clear: only `steps/reveal-persons.ts` decides what leaves of it. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string | null;
}

/** Persons who own or manage a house inside the region subtrees `$2`, or are on file there themselves. */
export const FIND_PERSONS = statement<PersonRow>(
  'find-persons',
  `select p.id, p.name, p.phone, p.citizen_number as "citizenNumber"
   from person p join subject s on s.id = p.id
   where p.id = any($1::uuid[]) and (
     s.region_code ^@ any($2::text[])
     or exists (
       select from rental_house h join subject hs on hs.id = h.id
       where (h.owner_id = p.id or h.manager_id = p.id) and hs.region_code ^@ any($2::text[])))`,
);

/** Holds citizen numbers, on file or not, until the unit of work ends; everybody takes them in the same order. */
export const LOCK_CITIZEN_NUMBERS = statement<{ locked: string }>(
  'lock-citizen-numbers',
  `select pg_advisory_xact_lock(hashtextextended(number, 0)) as locked
   from (select distinct number from unnest($1::text[]) as number order by number) as in_order`,
);

/**
 * The file of the person with this citizen number, opened if there is none yet; the phone is brought up to date. No row when
 * the number is on file under another name.
 */
export const KEEP_PERSON = statement<{ id: string }>(
  'keep-person',
  `with known as (
     update person set phone = coalesce($3, phone) where citizen_number = $4 returning id, name
   ), opened as (
     insert into subject (id, kind, region_code, opened_on)
     select $1::uuid, 'PERSON', $5::text, $6::date where not exists (select from known) returning id
   ), added as (
     insert into person (id, name, phone, citizen_number)
     select id, $2::text, $3::text, $4::text from opened returning id
   )
   select id from known where name = $2::text union all select id from added`,
);
