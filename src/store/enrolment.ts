import { statement } from './statement.js';

/** A subject on the way through everybody whom a standard could rate. */
export interface Candidate {
  readonly subjectId: string;
  /** Rated in the sector already. */
  readonly isRated: boolean;
  /** A record of an enrolling type stands in the file, or in that of a member. */
  readonly isEnrolled: boolean;
}

/**
 * The next `$4` subjects of the kinds `$2` after the subject `$3`, by their ids, and whether they belong to the sector `$1`: because
 * they are rated in it, or because a record of a type `$5` brings them into it. `$6` whether members' records count.
 * Everybody is looked at once, so that going through all costs the same however few belong to the sector.
 */
export const LIST_CANDIDATES = statement<Candidate>(
  'list-candidates',
  `with next as materialized (
     select id from subject where kind = any($2::text[]) and id > $3 order by id limit $4
   )
   select n.id as "subjectId",
     exists (select from rating r where r.subject_id = n.id and r.sector = $1) as "isRated",
     exists (select from credit_record c where c.subject_id = n.id and c.withdrawn_at is null and c.type = any($5::text[]))
       or $6::boolean and exists (
         select from household_member m join credit_record c on c.subject_id = m.person_id
         where m.household_id = n.id and c.withdrawn_at is null and c.type = any($5::text[])) as "isEnrolled"
   from next n order by n.id`,
);

/** How many that are in all. */
export const COUNT_CANDIDATES = statement<{ count: number }>(
  'count-candidates',
  'select count(*) from subject where kind = any($1::text[])',
);

/** How far the standard `$1` has been gone through; no row before it was begun. */
export const READ_ENROLMENT = statement<{ lastSubjectId: string | null; finishedAt: string | null }>(
  'read-enrolment',
  'select last_subject_id as "lastSubjectId", finished_at as "finishedAt" from sector_enrolment where standard_id = $1',
);

/** `$2` the last subject that was looked at, `$3` whether it was the last of all. */
export const MOVE_ENROLMENT_ON = statement<never>(
  'move-enrolment-on',
  `insert into sector_enrolment (standard_id, last_subject_id, finished_at)
   values ($1, $2, case when $3::boolean then clock_timestamp() end)
   on conflict (standard_id) do update set last_subject_id = coalesce(excluded.last_subject_id, sector_enrolment.last_subject_id),
     finished_at = excluded.finished_at`,
);
