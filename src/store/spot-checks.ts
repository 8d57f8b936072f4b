import { paged, statement } from './statement.js';

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

/** A dated row; nothing is overwritten. No row when the class does not exist in the standard in force on that day. */
export const ADD_RATIO = statement<{ id: string }>(
  'add-ratio',
  `insert into treatment_policy (id, sector, grade_code, kind, value, unit, valid_from, reason, source, office_id, set_by)
   select $1, $2, b.code, 'SPOT_CHECK_RATIO', $4, 'BASIS_POINT', $5, $6, $7, $8, $9
   from standard_band b
   where b.code = $3
     and b.standard_id = (select id from standard where sector = $2 and in_force_from <= $5::date order by in_force_from desc limit 1)
   returning id`,
);

export interface RosterRow {
  readonly publicId: string;
  readonly subjectId: string;
  readonly classCode: string;
}

/**
 * Writes down everybody who can be drawn: active enterprises of the population with a risk class.
 * `$1` draw, `$2` region subtrees, `$3` industry prefixes or null for all.
 */
export const FREEZE_ROSTER = statement<RosterRow>(
  'freeze-roster',
  `insert into draw_roster (draw_id, public_id, subject_id, class_code)
   select $1, s.credit_code, s.id, r.grade_code
   from subject s
   join enterprise e on e.id = s.id
   join rating r on r.subject_id = s.id and r.sector = 'enterprise-risk' and r.grade_code is not null
   where s.kind = 'ENTERPRISE' and s.status = 'ACTIVE' and s.credit_code is not null
     and s.region_code ^@ any($2::text[]) and ($3::text[] is null or e.industry_code ^@ any($3::text[]))
   returning public_id as "publicId", subject_id as "subjectId", class_code as "classCode"`,
);

export interface InspectorRow {
  readonly id: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateExpiresOn: string;
}

export const LIST_INSPECTORS = statement<InspectorRow>(
  'list-inspectors',
  `select id, name, certificate_number as "certificateNumber", certificate_expires_on as "certificateExpiresOn"
   from inspector where office_id = $1 and active order by certificate_number limit 5000`,
);

export const ADD_DRAW = statement<{ id: string }>(
  'add-draw',
  `insert into draw (id, office_id, title, population, algorithm, seed, ratios, inspectors, roster_hash, roster_size,
     drawn_size, drawn_on, drawn_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
);

/** Each element of `$2`: `{ publicId, subjectId, classCode, ticket, place, first, second }`. */
export const ADD_DRAWN_OBJECTS = statement<never>(
  'add-drawn-objects',
  `insert into draw_object (draw_id, public_id, subject_id, class_code, ticket, place, first_inspector_id, second_inspector_id)
   select $1, o."publicId", o."subjectId", o."classCode", o.ticket, o.place, o.first, o.second
   from jsonb_to_recordset($2::jsonb) as o(
     "publicId" text, "subjectId" uuid, "classCode" text, ticket text, place integer, first uuid, second uuid)`,
);

export interface DrawRow {
  readonly id: string;
  readonly title: string;
  readonly population: { readonly regionCode: string; readonly industryCodes: readonly string[] | null };
  readonly algorithm: string;
  readonly seed: string;
  readonly ratios: Readonly<Record<string, number>>;
  readonly inspectors: readonly { readonly publicId: string; readonly certificateExpiresOn: string }[];
  readonly rosterHash: string;
  readonly rosterSize: number;
  readonly drawnSize: number;
  readonly drawnOn: string;
  readonly drawnBy: string;
}

const DRAW = `
  select d.id, d.title, d.population, d.algorithm, d.seed, d.ratios, d.inspectors, d.roster_hash as "rosterHash",
    d.roster_size as "rosterSize", d.drawn_size as "drawnSize", d.drawn_on as "drawnOn", o.name as "drawnBy"
  from draw d join officer o on o.id = d.drawn_by
  join office f on f.id = d.office_id`;

/** Draws of offices whose whole jurisdiction lies inside these region subtrees. */
const within = (roots: string) =>
  `not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[]))`;

export const FIND_DRAWS = statement<DrawRow>(
  'find-draws',
  `${DRAW} where d.id = any($1::uuid[]) and ${within('$2')}`,
);

/** Newest first. */
export const LIST_DRAWS = paged<DrawRow>(
  'list-draws',
  'desc',
  ({ order, beyond }) => `${DRAW} where ${within('$1')} and ($2::uuid is null or d.id ${beyond} $2)
   order by d.id ${order} limit $3`,
);

export const COUNT_DRAWS = statement<{ count: number }>(
  'count-draws',
  `select count(*) from draw d join office f on f.id = d.office_id where ${within('$1')}`,
);

export interface DrawnObjectRow {
  readonly drawId: string;
  readonly subjectId: string;
  readonly publicId: string;
  readonly classCode: string;
  readonly ticket: string;
  readonly place: number;
  readonly firstInspector: string;
  readonly firstCertificate: string;
  readonly secondInspector: string;
  readonly secondCertificate: string;
  readonly inspectedOn: string | null;
  readonly resultCodes: string[] | null;
  readonly note: string | null;
}

const DRAWN_OBJECT = `
  select o.draw_id as "drawId", o.subject_id as "subjectId", o.public_id as "publicId", o.class_code as "classCode", o.ticket,
    o.place, a.name as "firstInspector", a.certificate_number as "firstCertificate", b.name as "secondInspector",
    b.certificate_number as "secondCertificate", i.inspected_on as "inspectedOn", i.result_codes as "resultCodes", i.note
  from draw_object o
  join inspector a on a.id = o.first_inspector_id
  join inspector b on b.id = o.second_inspector_id
  left join enterprise_inspection i on i.draw_id = o.draw_id and i.subject_id = o.subject_id`;

/** What each draw of `$1` has drawn, in the order of its list: the same page of all of them. */
export const LIST_DRAWN_OBJECTS = paged<DrawnObjectRow>(
  'list-drawn-objects',
  'asc',
  ({ order, beyond }) => `
   select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${DRAWN_OBJECT} where o.draw_id = wanted.id and ($2::integer is null or o.place ${beyond} $2)
     order by o.place ${order} limit $3
   ) l
   order by l."drawId", l.place ${order}`,
);

export const FIND_DRAWN_OBJECT = statement<DrawnObjectRow>(
  'find-drawn-object',
  `${DRAWN_OBJECT} where o.draw_id = $1 and o.subject_id = $2`,
);

/** The whole roster in public-id order, a slice at a time. */
export const READ_ROSTER = statement<RosterRow>(
  'read-roster',
  `select public_id as "publicId", subject_id as "subjectId", class_code as "classCode" from draw_roster
   where draw_id = $1 and ($2::text is null or public_id > $2) order by public_id limit $3`,
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
