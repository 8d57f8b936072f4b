import type { Label } from '../domain/standard.js';
import type { Treatment } from '../domain/treatment.js';
import { statement } from './statement.js';

/** A dated row of a policy (措施规则), as it was published or set. */
export interface TreatmentRow extends Omit<Treatment, 'code' | 'label' | 'legalBasis' | 'burden'> {
  readonly id: string;
  readonly sector: string;
  readonly code: string | null;
  readonly label: Label | null;
  readonly burden: boolean;
  readonly legalBasis: string | null;
  readonly recordedAt: string;
  readonly setBy: string | null;
}

const COLUMNS = `
  t.id, t.sector, t.grade_code as "gradeCode", t.kind, t.code, t.label, t.value, t.unit, t.burden, t.legal_basis as "legalBasis",
  t.valid_from as "validFrom", t.recorded_at as "recordedAt", t.reason, t.source, o.name as "setBy"`;

/**
 * The treatments of the sectors `$1` in force on the day `$2`, as known at `$3`, in the region subtrees `$4`: of each grade, kind
 * and code the latest, as published, or as set by an office whose jurisdiction holds all of these regions.
 */
export const READ_POLICIES = statement<TreatmentRow>(
  'read-policies',
  `select * from (
   select distinct on (t.sector, t.grade_code, t.kind, t.code) ${COLUMNS}, t.ends
   from treatment_policy t
   left join officer o on o.id = t.set_by
   left join office f on f.id = t.office_id
   where t.sector = any($1::text[]) and t.valid_from <= $2::date and t.recorded_at <= $3::timestamptz
     and (f.id is null or not exists (select from unnest($4::text[]) as root where not root ^@ any(f.region_codes)))
   order by t.sector, t.grade_code, t.kind, t.code, t.valid_from desc, t.recorded_at desc
   ) latest where not ends`,
);

export const FIRST_POLICY_KNOWN = statement<{ recordedAt: string | null }>(
  'first-policy-known',
  'select min(recorded_at) as "recordedAt" from treatment_policy where sector = $1',
);
