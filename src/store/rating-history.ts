import type { RatingBasis } from '../domain/rating.js';
import { paged, statement } from './statement.js';
import type { StoredRating } from './ratings.js';
import type { TreatmentRow } from './treatments.js';

/** The history as it stood for the subjects `$1` on the day `$2`, as known at the moment `$3`: one row of each sector. */
const STOOD = `
  select distinct on (h.subject_id, h.sector) h.*
  from rating_history h
  where h.subject_id = any($1::uuid[]) and h.valid_from <= $2::date and h.recorded_at <= $3::timestamptz
  order by h.subject_id, h.sector, h.valid_from desc, h.recorded_at desc`;

/** Ratings as of a valid day and a moment of knowledge. */
export const READ_RATINGS_AS_OF = statement<StoredRating & { recordedAt: string }>(
  'read-ratings-as-of',
  `select r.subject_id as "subjectId", r.standard_id as "standardId", r.grade_code as "gradeCode", r.basis,
     r.indicated_grade_code as "indicatedGradeCode", null as "betterSinceOn", null as "nextChangeOn",
     r.score_hundredths as "scoreHundredths", coalesce(s.since_on, r.valid_from) as "sinceOn", $2::date as "ratedOn", r.recorded_at::text as "recordedAt"
   from (${STOOD}) r
   cross join lateral (
     select min(x.valid_from) as since_on from rating_history x
     where x.subject_id = r.subject_id and x.sector = r.sector and x.valid_from <= $2::date and x.recorded_at <= $3::timestamptz
       and x.valid_from > coalesce((
         select max(y.valid_from) from rating_history y
         where y.subject_id = r.subject_id and y.sector = r.sector and y.valid_from <= $2::date
           and y.recorded_at <= $3::timestamptz and y.grade_code is distinct from r.grade_code), '-infinity')
   ) s
   order by r.subject_id, r.sector`,
);

/** When this service came to know of each subject of `$1`. */
export const READ_FIRST_KNOWN = statement<{ id: string; recordedAt: string }>(
  'read-first-known',
  'select id, recorded_at as "recordedAt" from subject where id = any($1::uuid[])',
);

export interface HistoryRow {
  readonly subjectId: string;
  readonly sector: string;
  readonly standardId: string;
  readonly version: string;
  readonly basis: RatingBasis;
  readonly gradeCode: string | null;
  readonly indicatedGradeCode: string | null;
  readonly scoreHundredths: number;
  readonly validFrom: string;
  readonly recordedAt: string;
  /** To the microsecond, for cursors. */
  readonly recordedExactly: string;
  readonly cause: string;
}

/** How the ratings of the subjects `$1`, each in its sector of `$2`, came about, newest first, as known at the moment `$3`. */
export const LIST_RATING_HISTORY = paged<HistoryRow>(
  'list-rating-history',
  'desc',
  ({
    order,
    beyond,
  }) => `select h.subject_id as "subjectId", h.sector, h.standard_id as "standardId", s.version, h.basis, h.grade_code as "gradeCode",
     h.indicated_grade_code as "indicatedGradeCode", h.score_hundredths as "scoreHundredths", h.valid_from as "validFrom",
     h.recorded_at as "recordedAt", h.recorded_at::text as "recordedExactly", h.cause
   from unnest($1::uuid[], $2::text[]) as wanted(subject_id, sector)
   cross join lateral (
     select * from rating_history r
     where r.subject_id = wanted.subject_id and r.sector = wanted.sector and ($3::timestamptz is null or r.recorded_at <= $3)
       and ($4::date is null or (r.valid_from, r.recorded_at) ${beyond} ($4::date, $5::timestamptz))
     order by r.valid_from ${order}, r.recorded_at ${order} limit $6
   ) h
   join standard s on s.id = h.standard_id
   order by h.subject_id, h.sector, h.valid_from ${order}, h.recorded_at ${order}`,
);

export const COUNT_RATING_HISTORY = statement<{ id: string; count: number }>(
  'count-rating-history',
  `select h.subject_id::text || ' ' || h.sector as id, count(*) as count
   from unnest($1::uuid[], $2::text[]) as wanted(subject_id, sector)
   join rating_history h on h.subject_id = wanted.subject_id and h.sector = wanted.sector
   where $3::timestamptz is null or h.recorded_at <= $3
   group by h.subject_id, h.sector`,
);

/** A treatment that applies to a subject, with the grade that leads to it. */
export interface AppliedTreatment extends TreatmentRow {
  readonly subjectId: string;
  readonly standardId: string;
  readonly internal: boolean;
}

/**
 * What follows on the day `$2`, as known at `$3`, for the subjects `$1` from the grades they had then: of each kind and code the
 * latest row that was published, or set by an office whose jurisdiction holds the subject.
 */
export const READ_TREATMENTS = statement<AppliedTreatment>(
  'read-treatments',
  `select r.subject_id as "subjectId", r.standard_id as "standardId", c.internal, t.*
   from (${STOOD}) r
   join subject s on s.id = r.subject_id
   join sector c on c.code = r.sector
   cross join lateral (
     select distinct on (t.kind, t.code) t.id, t.sector, t.grade_code as "gradeCode", t.kind, t.code, t.label, t.value, t.unit,
       t.burden, t.legal_basis as "legalBasis", t.valid_from as "validFrom", t.recorded_at as "recordedAt", t.reason, t.source,
       o.name as "setBy", t.ends
     from treatment_policy t
     left join officer o on o.id = t.set_by
     left join office f on f.id = t.office_id
     where t.sector = r.sector and t.grade_code is not distinct from r.grade_code and t.valid_from <= $2::date
       and t.recorded_at <= $3::timestamptz and (f.id is null or s.region_code ^@ any(f.region_codes))
     order by t.kind, t.code, t.valid_from desc, t.recorded_at desc
   ) t
   where r.basis <> 'NOT_RATED' and not t.ends
   order by r.subject_id, r.sector, t.kind, t.code`,
);
