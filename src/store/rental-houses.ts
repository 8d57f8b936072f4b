import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { GradeName, Graded } from './grades.js';
import { paged, statement } from './statement.js';

/** A rental house with its next inspection and its tier, which `nameGrades` puts into words. */
export interface StoredHouse extends Graded {
  readonly id: string;
  readonly addressCode: string;
  readonly address: string;
  readonly regionCode: string;
  readonly status: string;
  readonly roomCount: number;
  readonly ownerId: string;
  readonly managerId: string | null;
  readonly registeredOn: string;
  /** What the code on the door plate says. */
  readonly publicCode: string;
  readonly scoreHundredths: number;
  readonly sinceOn: string;
  readonly ratedOn: string;
  readonly indicatedGradeCode: string | null;
  readonly betterSinceOn: string | null;
  readonly nextChangeOn: string | null;
  readonly dueOn: string;
  readonly dueReason: 'FIRST_VISIT' | 'ROUTINE' | 'REVISIT';
  readonly houseVersion: number;
  readonly lastInspectionId: string | null;
  readonly gridCode: string | null;
}

export type HouseRow = StoredHouse & GradeName;

/** Columns of a house; `h`, `s`, `r` and `d` are house, subject, rating and schedule. */
export const HOUSE_COLUMNS = `
  h.id, h.address_code as "addressCode", h.address, s.region_code as "regionCode", s.status, h.room_count as "roomCount",
  h.owner_id as "ownerId", h.manager_id as "managerId", h.registered_on as "registeredOn", h.version as "houseVersion", h.public_code as "publicCode", r.standard_id as "standardId",
  r.grade_code as "gradeCode", r.basis, r.indicated_grade_code as "indicatedGradeCode", r.better_since_on as "betterSinceOn",
  r.next_change_on as "nextChangeOn", r.score_hundredths as "scoreHundredths", r.since_on as "sinceOn", r.rated_on as "ratedOn", d.due_on as "dueOn",
  d.reason as "dueReason", d.last_inspection_id as "lastInspectionId",
  h.grid_code as "gridCode"`;

const JOINS = `
  join subject s on s.id = h.id
  join inspection_schedule d on d.house_id = h.id
  join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'`;

/** Houses by id inside the region subtrees `$2`; what lies outside is simply not there. */
export const FIND_HOUSES = statement<StoredHouse>(
  'find-houses',
  `select ${HOUSE_COLUMNS} from rental_house h ${JOINS}
   where h.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

export const FIND_HOUSE_BY_ADDRESS_CODE = statement<StoredHouse>(
  'find-house-by-address-code',
  `select ${HOUSE_COLUMNS} from rental_house h ${JOINS}
   where h.address_code = $1 and s.region_code ^@ any($2::text[])`,
);

/** Houses of the region subtrees `$1`, of tier `$2` if given (`-` for never rated), by address code after `$3`. */
export const LIST_HOUSES = paged<StoredHouse>(
  'list-houses',
  'asc',
  ({ order, beyond }) => `select ${HOUSE_COLUMNS} from rental_house h ${JOINS}
   where s.region_code ^@ any($1::text[])
     and ($2::text is null or coalesce(r.grade_code, '-') = $2)
     and ($3::text is null or h.address_code ${beyond} $3)
   order by h.address_code ${order} limit $4`,
);

export const COUNT_HOUSES = statement<{ count: number }>(
  'count-houses',
  `select count(*) from rental_house h join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   where s.region_code ^@ any($1::text[]) and ($2::text is null or coalesce(r.grade_code, '-') = $2)`,
);

/**
 * No row when the address code is on file already. The tenures of its owner (`$10`) and of its manager (`$11`), if there is one, begin with
 * it.
 */
export const ADD_HOUSE = statement<{ id: string }>(
  'add-house',
  `with free as (
     select 1 where not exists (select from rental_house where address_code = $2)
   ), opened as (
     insert into subject (id, kind, name, region_code, opened_on)
     select $1::uuid, 'RENTAL_HOUSE', $3::text, $4::text, $9::date from free returning id
   ), answering as (
     insert into house_tenure (id, house_id, role, person_id, from_on)
     select t.id, o.id, t.role, t.person_id, $9::date
     from opened o cross join (values ($10::uuid, 'OWNER', $7::uuid), ($11::uuid, 'MANAGER', $8::uuid)) as t(id, role, person_id)
     where t.person_id is not null
   )
   insert into rental_house (id, address_code, address, room_count, station_id, owner_id, manager_id, registered_on, grid_code)
   select id, $2::text, $3::text, $5::integer, $6::uuid, $7::uuid, $8::uuid, $9::date, $12::text from opened
   returning id`,
);

export interface LockedHouseRow {
  readonly id: string;
  readonly stationId: string;
  readonly regionCode: string;
  readonly gradeCode: string | null;
  readonly version: number;
  readonly registeredOn: string;
}

/**
 * Locks a house of the region subtrees `$2` for the rest of the unit of work, so that acts on it follow each other. Its
 * rating is locked with it: of a row that is only joined, whoever had to wait would see what it was before the wait.
 */
export const LOCK_HOUSE = statement<LockedHouseRow>(
  'lock-house',
  `select h.id, h.station_id as "stationId", s.region_code as "regionCode", r.grade_code as "gradeCode", h.version,
     h.registered_on as "registeredOn"
   from rental_house h join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   where h.id = $1 and s.region_code ^@ any($2::text[])
   for no key update of s, h, r`,
);

/** Puts houses of the region subtrees `$2` into the grid `$3`; null takes them out of theirs. Returns those that were found. */
export const SET_HOUSE_GRID = statement<{ id: string }>(
  'set-house-grid',
  `update rental_house h set grid_code = $3 from subject s
   where h.id = any($1::uuid[]) and s.id = h.id and s.region_code ^@ any($2::text[])
   returning h.id`,
);
