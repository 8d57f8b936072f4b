import type { InspectionRules } from '../domain/inspection-rule.js';
import type { Present } from '../domain/visit.js';
import type { WorkCalendar } from '../domain/working-days.js';
import type { CheckItem } from './hazards.js';
import { rulesInForce } from './inspection-rules.js';
import { statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

/** A hazard of the house that is open, or was on the day of the visit. */
export interface OpenHazard {
  readonly id: string;
  readonly itemCode: string;
  readonly room: string | null;
}

/** What a visit is judged by, in one look: items, calendar, rules, who of the named works here, and what is open at the house. */
export interface VisitRules {
  readonly items: readonly CheckItem[];
  readonly calendar: WorkCalendar;
  /** Null on a day before there were any. */
  readonly rules: InspectionRules | null;
  readonly people: readonly Present[];
  readonly open: readonly OpenHazard[];
}

/** Of the officers `$1` those of the office `$2`; of the house `$3`; on the day `$4`. */
export const READ_VISIT_RULES = statement<VisitRules>(
  'read-visit-rules',
  `select
     (select jsonb_agg(jsonb_build_object('code', code, 'labelZh', label_zh, 'labelEn', label_en, 'severity', severity,
        'termValue', term_value, 'termUnit', term_unit)) from check_item) as items,
     ${WORK_CALENDAR} as calendar,
     ${rulesInForce('$2::uuid', '$4')} as rules,
     coalesce((select jsonb_agg(jsonb_build_object('id', id, 'isOfficer', 'STATION_OFFICER' = any(roles),
        'isAuxiliary', 'AUXILIARY' = any(roles)))
        from officer where id = any($1::uuid[]) and office_id = $2 and active), '[]') as people,
     coalesce((select jsonb_agg(jsonb_build_object('id', id, 'itemCode', item_code, 'room', room) order by id)
        from hazard where house_id = $3 and (state = 'OPEN' or state = 'CLOSED' and found_on <= $4::date and closed_on > $4::date)
     ), '[]') as open`,
);

/** The rules and the calendar alone, for the office `$1` on the day `$2`. */
export const READ_TERM_RULES = statement<{ rules: InspectionRules; calendar: WorkCalendar }>(
  'read-term-rules',
  `select ${rulesInForce('$1::uuid', '$2')} as rules, ${WORK_CALENDAR} as calendar`,
);
