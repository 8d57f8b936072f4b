import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { statement } from './statement.js';

export interface HazardRow {
  readonly id: string;
  readonly houseId: string;
  readonly inspectionId: string;
  readonly itemCode: string;
  readonly itemZh: string;
  readonly itemEn: string;
  readonly severity: 'ORDINARY' | 'MAJOR';
  readonly description: string | null;
  readonly foundOn: string;
  readonly dueOn: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly closedOn: string | null;
  readonly closingEvidence: string | null;
  readonly failureCount: number;
}

export interface CheckItem {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly severity: 'ORDINARY' | 'MAJOR';
  readonly termValue: number;
  readonly termUnit: 'DAY' | 'WEEK' | 'WORKING_DAY';
}

export const LIST_CHECK_ITEMS = statement<CheckItem>(
  'list-check-items',
  `select code, label_zh as "labelZh", label_en as "labelEn", severity, term_value as "termValue", term_unit as "termUnit"
   from check_item order by code`,
);

/** What a visit is judged by, in one look: the check items, the work calendar, and whether the second officer may be one. */
export interface VisitRules {
  readonly items: CheckItem[];
  readonly calendar: WorkCalendar;
  readonly isColleague: boolean;
}

export const READ_VISIT_RULES = statement<VisitRules>(
  'read-visit-rules',
  `select
     (select jsonb_agg(jsonb_build_object('code', code, 'labelZh', label_zh, 'labelEn', label_en, 'severity', severity,
        'termValue', term_value, 'termUnit', term_unit)) from check_item) as items,
     (select jsonb_build_object('years', coalesce(jsonb_object_agg(year, jsonb_build_object(
        'holidays', holidays, 'makeUpWorkdays', make_up_workdays)), '{}')) from calendar_year) as calendar,
     exists (select from officer where id = $1 and office_id = $2 and active and 'STATION_OFFICER' = any(roles)) as "isColleague"`,
);

const HAZARD = `
  select z.id, z.house_id as "houseId", z.inspection_id as "inspectionId", z.item_code as "itemCode", c.label_zh as "itemZh",
    c.label_en as "itemEn", z.severity, z.description, z.found_on as "foundOn", z.due_on as "dueOn", z.state,
    z.closed_on as "closedOn", z.closing_evidence as "closingEvidence", z.failure_count as "failureCount"
  from hazard z join check_item c on c.code = z.item_code`;

export const FIND_HAZARDS = statement<HazardRow>(
  'find-hazards',
  `${HAZARD} join subject s on s.id = z.house_id where z.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** The newest 500 hazards of each house, of the state `$2` if given. */
export const LIST_HAZARDS_OF_HOUSES = statement<HazardRow>(
  'list-hazards-of-houses',
  `select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${HAZARD} where z.house_id = wanted.id and ($2::text is null or z.state = $2)
     order by z.found_on desc, z.id limit 500
   ) l
   order by l."houseId", l."foundOn" desc, l.id`,
);

/** No row when it is closed already, or when it was still found not put right after the day `$2`. */
export const CLOSE_HAZARD = statement<{ id: string }>(
  'close-hazard',
  `update hazard set state = 'CLOSED', closed_on = $2::date, closing_evidence = $3
   where id = $1 and state = 'OPEN' and not exists (
     select from credit_record where hazard_id = $1 and type = '${FAILED_RECTIFICATION_RECORD}' and occurred_on > $2::date)
   returning id`,
);

/** The rectification failed: counted, and a new term begins. */
export const COUNT_FAILURE = statement<{ failureCount: number }>(
  'count-failure',
  `update hazard set failure_count = failure_count + 1, due_on = $2
   where id = $1 and state = 'OPEN' returning failure_count as "failureCount"`,
);
