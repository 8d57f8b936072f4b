import type { GradeName, Graded } from './grades.js';
import { ratedBy, type Reach, reachName } from './rating-sql.js';
import { statement } from './statement.js';

/** A rating as it stands; `nameGrades` puts it into words. */
export interface StoredRating extends Graded {
  readonly subjectId: string;
  readonly scoreHundredths: number;
  readonly sinceOn: string;
  /** The day as of whose end the rating was worked out. */
  readonly ratedOn: string;
  /** What the standard indicates; differs from the grade in effect while officers have not confirmed it. */
  readonly indicatedGradeCode: string | null;
  readonly betterSinceOn: string | null;
  readonly nextChangeOn: string | null;
  /** Of a rating of the past: when it was recorded, to the microsecond, so that it is explained by what was known then. */
  readonly recordedAt?: string;
}

export type RatingRow = StoredRating & GradeName;

export interface RatingChange {
  readonly subjectId: string;
  readonly gradeCode: string | null;
  readonly formerGradeCode: string | null;
  readonly version: string;
}

/**
 * Locks subjects until the unit of work ends, in one order for everybody, so that ratings of one subject follow each other
 * and each sees the records that the one before has left.
 */
export const LOCK_SUBJECTS = statement<{ id: string }>(
  'lock-subjects',
  'select id from subject where id = any($1::uuid[]) order by id for no key update',
);

/**
 * Whoever changes a file rates it by this, so that the day of a rating is never before its last record: then its explanation as of
 * that day is exact. Over a stretch nothing but the calendar has moved, and what that changes is seen in the other columns.
 */
const RATED_TODAY = 'or former_rated_on <> "on"';

/**
 * Rates subjects by a program, brings their grades into effect as the standard says (`domain/grade-in-effect.ts`), and notes
 * each change in the history. A rating of a later day is never put back to an earlier one. `$3` the standard, `$4` the cause;
 * the rest as `ratedBy` says. Returns those whose rating changed. The caller has locked the subjects, or is the only one to
 * rate them.
 */
const rerate = (reach: Reach) =>
  statement<RatingChange>(
    `rerate-${reachName(reach)}`,
    `with ${ratedBy(reach)}, standing as (
     select s.id, s.sector, s.version, s.definition->'upgrade'->>'mode' = 'ONE_STEP' as one_step,
       coalesce(s.definition->'downgrade'->>'mode' = 'CONFIRMED', false) as confirmed, p."on"
     from standard s cross join program p where s.id = $3::uuid
   ), former as (
     select r.*, b.rank from rating r join wanted w on w.id = r.subject_id join standing s on s.sector = r.sector
     left join band b on b.code = coalesce(r.grade_code, r.last_grade_code)
   ), decided as (
     select n.subject_id, s.sector, s.id as standard_id, n.basis, n.score, n.indicated, n.next_change_on, s."on", s.version,
       case when n.basis = 'RATED' and (n.indicated_rank > f.rank and s.confirmed or n.indicated_rank < f.rank and s.one_step)
         then coalesce(f.grade_code, f.last_grade_code) else n.indicated end as grade,
       case when n.basis = 'RATED' and n.indicated_rank < f.rank and s.one_step
         then coalesce(f.better_since_on, s."on") end as better_since_on,
       f.subject_id is null as is_first, f.grade_code as former_grade, f.indicated_grade_code as former_indicated,
       f.standard_id as former_standard, f.basis as former_basis, f.score_hundredths as former_score, f.last_grade_code as last_grade,
       f.better_since_on as former_better_since, f.next_change_on as former_next_change, f.since_on as former_since,
       f.rated_on as former_rated_on
     from rated n cross join standing s left join former f on f.subject_id = n.subject_id
   ), differing as (
     select *, is_first or (former_standard, former_basis, former_score, former_grade, former_indicated)
         is distinct from (standard_id, basis, score, grade, indicated) as is_change,
       (former_grade, former_indicated) is distinct from (grade, indicated) as is_other_grade
     from decided
     where is_first or former_rated_on <= "on" and (
       (former_standard, former_basis, former_score, former_grade, former_indicated, former_better_since, former_next_change)
         is distinct from (standard_id, basis, score, grade, indicated, better_since_on, next_change_on)
       ${reach.subjects === 'RANGE' ? '' : RATED_TODAY})
   ), kept as (
     insert into rating (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code,
       last_grade_code, better_since_on, next_change_on, since_on, rated_on)
     select subject_id, sector, standard_id, basis, score, grade, indicated, coalesce(grade, last_grade), better_since_on, next_change_on,
       case when former_grade is not distinct from grade then coalesce(former_since, "on") else "on" end, "on"
     from differing
     on conflict (subject_id, sector) do update set
       standard_id = excluded.standard_id, basis = excluded.basis, score_hundredths = excluded.score_hundredths,
       grade_code = excluded.grade_code, indicated_grade_code = excluded.indicated_grade_code,
       last_grade_code = excluded.last_grade_code, better_since_on = excluded.better_since_on, next_change_on = excluded.next_change_on,
       since_on = excluded.since_on, rated_on = excluded.rated_on
   ), noted as (
     insert into rating_history (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code,
       valid_from, cause)
     select subject_id, sector, standard_id, basis, score, grade, indicated, "on", $4::text from differing where is_change
   ), superseded as (
     update grade_change g set state = 'SUPERSEDED', decided_at = clock_timestamp()
     from differing d where g.subject_id = d.subject_id and g.sector = d.sector and g.state = 'PROPOSED' and d.is_other_grade
   )
   select subject_id as "subjectId", grade as "gradeCode", former_grade as "formerGradeCode", version
   from differing where is_change`,
  );

/** For one subject, for a handful, for households by their members, and for a stretch of neighbours. */
export const RERATE = {
  one: rerate({ subjects: 'ONE', members: false }),
  few: rerate({ subjects: 'FEW', members: false }),
  households: rerate({ subjects: 'FEW', members: true }),
  range: rerate({ subjects: 'RANGE', members: false }),
} as const;

const RATING = `
   select subject_id as "subjectId", standard_id as "standardId", grade_code as "gradeCode",
     basis, indicated_grade_code as "indicatedGradeCode", better_since_on as "betterSinceOn",
     next_change_on as "nextChangeOn", score_hundredths as "scoreHundredths", since_on as "sinceOn", rated_on as "ratedOn"
   from rating`;

/** The rating of the subject `$1` in the sector `$2`. */
export const READ_RATING = statement<StoredRating>(
  'read-rating',
  `${RATING} where subject_id = $1 and sector = $2`,
);

export const READ_RATINGS = statement<StoredRating>(
  'read-ratings',
  `${RATING} where subject_id = any($1::uuid[]) order by subject_id, sector`,
);

/**
 * Subjects of the sector `$1` whose ratings may change by the day `$2`, the longest due first, at most `$3`: locked until the
 * unit of work ends, so that nobody rates them by older records meanwhile.
 */
export const LOCK_DUE = statement<{ subjectId: string }>(
  'lock-due',
  `with due as materialized (
     select subject_id from rating where sector = $1 and next_change_on <= $2::date
     order by next_change_on, subject_id limit $3
   )
   select s.id as "subjectId" from subject s join due on due.subject_id = s.id order by s.id for no key update of s`,
);

/**
 * The next `$3` subjects of the sector `$1` after the subject `$2`, in the order of their ids, locked likewise; only those
 * rated by another standard than `$4`, unless that is null.
 */
export const LOCK_NEXT_RATED = statement<{ subjectId: string }>(
  'lock-next-rated',
  `with next as materialized (
     select subject_id from rating
     where sector = $1 and subject_id > $2 and ($4::uuid is null or standard_id <> $4)
     order by subject_id limit $3
   )
   select s.id as "subjectId" from subject s join next on next.subject_id = s.id order by s.id for no key update of s`,
);

export const COUNT_RATED = statement<{ count: number }>(
  'count-rated',
  'select count(*) from rating where sector = $1',
);
