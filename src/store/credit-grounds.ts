import { COMMITMENT_BREACHED } from '../domain/verdict.js';

/**
 * What may be said of somebody in the approval field `$2` on the day `$3`, as known at `$4`: the same conditions for one answer, a batch
 * and a population.
 */

/** When an entry `e` of which the last exit was recorded after a moment ended as known then: by an earlier exit, or by its term. */
export const endedAsKnown = (known: string) => `coalesce((
    select x.exited_on from list_exit x where x.entry_id = e.id and x.recorded_at <= ${known}::timestamptz), e.term_to)`;

/** When an entry `e` ends, as known at `$4`: by its term while its exit was not recorded. */
export const ENDS_ON = `case when e.ended_recorded_at > $4::timestamptz then ${endedAsKnown('$4')} else e.valid_to end`;

/** Whether an entry `e` counts. */
export const ENTRY_COUNTS = `
  e.valid_from <= $3::date and e.recorded_at <= $4::timestamptz and (${ENDS_ON} is null or ${ENDS_ON} > $3::date)`;

/** Whether a published measure `m` may be told: it holds in the field and burdens or favours the entity itself. */
export const MEASURE_COUNTS = `
  m.target = 'ENTITY' and m.field_code = $2 and m.recorded_at <= $4::timestamptz
  and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to > $3::date)`;

/**
 * Whether a record `r` may be used: it leads to a measure or is a broken commitment. An end counts on its day, once it was recorded.
 * Records whose publication has ended are never used, nor those older than the policy `p` allows, which counts from the day on which the
 * conduct ended: the day of the record, as far as records tell it. A broken commitment lasts until it is made good, and is then over at once.
 * Source: five years from the end of the conduct, 征信业管理条例 art. 16 [L]; the day of the record as that end [D].
 */
export const RECORD_COUNTS = `
  r.occurred_on <= $3::date and r.recorded_at <= $4::timestamptz
  and (r.type = '${COMMITMENT_BREACHED}' or r.occurred_on > $3::date - make_interval(years => p.bad_record_years))
  and (r.ended_on is null or r.ended_on > $3::date or r.ended_recorded_at > $4::timestamptz)
  and (r.withdrawn_at is null or r.withdrawn_at > $4::timestamptz)
  and (r.valid_until_on is null or r.valid_until_on >= $3::date)
  and (r.published_until_on is null or r.published_until_on >= $3::date)
  and (r.type = '${COMMITMENT_BREACHED}' or r.type in (select m.record_type from measure m where ${MEASURE_COUNTS}))`;

/**
 * The last day on which the use of an entry `e` is suspended, of the suspensions that have begun by the day `on` and not ended by it, as
 * known at `known`. What another organ has delivered with the entry counts while no suspension is on file here.
 */
export const suspendedUntil = (on: string, known: string) => `(
  select case when count(*) = 0 then e.suspended_until_on else max(u.until_on) filter (
    where u.from_on <= ${on}::date and u.recorded_at <= ${known}::timestamptz
      and (u.ended_on is null or u.ended_on > ${on}::date or u.ended_recorded_at > ${known}::timestamptz)) end
  from list_suspension u where u.entry_id = e.id)`;

/** How old data and records may be. */
export const POLICY_IN_FORCE = `
  select * from check_policy where valid_from <= $3::date and recorded_at <= $4::timestamptz
  order by valid_from desc, recorded_at desc limit 1`;
