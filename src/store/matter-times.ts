import { ofOfficesInside } from './office-reach.js';
import { statement } from './statement.js';

/** How long decisions on an item took, in working days, against the term that the law gives. */
export interface MatterTimesRow {
  readonly itemCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly termDays: number;
  readonly decidedCount: number;
  readonly meanDays: number;
  readonly medianDays: number;
  readonly longestDays: number;
  readonly meanStoppedDays: number;
  readonly lateCount: number;
  readonly extendedCount: number;
  readonly openCount: number;
  readonly openLateCount: number;
}

/**
 * Of each item with decisions from `$1` through `$4`, or with open matters, of the office `$2` (null: of every office inside `$3`); an
 * open one is late when its term ended before the day `$5`, whether somebody accepted it or the law did. Matters that applicants took back say nothing about the office's time.
 */
export const READ_MATTER_TIMES = statement<MatterTimesRow>(
  'read-matter-times',
  `with reached as (
     select i.code, m.*, m.decision <> 'WITHDRAWN' and m.decided_on between $1::date and $4::date as is_counted
     from approval_matter m join office f on f.id = m.office_id join approval_item i on i.id = m.item_id
     where ($2::uuid is null or m.office_id = $2) and ${ofOfficesInside('$3')}
       and (m.decision is null or m.decided_on between $1::date and $4::date)
   )
   select t.*, i.label_zh as "labelZh", i.label_en as "labelEn"
   from (
     select code as "itemCode", max(term_days) as "termDays",
       count(*) filter (where is_counted) as "decidedCount",
       coalesce(round(avg(elapsed_days) filter (where is_counted), 1), 0)::float8 as "meanDays",
       coalesce(percentile_cont(0.5) within group (order by elapsed_days) filter (where is_counted), 0) as "medianDays",
       coalesce(max(elapsed_days) filter (where is_counted), 0) as "longestDays",
       coalesce(round(avg(stopped_days) filter (where is_counted), 1), 0)::float8 as "meanStoppedDays",
       count(*) filter (where is_counted and is_late) as "lateCount",
       count(*) filter (where is_counted and extended_on is not null) as "extendedCount",
       count(*) filter (where decision is null) as "openCount",
       count(*) filter (where case state when 'ACCEPTED' then due_on when 'RECEIVED' then deemed_due_on end < $5::date) as "openLateCount"
     from reached group by code
   ) t
   join lateral (select label_zh, label_en from approval_item where code = t."itemCode" order by valid_from desc limit 1) i on true
   where t."decidedCount" > 0 or t."openCount" > 0
   order by t."itemCode"`,
);
