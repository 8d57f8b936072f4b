import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import type { GradeName, Graded } from './grades.js';
import { rulesInForce } from './inspection-rules.js';
import { statement } from './statement.js';

/** A house as its owner or manager sees it; nothing in it is about anybody else. */
export interface StoredOwnHouse extends Graded {
  readonly id: string;
  readonly addressCode: string;
  readonly address: string;
  readonly isOwner: boolean;
  readonly isManager: boolean;
  readonly stationName: string;
  readonly sinceOn: string;
  /** When the notice of the tier was delivered; null: not yet. */
  readonly toldOn: string | null;
  readonly ratedOn: string;
  /** Whether an objection to its tier waits for an answer. */
  readonly disputed: boolean;
  /** By the rule of its station, where the standard sets no term. */
  readonly answerWorkingDays: number;
}

export type OwnHouseRow = StoredOwnHouse & GradeName;

/** Of the house `h` with the rating `r`. */
const TOLD_ON = `(select n.delivered_on from notice n
     where n.house_id = h.id and n.kind = 'TIER_CHANGED' and n.grade_after = r.grade_code
     order by n.id desc limit 1) as "toldOn"`;

/** The houses that the person `$1` owns or manages now, the first 500 by their address codes; rules as of the day `$2`. */
export const LIST_OWN_HOUSES = statement<StoredOwnHouse>(
  'list-own-houses',
  `select h.id, h.address_code as "addressCode", h.address, h.owner_id = $1 as "isOwner",
     h.manager_id is not distinct from $1 as "isManager", f.name as "stationName", r.standard_id as "standardId", r.basis,
     r.grade_code as "gradeCode", r.since_on as "sinceOn", r.rated_on as "ratedOn", ${TOLD_ON},
     exists (select from tier_objection o where o.house_id = h.id and o.state = 'OPEN') as disputed,
     (${rulesInForce('h.station_id', '$2')}->>'OBJECTION_TERM')::integer as "answerWorkingDays"
   from rental_house h
   join office f on f.id = h.station_id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   where h.owner_id = $1 or h.manager_id = $1
   order by h.address_code limit 500`,
);

/** A house that somebody may do something about: one of his jurisdiction, or his own. */
export interface ConcernedHouse {
  readonly id: string;
  readonly addressCode: string;
  readonly stationId: string;
  readonly ownerId: string;
  readonly managerId: string | null;
  readonly standardId: string;
  readonly basis: Graded['basis'];
  readonly gradeCode: string | null;
  readonly sinceOn: string;
  readonly toldOn: string | null;
}

/**
 * Locks a house inside the region subtrees `$2`, or one that the person `$3` owns or manages now, for the rest of the unit of
 * work. Its rating is locked with it, as by `LOCK_HOUSE`.
 */
export const LOCK_CONCERNED_HOUSE = statement<ConcernedHouse>(
  'lock-concerned-house',
  `select h.id, h.address_code as "addressCode", h.station_id as "stationId", h.owner_id as "ownerId", h.manager_id as "managerId",
     r.standard_id as "standardId", r.basis, r.grade_code as "gradeCode", r.since_on as "sinceOn", ${TOLD_ON}
   from rental_house h join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   where h.id = $1 and (s.region_code ^@ any($2::text[]) or h.owner_id = $3 or h.manager_id = $3)
   for no key update of s, h, r`,
);

/** What the door plate of a house tells the public, if its station shows tiers on the day `$2`. */
export interface StoredHouseCode extends Graded {
  readonly address: string;
  readonly stationName: string;
  readonly showsTier: boolean;
}

/** The house of the public code `$1`. */
export const FIND_HOUSE_BY_CODE = statement<StoredHouseCode>(
  'find-house-by-code',
  `select h.address, f.name as "stationName", r.standard_id as "standardId", r.basis, r.grade_code as "gradeCode",
     coalesce((${rulesInForce('h.station_id', '$2')}->>'SHOW_TIER_COLOUR')::integer = 1, false) as "showsTier"
   from rental_house h
   join office f on f.id = h.station_id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
   where h.public_code = $1::uuid`,
);
