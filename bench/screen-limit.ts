import type pg from 'pg';
import { SCREENED_INDUSTRY } from './screen-population.js';

const REWARDS = `('FAST_TRACK', 'PRIORITY', 'COMMITMENT_SHORTCUT', 'TOLERANCE', 'FEE_REDUCTION', 'FEWER_CHECKS')`;

/**
 * One statement, by hand, that writes what the job writes: `$1` screening, `$2` field, `$3` day, `$4` industry. It knows the rule of
 * verdicts by heart, asks for no grade and no list, and could not be asked as of another moment.
 */
const SCREEN = `
  with measures as (
    select list_code, record_type, bool_or(must_or_may = 'MUST' and effect in ('DENY', 'RESTRICT')) as must,
      bool_or(effect not in ${REWARDS}) as adverse, bool_or(effect in ${REWARDS}) as reward,
      jsonb_agg(jsonb_build_object('code', code, 'mustOrMay', must_or_may, 'effect', effect, 'legalBasis', legal_basis,
        'labelZh', label_zh, 'labelEn', label_en, 'appliedBy', applied_by, 'validFrom', valid_from) order by code) as measures
    from measure where field_code = $2 and target = 'ENTITY' and valid_from <= $3::date and (valid_to is null or valid_to > $3::date)
    group by list_code, record_type
  ), entry as (
    select e.subject_id, l.kind <> 'RED' as is_adverse_list, coalesce(m.must, false) as must, coalesce(m.adverse, false) as adverse,
      coalesce(m.reward, false) as reward, false as is_breach, coalesce(e.suspended_until_on >= $3::date, false) as suspended,
      jsonb_build_object('listCode', l.code, 'recordId', null, 'labelZh', l.label_zh, 'labelEn', l.label_en,
        'documentNumber', e.decision_number, 'organName', e.organ_name, 'measures', coalesce(m.measures, '[]'),
        'objectedOn', (select min(filed_on) from list_objection o where o.entry_id = e.id and o.state = 'FILED'),
        'repairAppliedOn', (select min(applied_on) from list_repair o where o.entry_id = e.id and o.state = 'APPLIED')) as ground
    from list_entry e join credit_list l on l.code = e.list_code left join measures m on m.list_code = l.code
    where e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  ), record as (
    select r.subject_id, false, coalesce(m.must, false), coalesce(m.adverse, false), false, r.type = 'COMMITMENT_BREACHED', false,
      jsonb_build_object('listCode', null, 'recordId', r.id, 'labelZh', t.label_zh, 'labelEn', t.label_en,
        'documentNumber', r.document_number, 'organName', r.organ_name, 'measures', coalesce(m.measures, '[]'),
        'objectedOn', null, 'repairAppliedOn', null)
    from credit_record r join record_type t on t.code = r.type left join measures m on m.record_type = r.type
    where (r.type = 'COMMITMENT_BREACHED' or r.type in (select record_type from measures))
      and r.occurred_on <= $3::date and r.withdrawn_at is null
      and (r.type = 'COMMITMENT_BREACHED' or r.occurred_on > $3::date - interval '5 years')
      and (r.ended_on is null or r.ended_on > $3::date) and (r.valid_until_on is null or r.valid_until_on >= $3::date)
      and (r.published_until_on is null or r.published_until_on >= $3::date)
  ), ground as (
    select *, case when suspended then is_adverse_list or adverse else false end as is_suspended from entry
    union all select *, false from record
  ), sum as (
    select subject_id, bool_or(must and not suspended) as must, bool_or(adverse and not suspended) as adverse,
      bool_or(is_adverse_list and not suspended) as listed, bool_or(is_breach) as breached, bool_or(is_suspended) as suspended,
      bool_or(reward and not suspended) as reward
    from ground group by subject_id
  ), verdict as (
    select subject_id, case when must then 'RESTRICTED' when adverse or listed or breached then 'CAUTION'
        when suspended then 'SUSPENDED_USE' when reward then 'FAST_TRACK' else 'CLEAR' end as verdict,
      case when must then 'MANDATORY_RESTRICTION' when adverse then 'ADVERSE_MEASURE' when listed then 'ON_ADVERSE_LIST'
        when breached then 'COMMITMENT_BREACHED' when suspended then 'PUNISHMENT_SUSPENDED' when reward then 'REWARD'
        else 'NOTHING_ADVERSE' end as reason
    from sum
  ), decided as (
    select v.subject_id, v.verdict, v.reason, coalesce(jsonb_agg(g.ground) filter (where case v.reason
        when 'MANDATORY_RESTRICTION' then g.must and not g.suspended when 'ADVERSE_MEASURE' then g.adverse and not g.suspended
        when 'ON_ADVERSE_LIST' then g.is_adverse_list and not g.suspended when 'COMMITMENT_BREACHED' then g.is_breach
        when 'PUNISHMENT_SUSPENDED' then g.is_suspended when 'REWARD' then g.reward and not g.suspended end), '[]') as grounds
    from verdict v join ground g on g.subject_id = v.subject_id group by v.subject_id, v.verdict, v.reason
  )
  insert into screening_result (screening_id, outcome, subject_id, verdict, reason_codes, grounds)
  select $1::uuid, case when v.verdict in ('CLEAR', 'FAST_TRACK') then 'ELIGIBLE' else 'FELL_OUT' end, s.id, v.verdict,
    case when v.verdict in ('CLEAR', 'FAST_TRACK') then '{}' else array[v.reason] end, d.grounds
  from subject s join enterprise b on b.id = s.id left join decided d on d.subject_id = s.id
  cross join lateral (
    select case when s.status <> 'ACTIVE' then 'UNKNOWN' else coalesce(d.verdict, 'CLEAR') end as verdict,
      case s.status when 'DEREGISTERED' then 'SUBJECT_DEREGISTERED' when 'REVOKED' then 'LICENCE_REVOKED'
        else coalesce(d.reason, 'NOTHING_ADVERSE') end as reason
  ) v
  where s.region_code ^@ '440784' and starts_with(b.industry_code, $4)`;

/** Screens the bench's population by the limit's statement and answers how many seconds that took. */
export async function screenByLimit(
  owner: pg.Client,
  { fieldCode, on }: { readonly fieldCode: string; readonly on: string },
): Promise<number> {
  const from = performance.now();
  await owner.query(SCREEN, ['00000000-0000-0000-0000-000000000000', fieldCode, on, SCREENED_INDUSTRY]);
  return (performance.now() - from) / 1_000;
}
