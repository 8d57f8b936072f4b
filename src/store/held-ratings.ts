import type { SubjectKind } from '../domain/standard.js';
import type { GradeName } from './grades.js';
import { inReach } from './grade-changes.js';
import type { StoredRating } from './ratings.js';
import { paged, statement } from './statement.js';

/** A rating whose grade in effect is not the one that its standard indicates. */
export interface StoredHeldRating extends StoredRating {
  readonly subjectKind: SubjectKind;
  /** Since when the standard has indicated another grade than the one in effect. */
  readonly heldSinceOn: string;
  readonly isPending: boolean;
}

export type HeldRatingRow = StoredHeldRating & GradeName;

const HELD = `
  from rating r
  join subject s on s.id = r.subject_id
  join sector x on x.code = r.sector
  where r.sector = $1 and r.grade_code is distinct from r.indicated_grade_code and ${inReach('$2', '$3', '$4')}`;

/** The beginning of what the history says of the two grades as they are now. */
const HELD_SINCE = `
  select min(h.valid_from) from rating_history h
  where h.subject_id = r.subject_id and h.sector = r.sector and h.recorded_at > coalesce((
    select max(o.recorded_at) from rating_history o
    where o.subject_id = r.subject_id and o.sector = r.sector
      and (o.grade_code, o.indicated_grade_code) is distinct from (r.grade_code, r.indicated_grade_code)
  ), '-infinity')`;

/** Of the sector `$1` inside the reach `$2` to `$4`, by subject after `$5`. */
export const LIST_HELD_RATINGS = paged<StoredHeldRating>(
  'list-held-ratings',
  'asc',
  ({ order, beyond }) => `
   select r.subject_id as "subjectId", s.kind as "subjectKind", r.standard_id as "standardId", r.grade_code as "gradeCode", r.basis,
     r.indicated_grade_code as "indicatedGradeCode", r.better_since_on as "betterSinceOn", r.next_change_on as "nextChangeOn",
     r.score_hundredths as "scoreHundredths", r.since_on as "sinceOn", r.rated_on as "ratedOn",
     coalesce(r.better_since_on, (${HELD_SINCE}), r.rated_on) as "heldSinceOn",
     exists (select from grade_change g where g.subject_id = r.subject_id and g.sector = r.sector and g.state = 'PROPOSED') as "isPending"
   ${HELD} and ($5::uuid is null or r.subject_id ${beyond} $5)
   order by r.subject_id ${order} limit $6`,
);

export const COUNT_HELD_RATINGS = statement<{ count: number }>(
  'count-held-ratings',
  `select count(*) ${HELD}`,
);
