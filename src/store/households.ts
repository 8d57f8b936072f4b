import { paged, statement } from './statement.js';

export interface HouseholdRow {
  readonly id: string;
  readonly registerCode: string;
  readonly regionCode: string;
  readonly status: string;
}

const HOUSEHOLD = `
  select h.id, h.register_code as "registerCode", h.region_code as "regionCode", s.status
  from household h join subject s on s.id = h.id`;

/** Households by id inside the region subtrees `$2`. */
export const FIND_HOUSEHOLDS = statement<HouseholdRow>(
  'find-households',
  `${HOUSEHOLD} where h.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** The household with the number `$2` in the register of the village `$1`, inside the region subtrees `$3`. */
export const FIND_HOUSEHOLD_BY_REGISTER_CODE = statement<HouseholdRow>(
  'find-household-by-register-code',
  `${HOUSEHOLD} where h.region_code = $1 and h.register_code = $2 and s.region_code ^@ any($3::text[])`,
);

/** Households of the region subtrees `$1`, by village and number in its register after `$2` and `$3`. */
export const LIST_HOUSEHOLDS = paged<HouseholdRow>(
  'list-households',
  'asc',
  ({ order, beyond }) => `${HOUSEHOLD}
   where s.region_code ^@ any($1::text[])
     and ($2::text is null or (h.region_code, h.register_code) ${beyond} ($2::text, $3::text))
   order by h.region_code ${order}, h.register_code ${order} limit $4`,
);

export const COUNT_HOUSEHOLDS = statement<{ count: number }>(
  'count-households',
  `select count(*) from household h join subject s on s.id = h.id where s.region_code ^@ any($1::text[])`,
);

/** No row when the register of the village `$3` holds the number `$2` already. */
export const ADD_HOUSEHOLD = statement<{ id: string }>(
  'add-household',
  `with opened as (
     insert into subject (id, kind, region_code, opened_on)
     select $1::uuid, 'HOUSEHOLD', $3::text, $4::date
     where not exists (select from household where region_code = $3 and register_code = $2)
     returning id, region_code
   )
   insert into household (id, region_code, register_code) select id, region_code, $2::text from opened returning id`,
);

/** Who is a member of the households `$1` now. */
export const LIST_MEMBERS = statement<{ householdId: string; personId: string }>(
  'list-members',
  `select household_id as "householdId", person_id as "personId" from household_member
   where household_id = any($1::uuid[]) and to_on is null order by household_id, from_on, person_id`,
);

/** Whether each of the persons `$1` is a member of a household now, and otherwise until which day he last was one. */
export const FIND_TIES = statement<{ personId: string; isMember: boolean; untilOn: string | null }>(
  'find-ties',
  `select person_id as "personId", bool_or(to_on is null) as "isMember", max(to_on) as "untilOn"
   from household_member where person_id = any($1::uuid[]) group by person_id`,
);

/** The persons `$2` are members of the household `$1` from the day `$3` on. */
export const ADD_MEMBERS = statement<never>(
  'add-members',
  `insert into household_member (household_id, person_id, from_on) select $1::uuid, id, $3::date from unnest($2::uuid[]) as id`,
);

/** When the person `$2` last became a member of the household `$1`, and ceased to be one. */
export const FIND_MEMBERSHIP = statement<{ fromOn: string; toOn: string | null }>(
  'find-membership',
  `select from_on as "fromOn", to_on as "toOn" from household_member
   where household_id = $1 and person_id = $2 order by from_on desc limit 1`,
);

/** From the day `$3` on the person `$2` is no member of the household `$1` any more. */
export const END_MEMBERSHIP = statement<never>(
  'end-membership',
  `update household_member set to_on = $3::date, ended_recorded_at = clock_timestamp() where household_id = $1 and person_id = $2 and to_on is null`,
);
