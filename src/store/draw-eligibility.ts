import { statement } from './statement.js';

/**
 * Who can be drawn, and why somebody cannot: `$1` draw, `$2` region subtrees, `$3` industry prefixes or null for all, `$4` item codes,
 * `$5` day, `$6` ground, `$7` kind of object, `$8` task or null.
 */
const POPULATION = `
  from subject s
  join enterprise e on e.id = s.id
  left join rating r on r.subject_id = s.id and r.sector = 'enterprise-risk'
  where $7::text = 'ENTERPRISE' and $8::uuid is null and $4::text[] is not null and $6::text is not null and $5::date is not null
    and s.kind = 'ENTERPRISE' and s.credit_code is not null
    and s.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))`;

/** A class draws by its own weight, as it is published. */
const WEIGHT = `
  coalesce((select case when t.ends then 1 else t.value end from treatment_policy t
    where t.kind = 'DRAW_WEIGHT' and t.sector = 'enterprise-risk' and t.grade_code = r.grade_code and t.valid_from <= $5::date
      and t.office_id is null order by t.valid_from desc, t.recorded_at desc limit 1), 1)`;

/** Writes down everybody who can be drawn, as he is classed on that day. */
export const FREEZE_ROSTER = statement<never>(
  'freeze-roster',
  `insert into draw_roster (draw_id, public_id, subject_id, class_code, weight)
   select $1, s.credit_code, s.id, r.grade_code, ${WEIGHT}
   ${POPULATION} and s.status = 'ACTIVE' and r.grade_code is not null`,
);

/** Writes down everybody else of the population, each with a reason. */
export const FREEZE_EXCLUSIONS = statement<never>(
  'freeze-exclusions',
  `insert into draw_exclusion (draw_id, public_id, subject_id, reason, detail)
   select $1, s.credit_code, s.id, case when s.status <> 'ACTIVE' then 'DEREGISTERED' else 'NOT_RATED' end, null
   ${POPULATION} and (s.status <> 'ACTIVE' or r.grade_code is null)`,
);

export interface EligibleInspectorRow {
  readonly id: string;
  /** The certificate number: public, and it never changes hands. */
  readonly publicId: string;
  readonly certificateExpiresOn: string;
  readonly specialties: readonly string[];
  /** Public ids of objects. */
  readonly conflicts: readonly string[];
}

/** Everybody at the offices `$1` who may be drawn as an inspector; expired certificates are left to the rule, which leaves them out. */
export const LIST_ELIGIBLE_INSPECTORS = statement<EligibleInspectorRow>(
  'list-eligible-inspectors',
  `select id, certificate_number as "publicId", certificate_expires_on as "certificateExpiresOn", '{}'::text[] as specialties,
     '{}'::text[] as conflicts
   from inspector where office_id = any($1::uuid[]) and active order by certificate_number limit 5000`,
);

/** The ratio of each class for the items `$1` on the day `$2` in the region subtrees `$3`: of several items the highest. */
export const READ_DRAW_RATIOS = statement<{ classCode: string; ratioBasisPoints: number }>(
  'read-draw-ratios',
  `select distinct on (b.rank) t.grade_code as "classCode", t.value as "ratioBasisPoints"
   from treatment_policy t
   join standard s on s.sector = t.sector
   join standard_band b on b.standard_id = s.id and b.code = t.grade_code
   left join office f on f.id = t.office_id
   where t.kind = 'SPOT_CHECK_RATIO' and t.sector = 'enterprise-risk' and t.valid_from <= $2::date and $1::text[] is not null
     and s.id = (select id from standard where sector = 'enterprise-risk' and in_force_from <= $2::date order by in_force_from desc limit 1)
     and (f.id is null or not exists (select from unnest($3::text[]) as root where not root ^@ any(f.region_codes)))
   order by b.rank, t.valid_from desc, t.recorded_at desc`,
);

/** What each of the items `$1` asks of its inspectors; an item that is not listed has no row. */
export const READ_DRAW_ITEMS = statement<{ code: string; specialty: string | null }>(
  'read-draw-items',
  'select code, null::text as specialty from unnest($1::text[]) as code',
);

/** The task `$1` where an office of `$2` may draw for it. */
export const FIND_DRAW_TASK = statement<{ id: string }>(
  'find-draw-task',
  'select null::uuid as id where $1::uuid is null and $2::uuid[] is null',
);
