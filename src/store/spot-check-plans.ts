import type { ObjectKind } from '../domain/spot-check-item.js';
import { paged, statement } from './statement.js';

export interface SpotCheckPlanRow {
  readonly id: string;
  readonly year: number;
  readonly officeName: string;
  readonly title: string;
  readonly state: 'DRAFT' | 'APPROVED';
  readonly draftedBy: string;
  readonly approvedBy: string | null;
  readonly publishedOn: string | null;
}

const PLAN = `
  select p.id, p.year, f.name as "officeName", p.title, p.state, o.name as "draftedBy", a.name as "approvedBy",
    p.published_on as "publishedOn"
  from spot_check_plan p
  join office f on f.id = p.office_id
  join officer o on o.id = p.drafted_by
  left join officer a on a.id = p.approved_by`;

/** Plans of offices whose whole jurisdiction lies inside these region subtrees. */
const within = (roots: string) =>
  `not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[]))`;

/** Of `$1` those inside the regions `$2`. */
export const FIND_SPOT_CHECK_PLANS = statement<SpotCheckPlanRow>(
  'find-spot-check-plans',
  `${PLAN} where p.id = any($1::uuid[]) and ${within('$2')}`,
);

/** Newest first; `$2` year or null. */
export const LIST_SPOT_CHECK_PLANS = paged<SpotCheckPlanRow>(
  'list-spot-check-plans',
  'desc',
  ({ order, beyond }) => `${PLAN} where ${within('$1')} and ($2::integer is null or p.year = $2)
   and ($3::uuid is null or p.id ${beyond} $3) order by p.id ${order} limit $4`,
);

export const COUNT_SPOT_CHECK_PLANS = statement<{ count: number }>(
  'count-spot-check-plans',
  `select count(*) from spot_check_plan p join office f on f.id = p.office_id
   where ${within('$1')} and ($2::integer is null or p.year = $2)`,
);

export interface SpotCheckTaskRow {
  readonly id: string;
  readonly planId: string;
  readonly planState: 'DRAFT' | 'APPROVED';
  readonly year: number;
  readonly officeId: string;
  readonly title: string;
  readonly kind: 'TARGETED' | 'UNTARGETED';
  readonly objectKind: ObjectKind;
  readonly itemCodes: readonly string[];
  readonly officeIds: readonly string[];
  readonly officeNames: readonly string[];
  readonly months: readonly number[];
  readonly plannedNumber: number;
  readonly regionCode: string;
  readonly industryCodes: readonly string[] | null;
  readonly classCodes: readonly string[] | null;
  readonly overdueLimitCode: string | null;
  readonly targetCount: number;
  readonly isListed: boolean;
}

const TASK = `
  select t.id, t.plan_id as "planId", p.state as "planState", p.year, p.office_id as "officeId", t.title, t.kind,
    t.object_kind as "objectKind", t.item_codes as "itemCodes", t.office_ids as "officeIds",
    array(select o.name from office o where o.id = any(t.office_ids) order by o.code) as "officeNames", t.months,
    t.planned_number as "plannedNumber", t.region_code as "regionCode", t.industry_codes as "industryCodes",
    t.class_codes as "classCodes", t.overdue_limit_code as "overdueLimitCode", t.is_listed as "isListed",
    (select count(*) from spot_check_target g where g.task_id = t.id) as "targetCount"
  from spot_check_task t join spot_check_plan p on p.id = t.plan_id join office f on f.id = p.office_id`;

/** Of `$1` those inside the regions `$2`. */
export const FIND_SPOT_CHECK_TASKS = statement<SpotCheckTaskRow>(
  'find-spot-check-tasks',
  `${TASK} where t.id = any($1::uuid[]) and ${within('$2')}`,
);

/** The tasks of the plans `$1`, in the order in which they were added. */
export const LIST_TASKS_OF_PLANS = statement<SpotCheckTaskRow>(
  'list-tasks-of-plans',
  `${TASK} where t.plan_id = any($1::uuid[]) order by t.plan_id, t.id`,
);

export interface TaskProgressRow {
  readonly id: string;
  readonly draws: number;
  readonly drawn: number;
  readonly visited: number;
  readonly published: number;
}

/** How far each task of `$1` has come, in objects; draws that were void or only prepared have drawn nothing. */
export const READ_TASK_PROGRESS = statement<TaskProgressRow>(
  'read-task-progress',
  `select t.id, count(d.id) as draws, coalesce(sum(d.drawn_size), 0)::integer as drawn,
     coalesce(sum(v.visited), 0)::integer as visited,
     coalesce(sum(d.drawn_size) filter (where d.state = 'PUBLISHED'), 0)::integer as published
   from unnest($1::uuid[]) as t(id)
   left join draw d on d.task_id = t.id and d.state in ('DRAWN', 'PUBLISHED')
   left join lateral (select count(*) as visited from enterprise_inspection v where v.draw_id = d.id) v on true
   group by t.id`,
);

/** No row when the office has a plan of this year and title already. */
export const ADD_SPOT_CHECK_PLAN = statement<{ id: string }>(
  'add-spot-check-plan',
  `insert into spot_check_plan (id, year, office_id, title, drafted_by) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning id`,
);

export interface LockedPlan {
  readonly state: 'DRAFT' | 'APPROVED';
  readonly year: number;
  readonly draftedBy: string;
}

/** A plan of the office `$2`, locked: tasks and approval of it come one after the other. */
export const LOCK_SPOT_CHECK_PLAN = statement<LockedPlan>(
  'lock-spot-check-plan',
  `select state, year, drafted_by as "draftedBy" from spot_check_plan where id = $1 and office_id = $2 for update`,
);

/** How many tasks the plan `$1` has, and whether the officer `$2` has added one; to be read once the plan is locked. */
export const READ_TASKS_OF_PLAN = statement<{ count: number; hasOwn: boolean }>(
  'read-tasks-of-plan',
  `select count(*), coalesce(bool_or(added_by = $2), false) as "hasOwn" from spot_check_task where plan_id = $1`,
);

export const APPROVE_SPOT_CHECK_PLAN = statement<never>(
  'approve-spot-check-plan',
  `update spot_check_plan set state = 'APPROVED', approved_by = $2, published_on = $3 where id = $1`,
);

/** Law-enforcement offices of these codes that work in part of the regions `$2` at least. */
export const FIND_JOINING_OFFICES = statement<{ id: string; code: string; kind: string }>(
  'find-joining-offices',
  `select id, code, kind from office f
   where code = any($1::text[]) and kind in ('MARKET_REGULATOR', 'POLICE_STATION')
     and exists (select from unnest(f.region_codes) as own, unnest($2::text[]) as root where own ^@ root or root ^@ own)`,
);

/** The kind of an office. */
export const FIND_OFFICE_KIND = statement<{ kind: string }>(
  'find-office-kind',
  `select kind from office where id = $1`,
);

/** Which of the public ids `$1` are objects of the kind `$2` inside the regions `$3`. */
export const FIND_TARGETS = statement<{ publicId: string }>(
  'find-targets',
  `select credit_code as "publicId" from subject
   where $2::text = 'ENTERPRISE' and credit_code = any($1::text[]) and kind = 'ENTERPRISE' and region_code ^@ any($3::text[])
   union all
   select public_id from inspection_object where kind = $2::text and public_id = any($1::text[]) and region_code ^@ any($3::text[])`,
);

/** `$1` the columns as one JSON object, `$2` the public ids of a list. */
export const ADD_SPOT_CHECK_TASK = statement<never>(
  'add-spot-check-task',
  `with added as (
     insert into spot_check_task (id, plan_id, title, kind, object_kind, item_codes, office_ids, months, planned_number, region_code,
       industry_codes, class_codes, overdue_limit_code, is_listed, added_by)
     select t.id, t."planId", t.title, t.kind, t."objectKind", t."itemCodes", t."officeIds", t.months, t."plannedNumber", t."regionCode",
       t."industryCodes", t."classCodes", t."overdueLimitCode", t."isListed", t."addedBy"
     from jsonb_to_record($1::jsonb) as t(id uuid, "planId" uuid, title text, kind text, "objectKind" text, "itemCodes" text[],
       "officeIds" uuid[], months integer[], "plannedNumber" integer, "regionCode" text, "industryCodes" text[], "classCodes" text[],
       "overdueLimitCode" text, "isListed" boolean, "addedBy" uuid)
     returning id
   )
   insert into spot_check_target (task_id, public_id) select a.id, g from added a, unnest($2::text[]) as g`,
);
