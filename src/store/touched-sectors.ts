import type { SubjectKind } from '../domain/standard.js';
import { statement } from './statement.js';

/** A subject that must be rated anew in a sector, by the standard in force. */
export interface TouchedSubject {
  readonly sector: string;
  readonly standardId: string;
  /** Whether ratings of the sector must stay with its regulators. */
  readonly internal: boolean;
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly regionCode: string;
}

/**
 * Whose ratings records of the types `$2` in the files of the subjects `$1` may change on the day `$3`: those of the subjects
 * themselves, and of the households of which they are or were members. Only in sectors in which they are rated already, or into which
 * such a record brings them. Nobody but a person has households, so for nobody else are their members looked through.
 */
export const FIND_TOUCHED_SECTORS = statement<TouchedSubject>(
  'find-touched-sectors',
  `with in_force as (
     select distinct on (sector) id, sector from standard
     where in_force_from <= $3::date order by sector, in_force_from desc
   ), named as (
     select f.sector, f.id as standard_id, n.subject_kinds, n.by_members, bool_or(n.enrols) as enrols
     from standard_record_type n join in_force f on f.id = n.standard_id
     where n.record_type = any($2::text[])
     group by f.sector, f.id, n.subject_kinds, n.by_members
   ), rated as (
     select id, false as through_member from unnest($1::uuid[]) as id
     union
     select m.household_id, true
     from subject p
     cross join lateral (select household_id from household_member where person_id = p.id offset 0) m
     where p.id = any($1::uuid[]) and p.kind in ('PERSON', 'LAWYER')
   )
   select distinct n.sector, n.standard_id as "standardId", c.internal, s.id as "subjectId", s.kind, s.region_code as "regionCode"
   from named n
   join sector c on c.code = n.sector
   cross join rated
   join subject s on s.id = rated.id and s.kind = any(n.subject_kinds)
   where (n.by_members or not rated.through_member)
     and (n.enrols or exists (select from rating r where r.subject_id = s.id and r.sector = n.sector))
   order by n.sector, s.id`,
);

/** The sectors in which the household `$1` is rated by its members, by the standards in force on the day `$2`. */
export const FIND_SECTORS_BY_MEMBERS = statement<TouchedSubject>(
  'find-sectors-by-members',
  `select r.sector, f.id as "standardId", c.internal, s.id as "subjectId", s.kind, s.region_code as "regionCode"
   from rating r
   join subject s on s.id = r.subject_id
   join sector c on c.code = r.sector
   cross join lateral (
     select id, definition ? 'members' as by_members from standard
     where sector = r.sector and in_force_from <= $2::date order by in_force_from desc limit 1
   ) f
   where r.subject_id = $1 and f.by_members
   order by r.sector`,
);
