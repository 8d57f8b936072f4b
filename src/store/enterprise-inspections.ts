import { countedOn, IS_OF_LIMIT, isOverdueOn, limitsOn } from './limit-sql.js';
import { paged, statement } from './statement.js';

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
   from spot_check_result v join draw d on d.id = v.draw_id join office f on f.id = d.office_id
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
