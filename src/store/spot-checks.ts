import { statement } from './statement.js';

export interface RatioRow {
  readonly id: string;
  readonly sector: string;
  readonly classCode: string;
  readonly classZh: string;
  readonly classEn: string;
  readonly ratioBasisPoints: number;
  readonly validFrom: string;
  readonly recordedAt: string;
  readonly reason: string;
  readonly setBy: string | null;
  readonly approvedBy: string | null;
}

/**
 * The spot-check ratio of each class of the sector `$1` in force on `$2`, as known at `$3`, in the region subtrees `$4`: as
 * published, or as set by an office whose jurisdiction holds all of them. What another county has set does not count here.
 */
export const READ_RATIOS = statement<RatioRow>(
  'read-ratios',
  `select distinct on (b.rank) t.id, t.sector, t.grade_code as "classCode", b.label_zh as "classZh", b.label_en as "classEn",
     t.value as "ratioBasisPoints", t.valid_from as "validFrom", t.recorded_at as "recordedAt", t.reason, o.name as "setBy", a.name as "approvedBy"
   from treatment_policy t
   join standard s on s.sector = t.sector
   join standard_band b on b.standard_id = s.id and b.code = t.grade_code
   left join officer o on o.id = t.set_by
   left join officer a on a.id = t.approved_by
   left join office f on f.id = t.office_id
   where t.kind = 'SPOT_CHECK_RATIO' and t.sector = $1 and t.valid_from <= $2::date and t.recorded_at <= $3::timestamptz
     and s.id = (select id from standard where sector = $1 and in_force_from <= $2::date order by in_force_from desc limit 1)
     and (f.id is null or not exists (select from unnest($4::text[]) as root where not root ^@ any(f.region_codes)))
   order by b.rank, t.valid_from desc, t.recorded_at desc`,
);

export interface ResultCodeRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly recordType: string | null;
}

export const LIST_RESULT_CODES = statement<ResultCodeRow>(
  'list-result-codes',
  `select code, label_zh as "labelZh", label_en as "labelEn", record_type as "recordType" from result_code order by sort`,
);

/** No row when the result of this object is recorded already. */
export const ADD_RESULT = statement<{ id: string }>(
  'add-result',
  `insert into enterprise_inspection (id, draw_id, subject_id, inspected_on, result_codes, note, recorded_by)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (draw_id, subject_id) do nothing returning id`,
);
