import type { InspectionRules, RuleUnit } from '../domain/inspection-rule.js';
import { statement } from './statement.js';

export interface InspectionRuleRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly unit: RuleUnit;
  readonly least: number;
  readonly most: number;
  readonly value: number;
  /** True: set for this office; false: what holds everywhere. */
  readonly isOwn: boolean;
  readonly validFrom: string;
  readonly reason: string;
  readonly source: { readonly instrument: string; readonly clause?: string; readonly mark: string };
}

/**
 * An SQL object of the rules in force for the office `office` on the day `on`, by their codes: what is set for an office comes
 * before what holds everywhere, however old it is.
 */
export function rulesInForce(office: string, on: string): string {
  return `(select jsonb_object_agg(code, value) from (
       select distinct on (code) code, value from inspection_rule
       where (office_id is null or office_id = ${office}) and valid_from <= ${on}::date
       order by code, office_id nulls last, valid_from desc, recorded_at desc
     ) in_force)`;
}

/** The rules in force for the office `$1` on the day `$2`. */
export const READ_INSPECTION_RULES = statement<{ rules: InspectionRules }>(
  'read-inspection-rules',
  `select ${rulesInForce('$1::uuid', '$2')} as rules`,
);

/** The same with their words and bounds. */
export const LIST_INSPECTION_RULES = statement<InspectionRuleRow>(
  'list-inspection-rules',
  `select distinct on (k.code) k.code, k.label_zh as "labelZh", k.label_en as "labelEn", k.unit, k.least, k.most, r.value,
     r.office_id is not null as "isOwn", r.valid_from as "validFrom", r.reason, r.source
   from inspection_rule_kind k join inspection_rule r on r.code = k.code
   where (r.office_id is null or r.office_id = $1) and r.valid_from <= $2::date
   order by k.code, r.office_id nulls last, r.valid_from desc, r.recorded_at desc`,
);

/** No row for a kind that does not exist, or a value outside its bounds. */
export const SET_INSPECTION_RULE = statement<{ id: string }>(
  'set-inspection-rule',
  `insert into inspection_rule (id, code, value, office_id, valid_from, reason, source, set_by)
   select $1, code, $3::integer, $4, $5, $6, $7, $8 from inspection_rule_kind
   where code = $2 and $3::integer between least and most
   returning id`,
);

/** The bounds of a kind; no row for a kind that does not exist. */
export const FIND_RULE_KIND = statement<{ least: number; most: number }>(
  'find-rule-kind',
  `select least, most from inspection_rule_kind where code = $1`,
);

/** The police station of this code, inside the region subtrees `$2`. */
export const FIND_STATION_BY_CODE = statement<{ officeId: string }>(
  'find-station-by-code',
  `select id as "officeId" from office o
   where o.code = $1 and o.kind = 'POLICE_STATION'
     and not exists (select from unnest(o.region_codes) as r(code) where not r.code ^@ any($2::text[]))`,
);
