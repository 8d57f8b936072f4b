import { countedOn, isOverdueOn, limitsOn } from './limit-sql.js';
import { statement } from './statement.js';

/** Whoever asks leaves the reading of result codes to the catalogue: an inspection is clean when all of its codes are. */
const IS_CLEAN = `not exists (select from unnest(v.result_codes) as c(code)
  left join result_code k on k.code = c.code where k.record_type is distinct from 'SPOT_CHECK_CLEAN')`;

/** A class draws by its own weight, as published or as set by an office whose jurisdiction holds the whole population. */
const WEIGHTS = `
  select distinct on (t.grade_code) t.grade_code, case when t.ends then 1 else t.value end as value
  from treatment_policy t left join office f on f.id = t.office_id
  where t.kind = 'DRAW_WEIGHT' and t.sector = 'enterprise-risk' and t.valid_from <= $5::date
    and (f.id is null or not exists (select from unnest($2::text[]) as root where not root ^@ any(f.region_codes)))
  order by t.grade_code, t.valid_from desc, t.recorded_at desc`;

/**
 * What the population of a draw is made of: enterprises themselves, or the products, projects or conduct they answer for. `only`
 * narrows it to some subjects, given as a query.
 */
const population = (only: string | null) => `
  select s.id as subject_id, s.credit_code as public_id, s.status, coalesce(e.industry_code, '') as industry_code, false as is_retired
  from subject s join enterprise e on e.id = s.id
  where $7::text = 'ENTERPRISE' and s.kind = 'ENTERPRISE' and s.credit_code is not null
    and s.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))
    and (not exists (select from task where is_listed)
      or s.credit_code in (select public_id from spot_check_target where task_id = $8::uuid))
    ${only === null ? '' : `and s.id in (${only})`}
  union all
  select o.subject_id, o.public_id, s.status, coalesce(e.industry_code, ''), not o.active
  from inspection_object o join subject s on s.id = o.subject_id left join enterprise e on e.id = o.subject_id
  where o.kind = $7::text and o.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))
    and (not exists (select from task where is_listed)
      or o.public_id in (select public_id from spot_check_target where task_id = $8::uuid))
    ${only === null ? '' : `and o.subject_id in (${only})`}`;

/** Whom a limit could strike at all: few beside the register, so only they are held against the limits. */
const SEEN_SUBJECTS = `
  select subject_id from visit
  union
  select subject_id from counted group by subject_id
  having sum(times) >= (select min(value) from limits where kind = 'ANNUAL_CAP')`;

/**
 * The limit of each kind that binds a draw, for each industry of those seen and each of its items: the one with the narrowest scope,
 * unless the ground of the draw is exempt from it. A draw without items is bound by limits of every item only.
 */
const BOUND = `
  select i.industry_code, k.kind, t.code as item_code, l.code, l.value, l.exempt_grounds
  from (select distinct industry_code from seen) i
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

/** Whom a limit strikes; of several the first. */
const STRUCK = `
  select distinct on (public_id) public_id, reason, code from (
    select p.public_id, 1 as place, 'AT_CAP' as reason, b.code
    from seen p
    join counted c on c.subject_id = p.subject_id
    join (select distinct industry_code, code, value, exempt_grounds from bound where kind = 'ANNUAL_CAP') b
      on b.industry_code = p.industry_code
    where not c.ground = any(b.exempt_grounds)
    group by p.public_id, b.code, b.value having sum(c.times) >= b.value
    union all
    select p.public_id, 2, 'REPEATED_TOO_SOON', b.code
    from seen p
    join visit v on v.subject_id = p.subject_id
    join bound b on b.kind = 'NO_REPEAT' and b.industry_code = p.industry_code and b.item_code = any(v.item_codes)
    where v.inspected_on + make_interval(months => b.value) > $5::date
    union all
    select p.public_id, 3, 'CLEAN_WINDOW', b.code
    from seen p
    join visit v on v.subject_id = p.subject_id
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
  counted as materialized (${countedOn('$5')}),
  visit as materialized (
    select v.subject_id, v.inspected_on, d.item_codes, d.ground, ${IS_CLEAN} as is_clean
    from spot_check_result v join draw d on d.id = v.draw_id
    where v.inspected_on > $5::date - make_interval(
      months => (select coalesce(max(value), 0) from limits where kind in ('NO_REPEAT', 'CLEAN_WINDOW')), days => 3)
  ),
  seen as materialized (${population(SEEN_SUBJECTS)}),
  bound as materialized (${BOUND}),
  struck as materialized (${STRUCK}),
  weight as materialized (${WEIGHTS})
  select p.public_id, p.subject_id, r.grade_code as class_code, coalesce(w.value, 1) as weight,
    case when p.status <> 'ACTIVE' then 'DEREGISTERED' when r.grade_code is null then 'NOT_RATED'
      when k.reason is not null then k.reason when p.is_retired then 'OBJECT_RETIRED' end as reason,
    case when p.status <> 'ACTIVE' then p.status when r.grade_code is not null then k.code end as detail
  from (${population(null)}) p
  left join rating r on r.subject_id = p.subject_id and r.sector = 'enterprise-risk'
  left join struck k on k.public_id = p.public_id
  left join weight w on w.grade_code = r.grade_code
  where (not exists (select from task where class_codes is not null)
      or r.grade_code = any((select class_codes from task)::text[]))
    and (not exists (select from task where overdue_limit_code is not null)
      or exists (select from subject s join limits l on l.code = (select overdue_limit_code from task) and l.kind = 'AT_LEAST'
          and (l.industry_prefix is null or p.industry_code ^@ l.industry_prefix)
        where s.id = p.subject_id and ${isOverdueOn('$5')}))`;

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

/**
 * Writes down everybody who can be drawn, as he is classed on that day, and everybody else of the population with the reason why not.
 * Values as for JUDGED_OBJECTS, `$1` the draw. Both lists come from one look, so that nobody stands on both or on neither.
 */
export const FREEZE_POPULATION = statement<never>(
  'freeze-population',
  `with judged as materialized (${JUDGED_OBJECTS}),
   excluded as (
     insert into draw_exclusion (draw_id, public_id, subject_id, reason, detail)
     select $1, public_id, subject_id, reason, detail from judged where reason is not null
   )
   insert into draw_roster (draw_id, public_id, subject_id, class_code, weight)
   select $1, public_id, subject_id, class_code, weight from judged where reason is null`,
);

export interface EligibleInspectorRow {
  readonly id: string;
  /** The certificate number: public, and it never changes hands. */
  readonly publicId: string;
  readonly certificateExpiresOn: string;
  readonly specialties: readonly string[];
  /** Public ids of objects on the roster, sorted by bytes. */
  readonly conflicts: readonly string[];
}

/**
 * Everybody at the offices `$1` who may be drawn as an inspector for the roster of the draw `$2` in the regions `$3` on the day `$4`:
 * in service, no auxiliary or grid worker whatever he was when he was registered, and working in part of the regions at least. Expired
 * certificates are left to the rule, which leaves them out.
 */
export const LIST_ELIGIBLE_INSPECTORS = statement<EligibleInspectorRow>(
  'list-eligible-inspectors',
  `select i.id, i.certificate_number as "publicId", i.certificate_expires_on as "certificateExpiresOn",
     array(select distinct s collate "C" from unnest(i.specialties) as s order by 1) as specialties,
     array(select distinct r.public_id from inspector_conflict c
       join draw_roster r on r.draw_id = $2 and r.subject_id = c.subject_id
       where c.inspector_id = i.id and c.declared_on <= $4::date and (c.ends_on is null or c.ends_on > $4::date)
       order by 1) as conflicts
   from inspector i left join officer o on o.id = i.officer_id
   where i.office_id = any($1::uuid[]) and i.active
     and (o.id is null or (o.active and not o.roles && array['AUXILIARY', 'GRID_WORKER', 'RESIDENT', 'INTEGRATOR']))
     and (cardinality(i.area_codes) = 0 or exists (
       select from unnest(i.area_codes) as area, unnest($3::text[]) as root where area ^@ root or root ^@ area))
   order by i.certificate_number limit 5000`,
);

/** The task `$1` of an approved plan, where an office of `$2` may draw for it. */
export const FIND_DRAW_TASK = statement<{ itemCodes: readonly string[] }>(
  'find-draw-task',
  `select t.item_codes as "itemCodes"
   from spot_check_task t join spot_check_plan p on p.id = t.plan_id
   where t.id = $1::uuid and p.state = 'APPROVED' and t.office_ids && $2::uuid[] for no key update of p`,
);
