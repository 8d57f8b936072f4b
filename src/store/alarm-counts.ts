import type { AlarmCount } from '../domain/alarm-figures.js';
import { statement } from './statement.js';

export interface AlarmKindRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export const LIST_ALARM_KINDS = statement<AlarmKindRow>(
  'list-alarm-kinds',
  'select code, label_zh as "labelZh", label_en as "labelEn" from alarm_kind order by sort, code',
);

/** Appends the items of `$1`, of the source `$2`, for the office `$3`; tells which figures they supersede. */
export const ADD_ALARM_COUNTS = statement<{ index: number; formerCount: number | null }>(
  'add-alarm-counts',
  `with item as (
     select * from jsonb_to_recordset($1::jsonb) as i(index integer, "regionCode" text, month date, kind text, count integer)
   ), added as (
     insert into alarm_count (region_code, month, kind, count, source, office_id)
     select "regionCode", month, kind, count, $2::text, $3::uuid from item
   )
   select i.index, former.count as "formerCount"
   from item i left join lateral (
     select count from alarm_count a
     where a.region_code = i."regionCode" and a.month = i.month and a.kind = i.kind
     order by recorded_at desc limit 1
   ) former on true
   order by i.index`,
);

export type AlarmCountRow = AlarmKindRow & { [Key in keyof AlarmCount]: AlarmCount[Key] | null };

/**
 * Every kind with its figures for the regions `$1` in the months from `$2` to `$3`: of each village, month and kind the one that
 * was recorded last. A kind without any figure is there once, with nothing in it.
 */
export const READ_ALARM_COUNTS = statement<AlarmCountRow>(
  'read-alarm-counts',
  `with latest as (
     select distinct on (region_code, month, kind) region_code, month, kind, count from alarm_count
     where region_code ^@ any($1::text[]) and month between $2::date and $3::date
     order by region_code, month, kind, recorded_at desc
   )
   select k.code, k.label_zh as "labelZh", k.label_en as "labelEn", l.kind, l.month, sum(l.count)::integer as count,
     count(l.kind)::integer as villages,
     encode(sha256(convert_to(string_agg(l.region_code, ',' order by l.region_code), 'UTF8')), 'hex') as "reportedBy"
   from alarm_kind k left join latest l on l.kind = k.code
   group by k.code, l.kind, l.month
   order by k.sort, k.code, l.month`,
);
