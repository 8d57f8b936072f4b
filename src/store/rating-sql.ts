import { commonMultiple, MOST_POINTS } from '../domain/points.js';
import type { RatingProgram, Rule } from '../domain/rating-program.js';

/** Which records a statement reads, and how. */
export interface Reach {
  /**
   * FEW looks each subject up by index; RANGE reads a stretch of the index of records once, for thousands of neighbours. ONE is FEW
   * for a single subject: a plan for one is as good for any other, so PostgreSQL keeps it, which saves more than the rating takes.
   */
  readonly subjects: 'ONE' | 'FEW' | 'RANGE';
  /** True: members' records count for their households. */
  readonly members: boolean;
}

/** Names of the statements of one kind, for each reach. */
export function reachName({ subjects, members }: Reach): string {
  return `${subjects.toLowerCase()}${members ? '-of-members' : ''}`;
}

/** Holds a value within ±cap; a cap of null is none. The value itself must not be null: it would become the cap. */
const within = (value: string, cap: string) => `greatest(-${cap}, least(${cap}, ${value}))`;

const MEMBERS = `
     union all
     select w.id, m.person_id, m.person_id
     from program p cross join wanted w
     join household_member m on m.household_id = w.id and m.from_on <= p.as_of and (m.to_on is null or m.to_on > p.as_of)
     join person on person.id = m.person_id and person.born_on <= (p.as_of - interval '18 years')::date`;

/**
 * "offset 0" keeps this one look-up by index for each subject: right after a large import the planner knows so little
 * about the table that it would otherwise read the whole of it for a handful of subjects.
 */
const FEW = `
     select o.subject_id, o.member_id, r.*
     from owner o cross join lateral (
       select type, occurred_on, ended_on, amount_hundredths from credit_record
       where subject_id = o.owner_id and withdrawn_at is null offset 0
     ) r`;

const RANGE = `
     select o.subject_id, o.member_id, r.type, r.occurred_on, r.ended_on, r.amount_hundredths
     from credit_record r join owner o on o.owner_id = r.subject_id
     where r.withdrawn_at is null and r.subject_id between $5::uuid and $6::uuid`;

/**
 * The rule of `rate` in `domain/rating.ts` for any number of subjects: common table expressions that end in `rated`
 * (subject_id, basis, score, indicated, indicated_rank, next_change_on). `$1` the program as `programJson` writes it, `$2` the
 * subjects; under RANGE `$5` and `$6` are the lowest and the highest of them.
 *
 * Totals are capped from the narrowest to the widest: day, month, year, indicator, category. Only indicators with caps of day,
 * month or year go through the levels of those.
 */
export function ratedBy(reach: Reach): string {
  return [read(reach), COUNTED, LEVELS, capped(reach), graded(reach)].join('');
}

/** What the statement is given, and the records it is about. */
const read = ({ subjects, members }: Reach): string => `program as materialized (
     select * from jsonb_to_record($1::jsonb) as p("on" date, as_of date, base integer, least integer, most integer, members text,
       has_evidence boolean, default_grade text, boundary date)
   ), line as materialized (
     select * from jsonb_to_recordset($1::jsonb->'lines') as l(type text, at integer, since date, valid_days integer, per text,
       points integer, fewest bigint, largest bigint, tapers boolean, by_day boolean, by_month boolean, by_year boolean,
       is_evidence boolean, is_exemption boolean)
   ), indicator as materialized (
     select * from jsonb_to_recordset($1::jsonb->'indicators') as i(at integer, points integer, day_cap integer, month_cap integer,
       year_cap integer, cap integer, category text, category_cap integer, min_count integer, ceiling integer, floor integer,
       taper jsonb, denominator numeric)
   ), band as materialized (
     select * from jsonb_to_recordset($1::jsonb->'bands') as b(code text, rank integer, low integer, high integer)
   ), wanted as materialized (
     ${subjects === 'ONE' ? 'select ($2::uuid[])[1] as id' : 'select distinct id from unnest($2::uuid[]) as id order by id'}
   ), owner as materialized (
     select id as subject_id, null::uuid as member_id, id as owner_id from wanted${members ? MEMBERS : ''}
   ), file as (${subjects === 'RANGE' ? RANGE : FEW}
`;

/** Every line of the program that a record falls under, and what the record counts there. */
const COUNTED = `   ), looked_at as (
     select f.subject_id, f.member_id, f.occurred_on, f.ended_on, f.amount_hundredths as amount, l.*, p."on", p.as_of,
       f.occurred_on <= p.as_of as is_known, f.ended_on is null or f.ended_on > p."on" as is_open,
       f.occurred_on <= p.as_of and (l.since is null or f.occurred_on >= l.since) and (f.ended_on is null or f.ended_on > p."on")
         and l.at >= 0 as is_active
     from file f join line l on l.type = f.type cross join program p
   ), counted as materialized (
     select subject_id, member_id, at,
       case when by_day then occurred_on end as day, case when by_month then date_trunc('month', occurred_on) end as month,
       case when by_year then date_trunc('year', occurred_on) end as year,
       coalesce(sum(case per
         when 'EVENT' then points
         when 'AMOUNT' then ${within('case when tapers then 0 else round(points * coalesce(amount, 0)::numeric / 100) end', String(MOST_POINTS))}::integer
         when 'RANGE' then case when amount is null then points
           else sign(points)::integer * greatest(fewest, least(largest, amount))::integer end
       end) filter (where is_active), 0) as points,
       coalesce(sum(amount) filter (where is_active and tapers), 0) as amount,
       count(*) filter (where is_active) as active,
       bool_or(case when per = 'EVENT' then points <> 0
                    when per = 'AMOUNT' then not tapers and round(points * coalesce(amount, 0)::numeric / 100) <> 0
                    else amount is null or greatest(fewest, least(largest, amount)) <> 0 end) filter (where is_active) as has_points,
       bool_or(is_evidence and is_known) as evident,
       bool_or(is_exemption and is_known and is_open and member_id is null) as exempt,
       bool_or(by_year) as by_period,
       min(least(case when ended_on > "on" then ended_on end,
                 case when as_of = "on" and occurred_on > "on" then occurred_on end,
                 case when as_of = "on" and occurred_on + valid_days > "on" then occurred_on + valid_days end)) as next_on
     from looked_at
     group by subject_id, member_id, at, day, month, year
`;

/** From the narrowest caps to those of a year. */
const LEVELS = `   ), of_month as (
     select l.subject_id, l.member_id, l.at, l.month, l.year, ${foldedLevel('day_cap')}
     from counted l join indicator i on i.at = l.at where l.by_period
     group by l.subject_id, l.member_id, l.at, l.month, l.year
   ), of_year as (
     select l.subject_id, l.member_id, l.at, l.year, ${foldedLevel('month_cap')}
     from of_month l join indicator i on i.at = l.at group by l.subject_id, l.member_id, l.at, l.year
   ), of_indicator as (
     select subject_id, member_id, at, points, amount, active, has_points, evident, exempt, next_on
     from counted where by_period is not true
     union all
     select l.subject_id, l.member_id, l.at, ${foldedLevel('year_cap')}
     from of_year l join indicator i on i.at = l.at group by l.subject_id, l.member_id, l.at
`;

/** Caps of indicators and categories, direct rules, and the sums. */
const capped = ({ members }: Reach): string => `   ), capped as (
     select o.subject_id, o.member_id, i.category, i.category_cap,
       ${within('coalesce(t.points, o.points)', 'i.cap')} as points,
       coalesce(o.has_points, false) or coalesce(t.points <> 0, false)
         or (o.active >= i.min_count and (i.ceiling is not null or i.floor is not null)) as has_reason,
       case when o.active >= i.min_count then i.ceiling end as ceiling,
       case when o.active >= i.min_count then i.floor end as floor, o.evident, o.exempt, o.next_on
     from of_indicator o left join indicator i on i.at = o.at
     cross join lateral (
       select case when i.taper is not null then ${tapered('o.amount', 'i')}::bigint end as points offset 0
     ) t
   ), of_category as (
     select subject_id, member_id, points, has_reason, ceiling, floor, evident, exempt, next_on from capped where category_cap is null
     union all
     select subject_id, member_id, ${within('sum(points)::bigint', 'category_cap')}, bool_or(has_reason), max(ceiling), min(floor),
       bool_or(evident), bool_or(exempt), min(next_on)
     from capped where category_cap is not null group by subject_id, member_id, category, category_cap
   ), summed as (
     select subject_id, ${members ? '(sum(points) filter (where member_id is null))::bigint' : 'sum(points)::bigint'} as own,
       ${members ? 'sum(points) filter (where member_id is not null)' : '0'} as together,
       bool_or(has_reason) as has_reason, max(ceiling) as ceiling, min(floor) as floor, bool_or(evident) as evident,
       bool_or(exempt) as exempt, min(next_on) as next_on
     from of_category group by subject_id
`;

/** Score, basis and grade. */
const graded = ({ members }: Reach): string => `   ), scored as materialized (
     select w.id as subject_id, s.ceiling, s.floor,
       greatest(coalesce(p.least, -${MOST_POINTS}), least(coalesce(p.most, ${MOST_POINTS}), p.base + coalesce(s.own, 0) + ${members ? TOGETHER : '0'}))::integer as score,
       case when s.exempt then 'NOT_RATED'
            when p.has_evidence and not coalesce(s.has_reason, false) and not coalesce(s.evident, false) then 'BY_DEFAULT'
            else 'RATED' end as basis,
       least(s.next_on, p.boundary) as next_change_on, p.default_grade
     from program p cross join wanted w left join summed s on s.subject_id = w.id
   ), graded as (
     select s.subject_id, s.basis, s.score, s.next_change_on, s.default_grade,
       greatest(s.ceiling, least(s.floor, b.rank)) as rank
     from scored s
     join band b on (b.low is null or b.low <= s.score) and (b.high is null or s.score < b.high)
   ), rated as (
     select g.subject_id, g.basis, g.score, g.next_change_on, b.code as indicated, b.rank as indicated_rank
     from graded g
     left join band b on case g.basis when 'RATED' then b.rank = g.rank when 'BY_DEFAULT' then b.code = g.default_grade end
   )`;

/** Members' points together: their sum, or their mean, rounded once, halves away from zero. */
const TOGETHER = `case p.members when 'MEAN' then round(coalesce(s.together, 0)::numeric
         / greatest(1, (select count(*) from owner o where o.subject_id = w.id and o.member_id is not null)))
       else coalesce(s.together, 0) end`;

/** What the next wider total is made from: totals held within the cap of the level below, everything else passed on. */
function foldedLevel(cap: string): string {
  return `sum(${within('l.points', `i.${cap}`)})::bigint as points, sum(l.amount) as amount, sum(l.active)::bigint as active,
       bool_or(l.has_points) as has_points, bool_or(l.evident) as evident, bool_or(l.exempt) as exempt, min(l.next_on) as next_on`;
}

/** Points of an amount under the taper of an indicator: exact whole numbers, one division, rounded once. */
function tapered(amount: string, indicator: string): string {
  const weighed = `(select sum(greatest(0, least(${amount}, coalesce(t.upper, ${amount})) - t.lower) * t.weight)
         from jsonb_to_recordset(${indicator}.taper) as t(lower bigint, upper bigint, weight bigint))`;
  return within(
    `round(${weighed} * ${indicator}.points / (${indicator}.denominator * 100))`,
    String(MOST_POINTS),
  );
}

/** The program as the statements read it. */
export function programJson(program: RatingProgram): string {
  const { rules, evidence, exemptions, bands } = program;
  const marked = [...new Set([...(evidence ?? []), ...exemptions])];
  return JSON.stringify({
    on: program.on,
    as_of: program.asOf,
    base: program.baseHundredths,
    least: program.leastHundredths,
    most: program.mostHundredths,
    members: program.members,
    has_evidence: evidence !== null,
    default_grade: program.defaultGradeCode,
    boundary: program.nextBoundaryOn,
    lines: [
      ...rules.flatMap((rule, at) => rule.recordTypes.map((type) => lineOf(rule, at, type))),
      ...marked.map((type) => ({
        type,
        at: -1,
        per: 'EVENT',
        points: 0,
        is_evidence: evidence?.includes(type) ?? false,
        is_exemption: exemptions.includes(type),
      })),
    ],
    indicators: rules.map(indicatorOf),
    bands: bands.map(({ code, rank, minHundredths, maxHundredths }) => ({
      code,
      rank,
      low: minHundredths,
      high: maxHundredths,
    })),
  });
}

function lineOf(rule: Rule, at: number, type: string) {
  return {
    type,
    at,
    since: rule.sinceOn,
    valid_days: rule.validDays,
    per: rule.per,
    points: rule.pointsHundredths,
    fewest: rule.range?.least,
    largest: rule.range?.most,
    tapers: rule.taper !== null,
    // A wider total is made from narrower ones, so whatever has a cap of a month is told apart by months, and so on.
    by_day: rule.dayCap !== null,
    by_month: rule.dayCap !== null || rule.monthCap !== null,
    by_year: rule.dayCap !== null || rule.monthCap !== null || rule.yearCap !== null,
  };
}

function indicatorOf(rule: Rule, at: number) {
  return {
    at,
    points: rule.pointsHundredths,
    day_cap: rule.dayCap,
    month_cap: rule.monthCap,
    year_cap: rule.yearCap,
    cap: rule.cap,
    category: rule.category,
    category_cap: rule.categoryCap,
    min_count: rule.minCount,
    ceiling: rule.ceiling?.rank,
    floor: rule.floor?.rank,
    ...(rule.taper === null
      ? {}
      : { taper: taperOf(rule.taper), denominator: Number(commonMultiple(rule.taper)) }),
  };
}

function taperOf(steps: NonNullable<Rule['taper']>) {
  const common = commonMultiple(steps);
  return steps.map(({ upToUnits, unitsForPoints }, at) => ({
    lower: (steps[at - 1]?.upToUnits ?? 0) * 100,
    upper: upToUnits === null ? null : upToUnits * 100,
    weight: Number(common / BigInt(unitsForPoints)),
  }));
}
