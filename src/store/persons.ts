import { statement } from './statement.js';

/** A natural person with the personal data in clear: only `steps/reveal-persons.ts` decides what leaves of it. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string | null;
}

/** Persons on file inside the region subtrees `$2`, owners and managers of houses and members of households there. */
export const FIND_PERSONS = statement<PersonRow>(
  'find-persons',
  `select p.id, p.name, p.phone, p.citizen_number as "citizenNumber"
   from person p join subject s on s.id = p.id
   where p.id = any($1::uuid[]) and (
     s.region_code ^@ any($2::text[])
     or exists (
       select from rental_house h join subject hs on hs.id = h.id
       where (h.owner_id = p.id or h.manager_id = p.id) and hs.region_code ^@ any($2::text[]))
     or exists (
       select from household_member m join subject hs on hs.id = m.household_id
       where m.person_id = p.id and m.to_on is null and hs.region_code ^@ any($2::text[])))`,
);

/** Holds citizen numbers, on file or not, until the unit of work ends; everybody takes them in the same order. */
export const LOCK_CITIZEN_NUMBERS = statement<{ locked: string }>(
  'lock-citizen-numbers',
  `select pg_advisory_xact_lock(hashtextextended(number, 0)) as locked
   from (select distinct number from unnest($1::text[]) as number order by number) as in_order`,
);

/** A natural person as he is registered. */
export interface NewPerson {
  /** Of his file, should there be none yet. */
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string;
}

/**
 * The files of the persons `$1` (each a `NewPerson`, no number twice), with the names that they are on file under. For whoever has
 * none one is opened in the region `$2` on the day `$3`; phones are brought up to date.
 */
export const KEEP_PERSONS = statement<{ id: string; name: string; citizenNumber: string }>(
  'keep-persons',
  `with given as (
     select * from jsonb_to_recordset($1::jsonb) as g(id uuid, name text, phone text, "citizenNumber" text)
   ), known as (
     update person p set phone = coalesce(g.phone, p.phone) from given g where p.citizen_number = g."citizenNumber"
     returning p.id, p.name, p.citizen_number
   ), opened as (
     insert into subject (id, kind, region_code, opened_on)
     select g.id, 'PERSON', $2::text, $3::date from given g
     where not exists (select from known k where k.citizen_number = g."citizenNumber")
     returning id
   ), added as (
     insert into person (id, name, phone, citizen_number)
     select g.id, g.name, g.phone, g."citizenNumber" from given g join opened o on o.id = g.id
     returning id, name, citizen_number
   )
   select id, name, citizen_number as "citizenNumber" from known
   union all select id, name, citizen_number from added`,
);
