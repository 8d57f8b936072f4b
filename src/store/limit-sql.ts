/** Limits in force on the day `on`: of each code its latest row. */
export const limitsOn = (on: string) =>
  `select distinct on (code) * from spot_check_limit where valid_from <= ${on}::date order by code, valid_from desc`;

const pendingDaysOn = (on: string) => `
  select value from draw_rule where code = 'VISIT_PENDING' and valid_from <= ${on}::date
  order by valid_from desc, recorded_at desc limit 1`;

/** Drawn for a visit that nobody has made yet; forgotten after a while, or an office that forgets would shield. */
const pendingOn = (on: string) => `
  select o.subject_id, d.id as draw_id, d.ground
  from draw d join draw_object o on o.draw_id = d.id
  where d.state in ('DRAWN', 'PUBLISHED') and d.drawn_on <= ${on}::date and d.drawn_on + (${pendingDaysOn(on)}) > ${on}::date
    and not exists (select from enterprise_inspection v where v.draw_id = d.id and v.subject_id = o.subject_id)`;

/** Visits that count for the cap of the year of a day, by subject and ground: those made, and those still to be made. */
export const countedOn = (on: string) => `
  select subject_id, ground, sum(times)::integer as times from (
    select v.subject_id, d.ground, count(*) as times
    from enterprise_inspection v join draw d on d.id = v.draw_id
    where v.inspected_on between date_trunc('year', ${on}::date)::date and (date_trunc('year', ${on}::date) + interval '1 year' - interval '1 day')::date
    group by v.subject_id, d.ground
    union all
    select p.subject_id, p.ground, count(distinct p.draw_id) from (${pendingOn(on)}) p group by p.subject_id, p.ground
  ) counted group by subject_id, ground`;

/** An SQL condition: the inspection `v` of the draw `d` looked at something that the limit `l` is about. */
export const IS_OF_LIMIT = `(l.item_code is null or l.item_code = any(d.item_codes))
  and (l.item_category is null or exists (select from inspection_item i
    where i.code = any(d.item_codes) and i.category = l.item_category))`;

/**
 * An SQL condition: the subject `s` has not been inspected as often as the AT_LEAST limit `l` asks, and has been there for that
 * long. `isOverdue` of the domain says the same of one subject.
 */
export const isOverdueOn = (on: string) => `
  s.opened_on + make_interval(months => l.within_months) <= ${on}::date
  and (select count(*) from enterprise_inspection v join draw d on d.id = v.draw_id
    where v.subject_id = s.id and v.inspected_on <= ${on}::date
      and v.inspected_on + make_interval(months => l.within_months) > ${on}::date and ${IS_OF_LIMIT}) < l.value`;
