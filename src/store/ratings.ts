import type { RatedRecord } from '../domain/rating.js';
import type { Standard } from '../domain/standard.js';
import type { GradeName, Graded } from './grades.js';
import { statement } from './statement.js';

/** A rating as it stands; `nameGrades` puts it into words. */
export interface StoredRating extends Graded {
  readonly subjectId: string;
  readonly scoreHundredths: number;
  readonly sinceOn: string;
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
 * Rates the subjects `$2` in the sector `$1` on the day `$3` by the standard in force on that day, and notes each change
 * in the history with its cause `$4`. Returns the changed ones.
 *
 * This is the rule of `domain/rating.ts` for any number of subjects in one statement; a property test over random
 * standards and files holds the two equal. The caller has locked the subjects, or is the only one to rate them.
 */
export const RERATE = statement<RatingChange>(
  'rerate',
  `with in_force as (
     select id, sector, version, (definition->>'baseHundredths')::integer as base, definition->'byDefault'->'evidence' as evidence
     from standard where sector = $1 and in_force_from <= $3::date
     order by in_force_from desc limit 1
   ), wanted as (
     select distinct id from unnest($2::uuid[]) as id
   ), active as (
     select r.subject_id, i.code, i.min_count, i.sets_grade, i.cap_hundredths,
       case when i.per_amount then round(i.points_hundredths * coalesce(r.amount_hundredths, 0)::numeric / 100)
            else i.points_hundredths end as points
     from in_force
     join standard_indicator i on i.standard_id = in_force.id
     join (
       -- "offset 0" keeps this one look-up by index for each subject: right after a large import the planner knows so
       -- little about the table that it would otherwise read the whole of it for a handful of subjects.
       select file.* from wanted cross join lateral (
         select subject_id, type, occurred_on, amount_hundredths from credit_record
         where subject_id = wanted.id and occurred_on <= $3::date and withdrawn_at is null
           and (ended_on is null or ended_on > $3::date) offset 0
       ) file
     ) r on r.type = any(i.record_types)
     where i.valid_days is null or $3::date < r.occurred_on + i.valid_days
   ), totalled as (
     select subject_id, greatest(-cap_hundredths, least(cap_hundredths, sum(points))) as points,
       bool_or(points <> 0) as has_points, case when count(*) >= min_count then sets_grade end as sets_grade
     from active group by subject_id, code, min_count, sets_grade, cap_hundredths
   ), scored as (
     select w.id as subject_id, f.id as standard_id, f.sector, f.version,
       f.base + coalesce(sum(t.points), 0)::integer as score,
       max(direct.rank) as direct_rank,
       f.evidence is not null and not coalesce(bool_or(t.has_points or t.sets_grade is not null), false) and not exists (
         select from credit_record e
         where e.subject_id = w.id and f.evidence ? e.type and e.occurred_on <= $3::date and e.withdrawn_at is null
       ) as by_default
     from wanted w cross join in_force f
     left join totalled t on t.subject_id = w.id
     left join standard_band direct on direct.standard_id = f.id and direct.code = t.sets_grade
     group by w.id, f.id, f.sector, f.version, f.base, f.evidence
   ), graded as (
     select s.subject_id, s.standard_id, s.sector, s.version, s.score, s.by_default,
       case when not s.by_default then (
         select b.code from standard_band b
         where b.standard_id = s.standard_id and b.rank = greatest(s.direct_rank, (
           select of_score.rank from standard_band of_score
           where of_score.standard_id = s.standard_id
             and (of_score.min_hundredths is null or of_score.min_hundredths <= s.score)
             and (of_score.max_hundredths is null or s.score < of_score.max_hundredths)))
       ) end as grade
     from scored s
   ), former as (
     select r.subject_id, r.grade_code from rating r join wanted on wanted.id = r.subject_id where r.sector = $1
   ), changed as (
     insert into rating as now (subject_id, sector, standard_id, basis, score_hundredths, grade_code, since_on, rated_on)
     select subject_id, sector, standard_id, case when by_default then 'BY_DEFAULT' else 'RATED' end, score, grade, $3, $3 from graded
     on conflict (subject_id, sector) do update set
       standard_id = excluded.standard_id, basis = excluded.basis, score_hundredths = excluded.score_hundredths,
       grade_code = excluded.grade_code, rated_on = excluded.rated_on,
       since_on = case when now.grade_code is distinct from excluded.grade_code then excluded.since_on else now.since_on end
     where (now.standard_id, now.basis, now.score_hundredths, now.grade_code)
       is distinct from (excluded.standard_id, excluded.basis, excluded.score_hundredths, excluded.grade_code)
     returning subject_id, sector, standard_id, basis, score_hundredths, grade_code
   ), noted as (
     insert into rating_history (subject_id, sector, standard_id, basis, score_hundredths, grade_code, valid_from, cause)
     select subject_id, sector, standard_id, basis, score_hundredths, grade_code, $3, $4 from changed
   )
   select c.subject_id as "subjectId", c.grade_code as "gradeCode", former.grade_code as "formerGradeCode", f.version
   from changed c cross join in_force f left join former on former.subject_id = c.subject_id`,
);

export const READ_RATINGS = statement<StoredRating>(
  'read-ratings',
  `select subject_id as "subjectId", standard_id as "standardId", grade_code as "gradeCode",
     score_hundredths as "scoreHundredths", since_on as "sinceOn"
   from rating where subject_id = any($1::uuid[]) order by subject_id, sector`,
);

export const READ_STANDARDS = statement<{ id: string; definition: Standard }>(
  'read-standards',
  'select id, definition from standard where id = any($1::uuid[])',
);

/** What the ratings of subjects can rest on, at most the 5,000 oldest records of each. */
export const READ_RATED_RECORDS = statement<RatedRecord & { subjectId: string }>(
  'read-rated-records',
  `select r.subject_id as "subjectId", r.id, r.type, r.occurred_on as "occurredOn", r.ended_on as "endedOn",
     r.withdrawn_at is not null as withdrawn, r.amount_hundredths as "amountHundredths"
   from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     select * from credit_record c where c.subject_id = wanted.id order by c.occurred_on, c.id limit 5000
   ) r
   order by r.subject_id, r.occurred_on, r.id`,
);

/**
 * The next `$3` subjects of the sector `$1` after the subject `$2`, locked until the unit of work ends, so that nobody rates
 * them by older records meanwhile.
 */
export const LOCK_NEXT_RATED = statement<{ subjectId: string }>(
  'lock-next-rated',
  `select r.subject_id as "subjectId" from rating r join subject s on s.id = r.subject_id
   where r.sector = $1 and r.subject_id > $2 order by r.subject_id limit $3
   for no key update of r, s`,
);

export const LIST_SECTORS = statement<{ sector: string }>(
  'list-sectors',
  'select distinct sector from standard order by sector',
);
