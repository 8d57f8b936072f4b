import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** How far the results of a draw have come. */
export interface DrawProgress {
  readonly drawId: string;
  readonly state: string;
  readonly objects: number;
  readonly resultsMissing: number;
  readonly lastResultOn: string | null;
  readonly publishedOn: string | null;
  readonly publishedBy: string | null;
}

/** One object of a subject counts for all of its objects: one visit, one result. */
const PROGRESS = `
  select d.id as "drawId", d.state, t.objects, t.objects - t.results as "resultsMissing", t."lastResultOn",
    p.published_on as "publishedOn", o.name as "publishedBy"
  from draw d join office f on f.id = d.office_id
  left join draw_publication p on p.draw_id = d.id left join officer o on o.id = p.published_by
  cross join lateral (
    select count(distinct x.subject_id)::integer as objects, count(distinct i.subject_id)::integer as results,
      max(i.inspected_on) as "lastResultOn"
    from draw_object x left join enterprise_inspection i on i.draw_id = x.draw_id and i.subject_id = x.subject_id
    where x.draw_id = d.id) t`;

/** Of the draws `$1`, which the caller has been shown. */
export const READ_PROGRESS = statement<DrawProgress>(
  'read-progress',
  `${PROGRESS} where d.id = any($1::uuid[]) and d.state in ('DRAWN', 'PUBLISHED')`,
);

export interface LockedDraw {
  readonly id: string;
  readonly state: string;
  readonly officeId: string;
}

/** The draw `$1` of an office inside `$2`; nobody else publishes it until the unit of work ends. */
export const LOCK_DRAW = statement<LockedDraw>(
  'lock-draw-to-publish',
  `select d.id, d.state, d.office_id as "officeId" from draw d join office f on f.id = d.office_id
   where d.id = $1 and ${ofOfficesInside('$2')} for no key update of d`,
);

/** Which objects of the draw `$1` have no result: their public ids, the first 20. */
export const LIST_MISSING = statement<{ publicId: string }>(
  'list-missing-results',
  `select o.public_id as "publicId" from draw_object o
   where o.draw_id = $1 and not exists (select from enterprise_inspection i where i.draw_id = o.draw_id and i.subject_id = o.subject_id)
   order by o.place limit 20`,
);

/** Visits of the draw `$1` that have not come to their result, whatever else is on record. */
export const LIST_RESULTS_TO_PUBLISH = statement<{ inspectionId: string }>(
  'list-results-to-publish',
  `select id as "inspectionId" from enterprise_inspection where draw_id = $1 order by inspected_on, id`,
);

/**
 * Publishes the results `$2` (inspections) of the draw `$1` under the ids `$3`, in that order; by the officer `$4` of the office `$5` on
 * `$6`. What the public reads is copied, so that later changes of names show as what they are.
 */
export const PUBLISH_DRAW = statement<never>(
  'publish-draw',
  `with published as (
     insert into draw_publication (draw_id, office_id, published_on, published_by) values ($1, $5, $6, $4) returning draw_id
   ), told as (
     insert into spot_check_publication (id, draw_id, inspection_id, version, title, items, enterprise_name, credit_code, inspected_on,
       result_codes, office_name, published_on)
     select n.id, r.draw_id, r.id, 1, d.title, d.item_codes, s.name, s.credit_code, r.inspected_on, r.result_codes, f.name, $6
     from unnest($2::uuid[], $3::uuid[]) as n(inspection, id) join spot_check_result r on r.id = n.inspection
     join draw d on d.id = r.draw_id join subject s on s.id = r.subject_id join office f on f.id = $5
     cross join published
   ), closed as (
     update spot_check_visit set state = 'PUBLISHED' where draw_id = $1
   )
   update draw set state = 'PUBLISHED' where id = $1`,
);

/** Publishes the result `$2` as it holds now once more, under the id `$1`, by the office `$3` on `$4`. */
export const PUBLISH_CORRECTION = statement<{ id: string }>(
  'publish-correction',
  `insert into spot_check_publication (id, draw_id, inspection_id, version, title, items, enterprise_name, credit_code, inspected_on,
     result_codes, office_name, published_on)
   select $1, r.draw_id, r.id, p.version + 1, p.title, p.items, p.enterprise_name, p.credit_code, r.inspected_on, r.result_codes, f.name, $4
   from spot_check_result r join office f on f.id = $3
   join lateral (select * from spot_check_publication where inspection_id = r.id order by version desc limit 1) p on true
   where r.id = $2 returning id`,
);

/** Draws of offices inside `$1` whose results are not published and whose last result came on `$2` or before; longest first. */
export const LIST_PUBLICATIONS_DUE = paged<DrawProgress>(
  'list-publications-due',
  'asc',
  ({ order, beyond }) => `${PROGRESS}
   where ${ofOfficesInside('$1')} and d.state = 'DRAWN' and p.draw_id is null and t."lastResultOn" <= $2::date
     and ($3::date is null or (t."lastResultOn", d.id) ${beyond} ($3::date, $4::uuid))
   order by t."lastResultOn" ${order}, d.id ${order} limit $5`,
);

export const COUNT_PUBLICATIONS_DUE = statement<{ count: number }>(
  'count-publications-due',
  `select count(*) from (${PROGRESS}) x join draw d on d.id = x."drawId" join office f on f.id = d.office_id
   where ${ofOfficesInside('$1')} and d.state = 'DRAWN' and x."publishedOn" is null and x."lastResultOn" <= $2::date`,
);

/** What the public reads of one result. */
export interface PublishedRow {
  readonly id: string;
  readonly title: string;
  readonly itemsZh: readonly string[];
  readonly itemsEn: readonly string[];
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly inspectedOn: string;
  readonly resultsZh: readonly string[];
  readonly resultsEn: readonly string[];
  readonly officeName: string;
  readonly publishedOn: string;
  readonly version: number;
  /** A later version was published since. */
  readonly isCorrected: boolean;
}

export interface PublishedFilter {
  readonly creditCode: string | null;
  /** Beginning of the title of the draw. */
  readonly title: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** The binds `$1` to `$4` of what the public asks for. */
export function publishedValues({ creditCode, title, from, to }: PublishedFilter): unknown[] {
  return [creditCode, title, from, to];
}

const PUBLISHED = `
  select p.id, p.title, p.enterprise_name as "enterpriseName", p.credit_code as "creditCode",
    p.inspected_on as "inspectedOn", p.office_name as "officeName", p.published_on as "publishedOn", p.version,
    exists (select from spot_check_publication n where n.inspection_id = p.inspection_id and n.version > p.version) as "isCorrected",
    array(select c.label_zh from result_code c where c.code = any(p.result_codes) order by c.sort) as "resultsZh",
    array(select t.label_zh from inspection_item t where t.code = any(p.items) order by t.code) as "itemsZh",
    array(select t.label_en from inspection_item t where t.code = any(p.items) order by t.code) as "itemsEn",
    array(select c.label_en from result_code c where c.code = any(p.result_codes) order by c.sort) as "resultsEn"
  from spot_check_publication p`;

const CHOSEN = `($1::text is null or p.credit_code = $1) and ($2::text is null or p.title ^@ $2)
     and ($3::date is null or p.published_on >= $3) and ($4::date is null or p.published_on <= $4)`;

/** Of the enterprise `$1`, of draws whose title begins with `$2`, published from `$3` to `$4`; null: any. Newest first, after `$5`. */
export const LIST_PUBLISHED = paged<PublishedRow>(
  'list-published-spot-checks',
  'desc',
  ({ order, beyond }) =>
    `${PUBLISHED} where ${CHOSEN} and ($5::uuid is null or p.id ${beyond} $5) order by p.id ${order} limit $6`,
);

/** Counts no further than 10,000: the public pays nothing for it. */
export const COUNT_PUBLISHED = statement<{ count: number }>(
  'count-published-spot-checks',
  `select count(*) from (select from spot_check_publication p where ${CHOSEN} limit 10000) x`,
);
