import type { HouseRole } from '../domain/house-tenure.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { paged, statement } from './statement.js';

/** Why a house is patrolled: a treatment in force for its tier, or for the grade of its owner or its manager. */
export interface PatrolSource {
  readonly of: 'HOUSE' | HouseRole;
  readonly subjectId: string;
  readonly gradeCode: string;
  readonly perMonth: number;
  readonly legalBasis: string | null;
}

export interface HousePatrols {
  readonly houseId: string;
  readonly doneThisMonth: number;
  readonly sources: readonly PatrolSource[];
}

/** What is burdened with patrols besides the house itself stands in `house_role`, so that no sector is named twice. */
const ANSWERING = `
  select 'HOUSE' as of, h.id as subject_id, '${RENTAL_HOUSE_SECTOR}' as sector, 0 as place
  union all
  select k.code, case k.code when 'OWNER' then h.owner_id else h.manager_id end, k.sector, case k.code when 'OWNER' then 1 else 2 end
  from house_role k`;

/** The sources of the house `h`, whose subject is `s`, on the day `on`: by grades in effect and the latest treatments in force there. */
const sourcesOn = (on: string) => `
  select a.of, a.subject_id, a.place, r.grade_code, t.value, t.legal_basis
  from (${ANSWERING}) a
  join rating r on r.subject_id = a.subject_id and r.sector = a.sector
  cross join lateral (
    select t.value, t.legal_basis, t.ends
    from treatment_policy t left join office f on f.id = t.office_id
    where t.sector = r.sector and t.kind = 'EXTRA_PATROLS' and t.grade_code = r.grade_code and t.valid_from <= ${on}::date
      and (f.id is null or s.region_code ^@ any(f.region_codes))
    order by t.valid_from desc, t.recorded_at desc limit 1
  ) t
  where not t.ends`;

/** Days on which somebody patrolled the house `h` from the day `from` on and before `to`: two who go together make one patrol. */
const doneBetween = (from: string, to: string) => `(
  select count(distinct p.patrolled_on)::integer from patrol p
  where p.house_id = h.id and p.patrolled_on >= ${from}::date and p.patrolled_on < ${to}::date)`;

/** Of the houses `$1` on the day `$2`, and how often they were patrolled from `$3` on and before `$4`. */
export const READ_PATROLS = statement<HousePatrols>(
  'read-patrols',
  `select h.id as "houseId", ${doneBetween('$3', '$4')} as "doneThisMonth", coalesce((
     select jsonb_agg(jsonb_build_object('of', x.of, 'subjectId', x.subject_id, 'gradeCode', x.grade_code, 'perMonth', x.value,
       'legalBasis', x.legal_basis) order by x.place)
     from (${sourcesOn('$2')}) x), '[]') as sources
   from rental_house h join subject s on s.id = h.id
   where h.id = any($1::uuid[])`,
);

/** A house whose patrols of a month are not yet done: what somebody must know to go there, and no more. */
export interface PatrolLine {
  readonly houseId: string;
  readonly addressCode: string;
  readonly address: string;
  readonly perMonth: number;
  readonly done: number;
  readonly outstanding: number;
}

/**
 * Of the station `$1` on the day `$2`, in the month from `$3` on and before `$4`. The houses are found by the grades that are burdened
 * with patrols, so that the cost follows their number and not that of all houses.
 */
const OUTSTANDING = `
  with burdened as materialized (
    select distinct sector, grade_code from treatment_policy where kind = 'EXTRA_PATROLS' and valid_from <= $2::date
  ), graded as materialized (
    select r.subject_id, r.sector from burdened b join rating r on r.sector = b.sector and r.grade_code = b.grade_code
  ), candidate as (
    select h.id from graded g join rental_house h on h.id = g.subject_id
    where g.sector = '${RENTAL_HOUSE_SECTOR}' and h.station_id = $1
    union
    select h.id from graded g join house_role k on k.sector = g.sector and k.code = 'OWNER'
    join rental_house h on h.owner_id = g.subject_id where h.station_id = $1
    union
    select h.id from graded g join house_role k on k.sector = g.sector and k.code = 'MANAGER'
    join rental_house h on h.manager_id = g.subject_id where h.station_id = $1
  ), counted as (
    select h.id as "houseId", h.address_code as "addressCode", h.address, per.month as "perMonth", ${doneBetween('$3', '$4')} as done
    from candidate c
    join rental_house h on h.id = c.id
    join subject s on s.id = h.id and s.status = 'ACTIVE'
    cross join lateral (select coalesce(sum(x.value), 0)::integer as month from (${sourcesOn('$2')}) x) per
  ), outstanding as (
    select *, "perMonth" - done as outstanding from counted where "perMonth" > done
  )`;

/** Most outstanding first, after the cursor (`$5`, `$6`). */
export const LIST_PATROLS = paged<PatrolLine>(
  'list-patrols',
  'desc',
  ({ order, beyond }) => `${OUTSTANDING}
   select * from outstanding
   where $5::integer is null or (outstanding, "houseId") ${beyond} ($5::integer, $6::uuid)
   order by outstanding ${order}, "houseId" ${order} limit $7`,
);

export const COUNT_PATROLS = statement<{ count: number }>(
  'count-patrols',
  `${OUTSTANDING} select count(*) from outstanding`,
);

/** The house `$1`, if the station `$2` is in charge of it. */
export const FIND_HOUSE_OF_STATION = statement<{ id: string; registeredOn: string }>(
  'find-house-of-station',
  'select id, registered_on as "registeredOn" from rental_house where id = $1 and station_id = $2',
);

export interface PatrolRow {
  readonly id: string;
  readonly houseId: string;
  readonly patrolledOn: string;
  readonly officerId: string;
  readonly officerName: string;
  readonly observedItemCodes: readonly string[];
  readonly note: string | null;
  readonly recordedAt: string;
}

/** No row when a patrol of this id, or of this house, day and officer, is recorded already. */
export const ADD_PATROL = statement<{ id: string }>(
  'add-patrol',
  `insert into patrol (id, house_id, station_id, patrolled_on, officer_id, observed_item_codes, note)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
);

/** The patrol `$1`, and that of the house `$2` on the day `$3` by the officer `$4`. */
export const FIND_PATROLS = statement<PatrolRow>(
  'find-patrols',
  `select p.id, p.house_id as "houseId", p.patrolled_on as "patrolledOn", p.officer_id as "officerId", o.name as "officerName",
     p.observed_item_codes as "observedItemCodes", p.note, p.recorded_at as "recordedAt"
   from patrol p join officer o on o.id = p.officer_id
   where p.id = $1 or (p.house_id = $2 and p.patrolled_on = $3::date and p.officer_id = $4)`,
);

export interface ClueRow {
  readonly id: string;
  readonly houseId: string;
  readonly observedOn: string;
  readonly officerName: string;
  readonly note: string | null;
  readonly items: readonly { readonly code: string; readonly labelZh: string; readonly labelEn: string }[];
}

/** Clues of the station `$1` stay open until the house is next inspected. */
const OPEN_CLUES = `
  from patrol p
  where p.station_id = $1 and p.observed_item_codes <> '{}' and not exists (
    select from inspection i where i.house_id = p.house_id
      and (i.inspected_on > p.patrolled_on or i.inspected_on = p.patrolled_on and i.recorded_at > p.recorded_at))`;

/** Those that wait longest first, after the cursor (`$2`, `$3`). */
export const LIST_CLUES = paged<ClueRow>(
  'list-clues',
  'asc',
  ({ order, beyond }) => `with page as (
     select p.* ${OPEN_CLUES} and ($2::date is null or (p.patrolled_on, p.id) ${beyond} ($2::date, $3::uuid))
     order by p.patrolled_on ${order}, p.id ${order} limit $4
   )
   select p.id, p.house_id as "houseId", p.patrolled_on as "observedOn", o.name as "officerName", p.note, (
     select jsonb_agg(jsonb_build_object('code', c.code, 'labelZh', c.label_zh, 'labelEn', c.label_en) order by c.code)
     from check_item c where c.code = any(p.observed_item_codes)) as items
   from page p join officer o on o.id = p.officer_id
   order by p.patrolled_on ${order}, p.id ${order}`,
);

export const COUNT_CLUES = statement<{ count: number }>('count-clues', `select count(*) ${OPEN_CLUES}`);
