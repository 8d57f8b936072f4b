import { paged, statement } from './statement.js';

/** Limits in force on the day `on`: of each code its latest row. */
const limitsOn = (on: string) =>
  `select distinct on (code) * from spot_check_limit where valid_from <= ${on}::date order by code, valid_from desc`;

/** Whoever asks leaves the reading of result codes to the catalogue: an inspection is clean when all of its codes are. */
const IS_CLEAN = `not exists (select from unnest(v.result_codes) as c(code)
  left join result_code k on k.code = c.code where k.record_type is distinct from 'SPOT_CHECK_CLEAN')`;

/** Drawn for a visit that nobody has made yet; forgotten after a year, or an office that forgets would shield. */
const pendingOn = (on: string) => `
  select o.subject_id, d.id as draw_id, d.ground
  from draw d join draw_object o on o.draw_id = d.id
  where d.state in ('DRAWN', 'PUBLISHED') and d.drawn_on <= ${on}::date and d.drawn_on + interval '12 months' > ${on}::date
    and not exists (select from enterprise_inspection v where v.draw_id = d.id and v.subject_id = o.subject_id)`;

/** Visits that count for the cap of the year of a day, by subject and ground: those made, and those still to be made. */
const countedOn = (on: string) => `
  select subject_id, ground, sum(times)::integer as times from (
    select v.subject_id, d.ground, count(*) as times
    from enterprise_inspection v join draw d on d.id = v.draw_id
    where v.inspected_on between date_trunc('year', ${on}::date)::date and (date_trunc('year', ${on}::date) + interval '1 year' - interval '1 day')::date
    group by v.subject_id, d.ground
    union all
    select p.subject_id, p.ground, count(distinct p.draw_id) from (${pendingOn(on)}) p group by p.subject_id, p.ground
  ) counted group by subject_id, ground`;

/** An SQL condition: the inspection `v` of the draw `d` looked at something that the limit `l` is about. */
const IS_OF_LIMIT = `(l.item_code is null or l.item_code = any(d.item_codes))
  and (l.item_category is null or exists (select from inspection_item i
    where i.code = any(d.item_codes) and i.category = l.item_category))`;

/**
 * An SQL condition: the subject `s` has not been inspected as often as the AT_LEAST limit `l` asks, and has been there for that
 * long. `isOverdue` of the domain says the same of one subject.
 */
const isOverdueOn = (on: string) => `
  s.opened_on + make_interval(months => l.within_months) <= ${on}::date
  and (select count(*) from enterprise_inspection v join draw d on d.id = v.draw_id
    where v.subject_id = s.id and v.inspected_on <= ${on}::date
      and v.inspected_on + make_interval(months => l.within_months) > ${on}::date and ${IS_OF_LIMIT}) < l.value`;

/** A class draws by its own weight, as published or as set by an office whose jurisdiction holds the whole population. */
const WEIGHTS = `
  select distinct on (t.grade_code) t.grade_code, case when t.ends then 1 else t.value end as value
  from treatment_policy t left join office f on f.id = t.office_id
  where t.kind = 'DRAW_WEIGHT' and t.sector = 'enterprise-risk' and t.valid_from <= $5::date
    and (f.id is null or not exists (select from unnest($2::text[]) as root where not root ^@ any(f.region_codes)))
  order by t.grade_code, t.valid_from desc, t.recorded_at desc`;

/** What the population of a draw is made of: enterprises themselves, or the products, projects or conduct they answer for. */
const POPULATION = `
  select s.id as subject_id, s.credit_code as public_id, s.status, coalesce(e.industry_code, '') as industry_code, false as is_retired
  from subject s join enterprise e on e.id = s.id
  where $7::text = 'ENTERPRISE' and s.kind = 'ENTERPRISE' and s.credit_code is not null
    and s.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))
    and (not exists (select from task where is_listed)
      or s.credit_code in (select public_id from spot_check_target where task_id = $8::uuid))
  union all
  select o.subject_id, o.public_id, s.status, coalesce(e.industry_code, ''), not o.active
  from inspection_object o join subject s on s.id = o.subject_id left join enterprise e on e.id = o.subject_id
  where o.kind = $7::text and o.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))
    and (not exists (select from task where is_listed)
      or o.public_id in (select public_id from spot_check_target where task_id = $8::uuid))`;

/**
 * The limit of each kind that binds a draw, for each industry of its population and each of its items: the one with the narrowest
 * scope, unless the ground of the draw is exempt from it. A draw without items is bound by limits of every item only.
 */
const BOUND = `
  select i.industry_code, k.kind, t.code as item_code, l.code, l.value, l.exempt_grounds
  from (select distinct industry_code from population) i
  cross join (
    select code, category from inspection_item where code = any($4::text[])
    union all select null, null where cardinality($4::text[]) = 0
  ) t
  cross join (values ('ANNUAL_CAP'), ('NO_REPEAT'), ('CLEAN_WINDOW')) as k(kind)
  cross join lateral (
    select c.code, c.value, c.exempt_grounds from limits c
    where c.kind = k.kind and (c.item_code is null or c.item_code = t.code)
      and (c.item_category is null or c.item_category = t.category)
      and (c.industry_prefix is null or i.industry_code ^@ c.industry_prefix)
    order by (c.item_code is not null) desc, (c.item_category is not null) desc, length(coalesce(c.industry_prefix, '')) desc, c.code
    limit 1
  ) l
  where not $6::text = any(l.exempt_grounds)`;

/** Whom a limit strikes; of several the first. Past inspections are few beside the register, so they are gone through once. */
const STRUCK = `
  select distinct on (public_id) public_id, reason, code from (
    select p.public_id, 1 as place, 'AT_CAP' as reason, b.code
    from counted c
    join population p on p.subject_id = c.subject_id
    join (select distinct industry_code, code, value, exempt_grounds from bound where kind = 'ANNUAL_CAP') b
      on b.industry_code = p.industry_code
    where not c.ground = any(b.exempt_grounds)
    group by p.public_id, b.code, b.value having sum(c.times) >= b.value
    union all
    select p.public_id, 2, 'REPEATED_TOO_SOON', b.code
    from visit v
    join population p on p.subject_id = v.subject_id
    join bound b on b.kind = 'NO_REPEAT' and b.industry_code = p.industry_code and b.item_code = any(v.item_codes)
    where v.inspected_on + make_interval(months => b.value) > $5::date
    union all
    select p.public_id, 3, 'CLEAN_WINDOW', b.code
    from visit v
    join population p on p.subject_id = v.subject_id
    join bound b on b.kind = 'CLEAN_WINDOW' and b.industry_code = p.industry_code
    where v.is_clean and not v.ground = any(b.exempt_grounds)
      and v.inspected_on + make_interval(months => b.value) > $5::date
      and not exists (select from visit later
        where later.subject_id = v.subject_id and not later.is_clean and later.inspected_on >= v.inspected_on)
  ) strikes
  order by public_id, place, code`;

/**
 * Everybody of a population with class, chances, and the first reason why not, in the order of `EXCLUSION_REASONS`; a null reason
 * is an eligible object. To be used as `with judged as materialized (${JUDGED_OBJECTS}) …`. `exclusionOf` of the domain says the
 * same of one object, and a property test holds the two equal.
 *
 * `$1` is left to whoever uses it (the draw). `$2` region subtrees · `$3` industry prefixes or null · `$4` item codes · `$5` day ·
 * `$6` ground · `$7` object kind · `$8` targeted task or null.
 * Columns: public_id, subject_id, class_code (null when not rated), weight, reason, detail.
 */
export const JUDGED_OBJECTS = `
  with task as materialized (select * from spot_check_task where id = $8::uuid),
  limits as materialized (${limitsOn('$5')}),
  population as materialized (${POPULATION}),
  bound as materialized (${BOUND}),
  counted as materialized (${countedOn('$5')}),
  visit as materialized (
    select v.subject_id, v.inspected_on, d.item_codes, d.ground, ${IS_CLEAN} as is_clean
    from enterprise_inspection v join draw d on d.id = v.draw_id
    where v.inspected_on + make_interval(months => (select coalesce(max(value), 0) from bound where kind <> 'ANNUAL_CAP')) > $5::date
  ),
  struck as materialized (${STRUCK}),
  weight as materialized (${WEIGHTS})
  select p.public_id, p.subject_id, r.grade_code as class_code, coalesce(w.value, 1) as weight,
    case when p.status <> 'ACTIVE' then 'DEREGISTERED' when r.grade_code is null then 'NOT_RATED'
      when k.reason is not null then k.reason when p.is_retired then 'OBJECT_RETIRED' end as reason,
    case when p.status <> 'ACTIVE' then p.status when r.grade_code is not null then k.code end as detail
  from population p
  left join rating r on r.subject_id = p.subject_id and r.sector = 'enterprise-risk'
  left join struck k on k.public_id = p.public_id
  left join weight w on w.grade_code = r.grade_code
  where (not exists (select from task where class_codes is not null)
      or r.grade_code = any((select class_codes from task)::text[]))
    and (not exists (select from task where overdue_limit_code is not null)
      or p.subject_id in (select s.id from subject s join population o on o.subject_id = s.id
        join limits l on l.code = (select overdue_limit_code from task) and l.kind = 'AT_LEAST'
          and (l.industry_prefix is null or o.industry_code ^@ l.industry_prefix)
        where ${isOverdueOn('$5')}))`;

export interface PopulationCount {
  /** Null: not rated. */
  readonly classCode: string | null;
  readonly population: number;
  readonly eligible: number;
}

/** How many of each class there are and how many can be drawn; values as for JUDGED_OBJECTS, `$1` null. Changes nothing. */
export const COUNT_POPULATION = statement<PopulationCount>(
  'count-population',
  `with judged as materialized (${JUDGED_OBJECTS})
   select class_code as "classCode", count(*) filter (where reason is null or reason not in ('DEREGISTERED', 'OBJECT_RETIRED'))
       as population, count(*) filter (where reason is null) as eligible
   from judged where $1::uuid is null group by class_code order by class_code`,
);

export interface YearOfInspectionsRow {
  readonly id: string;
  /** Made this year or still to be made, all offices together; exempt grounds left out. */
  readonly count: number;
  readonly cap: number | null;
  /** Made or still to be made on grounds that the cap does not bind. */
  readonly exempt: number;
}

/** How often each enterprise of `$1` is inspected in the year of the day `$2`, with the cap that counts for it. */
export const COUNT_YEAR_OF_INSPECTIONS = statement<YearOfInspectionsRow>(
  'count-year-of-inspections',
  `with limits as materialized (${limitsOn('$2')}), counted as materialized (
     select c.* from (${countedOn('$2')}) c where c.subject_id = any($1::uuid[])
   )
   select s.id, cap.value as cap,
     coalesce(sum(c.times) filter (where not c.ground = any(coalesce(cap.exempt_grounds, '{}'))), 0)::integer as count,
     coalesce(sum(c.times) filter (where c.ground = any(coalesce(cap.exempt_grounds, '{}'))), 0)::integer as exempt
   from subject s
   left join enterprise e on e.id = s.id
   left join lateral (
     select l.value, l.exempt_grounds from limits l
     where l.kind = 'ANNUAL_CAP' and (l.industry_prefix is null or e.industry_code ^@ l.industry_prefix)
     order by length(coalesce(l.industry_prefix, '')) desc, l.code limit 1
   ) cap on true
   left join counted c on c.subject_id = s.id
   where s.id = any($1::uuid[])
   group by s.id, cap.value, cap.exempt_grounds`,
);

export interface EnterpriseVisitRow {
  readonly id: string;
  readonly inspectedOn: string;
  readonly officeName: string;
  readonly ground: string;
  readonly itemCodes: readonly string[];
  readonly resultCodes: readonly string[];
}

/** The inspections of the enterprise `$1`, if it lies inside the regions `$2`, by whichever office, newest first. */
export const LIST_INSPECTIONS_OF_ENTERPRISE = paged<EnterpriseVisitRow>(
  'list-inspections-of-enterprise',
  'desc',
  ({ order, beyond }) => `
   select v.id, v.inspected_on as "inspectedOn", f.name as "officeName", d.ground, d.item_codes as "itemCodes",
     v.result_codes as "resultCodes"
   from enterprise_inspection v join draw d on d.id = v.draw_id join office f on f.id = d.office_id
   where v.subject_id = $1 and exists (select from subject s where s.id = $1 and s.region_code ^@ any($2::text[]))
     and ($3::date is null or (v.inspected_on, v.id) ${beyond} ($3::date, $4::uuid))
   order by v.inspected_on ${order}, v.id ${order} limit $5`,
);

export const COUNT_INSPECTIONS_OF_ENTERPRISE = statement<{ count: number }>(
  'count-inspections-of-enterprise',
  `select count(*) from enterprise_inspection v join subject s on s.id = v.subject_id
   where v.subject_id = $1 and s.region_code ^@ any($2::text[])`,
);

export interface OverdueRow {
  readonly subjectId: string;
  readonly creditCode: string;
  readonly limitCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly lastInspectedOn: string | null;
  /** The first day on which it was overdue. */
  readonly overdueSince: string;
}

const OVERDUE_OBJECTS = `
  from (${limitsOn('$2')}) l
  join enterprise e on l.industry_prefix is null or e.industry_code ^@ l.industry_prefix
  join subject s on s.id = e.id
  where l.kind = 'AT_LEAST' and ($3::text is null or l.code = $3) and s.kind = 'ENTERPRISE' and s.status = 'ACTIVE'
    and s.credit_code is not null and s.region_code ^@ any($1::text[]) and ${isOverdueOn('$2')}`;

/** An SQL expression: the day of the inspection of `s` before which `earlier` others of what `l` is about were made. */
const inspectedBefore = (earlier: string) => `(
  select v.inspected_on from enterprise_inspection v join draw d on d.id = v.draw_id
  where v.subject_id = s.id and v.inspected_on <= $2::date and ${IS_OF_LIMIT}
  order by v.inspected_on desc offset ${earlier} limit 1)`;

/** Active enterprises of the regions `$1` that a limit (`$3`; null: any) asks to be inspected more often, on the day `$2`. */
export const LIST_OVERDUE = paged<OverdueRow>(
  'list-overdue-for-inspection',
  'asc',
  ({ order, beyond }) => `
   select s.id as "subjectId", s.credit_code as "creditCode", l.code as "limitCode", l.label_zh as "labelZh",
     l.label_en as "labelEn", ${inspectedBefore('0')} as "lastInspectedOn",
     (greatest(s.opened_on, ${inspectedBefore('l.value - 1')}) + make_interval(months => l.within_months))::date as "overdueSince"
   ${OVERDUE_OBJECTS} and ($4::text is null or (s.credit_code, l.code) ${beyond} ($4, $5))
   order by s.credit_code ${order}, l.code ${order} limit $6`,
);

export const COUNT_OVERDUE = statement<{ count: number }>(
  'count-overdue-for-inspection',
  `select count(*) ${OVERDUE_OBJECTS}`,
);
