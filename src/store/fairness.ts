import { statement } from './statement.js';
import { ofOfficesInside } from './office-reach.js';

/** Draws of offices inside `$1` whose lots were drawn from `$2` to `$3`. A draw that was continued counts as the last one that continues it. */
const DRAWN = `drawn as (
    select d.id, coalesce(d.extends_id, d.id) as roster_id from draw d join office f on f.id = d.office_id
    where d.state in ('DRAWN', 'PUBLISHED') and d.drawn_on between $2::date and $3::date and ${ofOfficesInside('$1')}
    order by d.id desc limit 1000
  )`;

export interface FairnessTotals {
  readonly draws: number;
  readonly objects: number;
  readonly visits: number;
  readonly seats: number;
  readonly replaced: number;
  readonly departures: number;
  readonly amendments: number;
  readonly voided: number;
  readonly redrawn: number;
  readonly resultsMissing: number;
}

/** How much of everything there was. */
export const READ_FAIRNESS_TOTALS = statement<FairnessTotals>(
  'read-fairness-totals',
  `with ${DRAWN}, visit as (
     select v.id from drawn join spot_check_visit v on v.draw_id = drawn.id
   ), replacement as (
     select r.departure_reason from inspector_replacement r join visit on visit.id = r.visit_id
   ), object as (
     select o.draw_id, o.subject_id, i.id as inspection_id from drawn join draw_object o on o.draw_id = drawn.id
     left join enterprise_inspection i on i.draw_id = o.draw_id and i.subject_id = o.subject_id
   )
   select (select count(*) from drawn) as draws, (select count(*) from object) as objects, (select count(*) from visit) as visits,
     (select count(*) from spot_check_visit_inspector s join visit on visit.id = s.visit_id where s.is_drawn) as seats,
     (select count(*) from replacement) as replaced,
     (select count(*) from replacement where departure_reason is not null) as departures,
     (select count(*) from result_amendment a join object on object.inspection_id = a.inspection_id) as amendments,
     (select count(*) from draw d join office f on f.id = d.office_id
        where d.state = 'VOID' and d.prepared_on between $2::date and $3::date and ${ofOfficesInside('$1')}) as voided,
     (select count(*) from draw d join office f on f.id = d.office_id
        where d.redraws_id is not null and d.prepared_on between $2::date and $3::date and ${ofOfficesInside('$1')}) as redrawn,
     (select count(distinct (draw_id, subject_id)) from object where inspection_id is null) as "resultsMissing"`,
);

export interface DeviationRow {
  readonly subjectId: string;
  readonly publicId: string;
  readonly observed: number;
  /** The chance of each draw on whose roster it stood. */
  readonly chances: readonly number[];
}

/**
 * The `$4` objects that were drawn most above what their chances let expect, in standard deviations. The chance of an object is the share
 * of its stratum that was drawn, as stored; where weights differ, that share in proportion to its weight, at most 1.
 */
export const LIST_DEVIATIONS = statement<DeviationRow>(
  'list-deviations',
  `with ${DRAWN}, last as (
     -- Of one roster the largest sample: a continued draw holds all that was drawn before it.
     select distinct on (roster_id) id, roster_id from drawn order by roster_id, id desc
   ), stratum as (
     select l.id, l.roster_id, r.class_code, sum(r.weight)::float8 as weights
     from last l join draw_roster r on r.draw_id = l.roster_id group by l.id, l.roster_id, r.class_code
   ), hit as (
     select distinct o.roster_draw_id, o.public_id, o.class_code from drawn join draw_object o on o.draw_id = drawn.id
   ), size as (
     select s.roster_id, s.class_code, s.weights, count(hit.public_id)::float8 as drawn
     from stratum s left join hit on hit.roster_draw_id = s.roster_id and hit.class_code = s.class_code
     group by s.roster_id, s.class_code, s.weights
   ), chance as (
     select r.public_id, r.subject_id, least(1, z.drawn * r.weight / z.weights) as chance, hit.public_id is not null as was_drawn
     from size z join draw_roster r on r.draw_id = z.roster_id and r.class_code = z.class_code
     left join hit on hit.roster_draw_id = r.draw_id and hit.public_id = r.public_id
   ), sums as (
     select public_id, count(*) filter (where was_drawn)::integer as observed, sum(chance) as expected,
       sum(chance * (1 - chance)) as variance
     from chance group by public_id having count(*) filter (where was_drawn) > sum(chance)
   ), most as (
     select public_id, observed, (observed - expected) / sqrt(greatest(variance, 1e-9)) as deviation
     from sums order by deviation desc, public_id limit $4
   )
   select (min(c.subject_id::text))::uuid as "subjectId", m.public_id as "publicId", m.observed,
     array_agg(c.chance order by c.chance) as chances
   from most m join chance c on c.public_id = m.public_id
   group by m.public_id, m.observed, m.deviation order by m.deviation desc, m.public_id`,
);

export interface PairRow {
  readonly oneName: string;
  readonly oneCertificate: string;
  readonly otherName: string;
  readonly otherCertificate: string;
  readonly observed: number;
  /** Objects of draws in whose pools both stood, and the mean chance that both go to one of them. */
  readonly trials: number;
  readonly chance: number;
}

/** The `$4` pairs of inspectors that the lots have sent together most often, against all pairs of each pool being alike. */
export const LIST_PAIRS = statement<PairRow>(
  'list-pairs',
  `with ${DRAWN}, pair as (
     select a.inspector_id as one, b.inspector_id as other, count(*)::integer as observed
     from drawn join draw_assignment a on a.draw_id = drawn.id
     join draw_assignment b on b.draw_id = a.draw_id and b.place = a.place and b.inspector_id > a.inspector_id
     group by 1, 2 having count(*) > 1 order by observed desc, one, other limit $4
   ), size as (
     select drawn.id, drawn.roster_id, d.inspectors_per_object as seats,
       (select count(*) from draw_object o where o.draw_id = drawn.id)::float8 as objects,
       (select count(*) from draw_inspector p where p.draw_id = drawn.roster_id and p.expires_on >= d.draw_on)::float8 as pool
     from drawn join draw d on d.id = drawn.id
   )
   select i.name as "oneName", i.certificate_number as "oneCertificate", j.name as "otherName", j.certificate_number as "otherCertificate",
     pair.observed, t.trials, t.chance
   from pair join inspector i on i.id = pair.one join inspector j on j.id = pair.other
   cross join lateral (
     select coalesce(sum(z.objects), 0)::integer as trials,
       coalesce(sum(z.objects * least(1, z.seats * (z.seats - 1) / nullif(z.pool * (z.pool - 1), 0))) / nullif(sum(z.objects), 0), 0)::float8
         as chance
     from size z where exists (select from draw_inspector p where p.draw_id = z.roster_id and p.inspector_id = pair.one)
       and exists (select from draw_inspector p where p.draw_id = z.roster_id and p.inspector_id = pair.other)
   ) t
   order by pair.observed desc, "oneCertificate", "otherCertificate"`,
);

export interface ReplacerRow {
  readonly officeName: string;
  readonly officerName: string;
  readonly replaced: number;
  readonly departures: number;
  /** Drawn seats of the visits of the office in the same time. */
  readonly seats: number;
}

/** Who replaced inspectors, of offices inside `$1` from `$2` to `$3`, most departures first; at most `$4`. */
export const LIST_REPLACERS = statement<ReplacerRow>(
  'list-replacers',
  `with seats as (
     select v.office_id, count(*)::integer as seats from spot_check_visit v join office f on f.id = v.office_id
     join spot_check_visit_inspector s on s.visit_id = v.id and s.is_drawn
     where v.approved_on between $2::date and $3::date and ${ofOfficesInside('$1')} group by v.office_id
   )
   select f.name as "officeName", o.name as "officerName", count(*)::integer as replaced,
     count(r.departure_reason)::integer as departures, coalesce(max(seats.seats), 0)::integer as seats
   from inspector_replacement r join office f on f.id = r.office_id join officer o on o.id = r.replaced_by
   left join seats on seats.office_id = r.office_id
   where r.replaced_on between $2::date and $3::date and ${ofOfficesInside('$1')}
   group by f.id, o.id order by departures desc, replaced desc, o.id limit $4`,
);

export interface OddityRow {
  readonly kind: 'VOID' | 'REDRAW' | 'DEPARTURE' | 'AMENDMENT';
  readonly drawId: string;
  readonly title: string;
  readonly on: string;
  readonly officerName: string;
  readonly reason: string;
}

/** What departs from the usual course, with the reason that was given, newest first: of offices inside `$1` from `$2` to `$3`, at most `$4`. */
export const LIST_ODDITIES = statement<OddityRow>(
  'list-oddities',
  `select x.* from (
     select 'VOID' as kind, d.id as "drawId", d.title, d.prepared_on as "on", o.name as "officerName", d.void_reason as reason, d.id as at
     from draw d join office f on f.id = d.office_id join officer o on o.id = d.voided_by
     where d.state = 'VOID' and d.prepared_on between $2::date and $3::date and ${ofOfficesInside('$1')}
     union all
     select 'REDRAW', d.id, d.title, d.prepared_on, o.name, d.reason, d.id
     from draw d join office f on f.id = d.office_id join officer o on o.id = d.prepared_by
     where d.redraws_id is not null and d.prepared_on between $2::date and $3::date and ${ofOfficesInside('$1')}
     union all
     select 'DEPARTURE', v.draw_id, d.title, r.replaced_on, o.name, r.departure_reason, r.id
     from inspector_replacement r join spot_check_visit v on v.id = r.visit_id join draw d on d.id = v.draw_id
     join office f on f.id = d.office_id join officer o on o.id = r.replaced_by
     where r.departure_reason is not null and r.replaced_on between $2::date and $3::date and ${ofOfficesInside('$1')}
     union all
     select 'AMENDMENT', i.draw_id, d.title, a.amended_on, o.name, a.reason, a.id
     from result_amendment a join enterprise_inspection i on i.id = a.inspection_id join draw d on d.id = i.draw_id
     join office f on f.id = d.office_id join officer o on o.id = a.amended_by
     where a.amended_on between $2::date and $3::date and ${ofOfficesInside('$1')}
   ) x order by x."on" desc, x.at desc limit $4`,
);
