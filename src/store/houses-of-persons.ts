import type { HouseRole } from '../domain/house-tenure.js';
import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { HOUSE_COLUMNS, type StoredHouse } from './rental-houses.js';
import { paged, statement } from './statement.js';

export interface HouseOfPerson extends StoredHouse {
  readonly personId: string;
}

const HELD_BY: Readonly<Record<HouseRole, string>> = { OWNER: 'owner_id', MANAGER: 'manager_id' };

/** The houses of each person of `$1` inside the region subtrees `$2`, by address code after `$3`: the same page of all of them. */
const listOf = (role: HouseRole) =>
  paged<HouseOfPerson>(
    `list-houses-by-${role.toLowerCase()}`,
    'asc',
    ({ order, beyond }) => `select l.* from unnest($1::uuid[]) as wanted(id)
     cross join lateral (
       select ${HOUSE_COLUMNS}, h.${HELD_BY[role]} as "personId"
       from rental_house h
       join subject s on s.id = h.id
       join inspection_schedule d on d.house_id = h.id
       join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}'
       where h.${HELD_BY[role]} = wanted.id and s.region_code ^@ any($2::text[])
         and ($3::text is null or h.address_code ${beyond} $3)
       order by h.address_code ${order} limit $4
     ) l
     order by l."personId", l."addressCode" ${order}`,
  );

export const LIST_HOUSES_OF_PERSONS = { OWNER: listOf('OWNER'), MANAGER: listOf('MANAGER') } as const;

const countOf = (role: HouseRole) =>
  statement<{ id: string; count: number }>(
    `count-houses-by-${role.toLowerCase()}`,
    `select h.${HELD_BY[role]} as id, count(*) as count
     from rental_house h join subject s on s.id = h.id
     where h.${HELD_BY[role]} = any($1::uuid[]) and s.region_code ^@ any($2::text[])
     group by h.${HELD_BY[role]}`,
  );

export const COUNT_HOUSES_OF_PERSONS = { OWNER: countOf('OWNER'), MANAGER: countOf('MANAGER') } as const;

export interface TierCount {
  readonly gradeCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly count: number;
}

/** How the houses stand that somebody manages. */
export interface ManagedSummary {
  readonly personId: string;
  readonly houses: number;
  /** How many of each tier, best first; houses that nobody has looked at are of none. */
  readonly tiers: readonly TierCount[];
  readonly openHazards: number;
  readonly failedRectifications12Months: number;
}

/**
 * Of the persons `$1`, from their houses inside the region subtrees `$2`. Failed rectifications are those since the day `$3` that fell
 * into his time: what happened before him is not his.
 */
export const READ_MANAGED_SUMMARIES = statement<ManagedSummary>(
  'read-managed-summaries',
  `with managed as (
     select t.person_id, t.house_id, t.from_on, r.standard_id, r.grade_code
     from house_tenure t
     join subject s on s.id = t.house_id and s.region_code ^@ any($2::text[])
     join rating r on r.subject_id = t.house_id and r.sector = '${RENTAL_HOUSE_SECTOR}'
     where t.person_id = any($1::uuid[]) and t.role = 'MANAGER' and t.to_on is null
   ), tiers as (
     select person_id, jsonb_agg(jsonb_build_object('gradeCode', code, 'labelZh', label_zh, 'labelEn', label_en, 'count', houses)
       order by rank) as tiers
     from (
       select m.person_id, b.code, b.rank, b.label_zh, b.label_en, count(*) as houses
       from managed m join standard_band b on b.standard_id = m.standard_id and b.code = m.grade_code
       group by 1, 2, 3, 4, 5
     ) each group by person_id
   )
   select t.person_id as "personId", count(*)::integer as houses, coalesce((
       select tiers from tiers where tiers.person_id = t.person_id), '[]') as tiers,
     sum(z.open)::integer as "openHazards", sum(f.failed)::integer as "failedRectifications12Months"
   from managed t
   cross join lateral (select count(*) as open from hazard where house_id = t.house_id and state = 'OPEN') z
   cross join lateral (
     select count(*) as failed from credit_record c
     where c.subject_id = t.house_id and c.type = '${FAILED_RECTIFICATION_RECORD}' and c.withdrawn_at is null
       and c.occurred_on >= greatest(t.from_on, $3::date)
   ) f
   group by t.person_id`,
);
