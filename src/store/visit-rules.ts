import type { InspectionRules } from '../domain/inspection-rule.js';
import type { Present } from '../domain/visit.js';
import type { WorkCalendar } from '../domain/working-days.js';
import type { CheckItem } from './hazards.js';
import { rulesInForce } from './inspection-rules.js';
import { statement } from './statement.js';

/** A hazard of the house that is open. */
export interface OpenHazard {
  readonly id: string;
  readonly itemCode: string;
  readonly room: string | null;
}

/** What a visit is judged by, in one look: items, calendar, rules, who of the named works here, and what is open at the house. */
export interface VisitRules {
  readonly items: readonly CheckItem[];
  readonly calendar: WorkCalendar;
  readonly rules: InspectionRules;
  readonly people: readonly Present[];
  readonly open: readonly OpenHazard[];
}

/** Of the officers `$1` those of the office `$2`; of the house `$3`; on the day `$4`. */
export const READ_VISIT_RULES = statement<VisitRules>(
  'read-visit-rules',
  `select
     (select jsonb_agg(jsonb_build_object('code', code, 'labelZh', label_zh, 'labelEn', label_en, 'severity', severity,
        'termValue', term_value, 'termUnit', term_unit)) from check_item) as items,
     (select jsonb_build_object('years', coalesce(jsonb_object_agg(year, jsonb_build_object(
        'holidays', holidays, 'makeUpWorkdays', make_up_workdays)), '{}')) from calendar_year) as calendar,
     ${rulesInForce('$2::uuid', '$4')} as rules,
     coalesce((select jsonb_agg(jsonb_build_object('id', id, 'isOfficer', 'STATION_OFFICER' = any(roles),
        'isAuxiliary', 'AUXILIARY' = any(roles)))
        from officer where id = any($1::uuid[]) and office_id = $2 and active), '[]') as people,
     coalesce((select jsonb_agg(jsonb_build_object('id', id, 'itemCode', item_code, 'room', room) order by id)
        from hazard where house_id = $3 and state = 'OPEN'), '[]') as open`,
);
