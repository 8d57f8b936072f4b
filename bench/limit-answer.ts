import { COMMITMENT_BREACHED } from '../src/domain/verdict.js';

/** Ways of writing the objects of an answer in SQL. */
interface ObjectForms {
  readonly list: string;
  readonly measure: string;
  readonly record: string;
}

const REWARDS = `('FAST_TRACK', 'PRIORITY', 'COMMITMENT_SHORTCUT', 'TOLERANCE', 'FEE_REDUCTION', 'FEWER_CHECKS')`;

/** A credit answer as one JSON value, of what `answerFrom` joins. */
export const ANSWER = `json_build_object(
      'creditCode', $1::text, 'subjectName', s.name, 'verdict', split_part(v.verdict, ' ', 1),
      'reasonCode', split_part(v.verdict, ' ', 2), 'dataOn', d.delivered_on, 'lists', coalesce(l.lists, '[]'),
      'records', coalesce(r.records, '[]')
    )`;

/** Whether a measure is in force in the field and concerns the entity itself. */
const MEASURE_HOLDS = `m.target = 'ENTITY' and m.field_code = $2 and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to > $3::date)`;

const listsJoin = (object: ObjectForms) => `
  left join lateral (
    select json_agg(${object.list} order by e.valid_from, e.id) as lists,
      bool_or(u.in_use and m.restricts) as restricts, bool_or(u.in_use and m.adverse) as adverse,
      bool_or(u.in_use and c.kind <> 'RED') as listed, bool_or(not u.in_use and (c.kind <> 'RED' or m.adverse)) as suspended,
      bool_or(u.in_use and m.rewards) as rewards
    from list_entry e
    join credit_list c on c.code = e.list_code
    cross join lateral (select coalesce(e.suspended_until_on < $3::date, true) as in_use) u
    cross join lateral (
      select coalesce(json_agg(${object.measure} order by m.code), '[]') as measures,
        coalesce(bool_or(m.must_or_may = 'MUST' and m.effect in ('DENY', 'RESTRICT')), false) as restricts,
        coalesce(bool_or(m.effect not in ${REWARDS}), false) as adverse,
        coalesce(bool_or(m.effect in ${REWARDS}), false) as rewards
      from measure m
      where m.list_code = e.list_code and ${MEASURE_HOLDS}
    ) m
    where e.subject_id = s.id and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  ) l on true`;

const recordsJoin = (object: ObjectForms) => `
  left join lateral (
    select json_agg(${object.record} order by c.occurred_on desc, c.id desc) as records, bool_or(m.restricts) as restricts,
      bool_or(m.adverse) as adverse, bool_or(c.type = '${COMMITMENT_BREACHED}') as breached
    from credit_record c
    join record_type t on t.code = c.type
    cross join lateral (
      select coalesce(json_agg(${object.measure} order by m.code), '[]') as measures,
        coalesce(bool_or(m.must_or_may = 'MUST' and m.effect in ('DENY', 'RESTRICT')), false) as restricts,
        coalesce(bool_or(m.effect not in ${REWARDS}), false) as adverse
      from measure m
      where m.record_type = c.type and ${MEASURE_HOLDS}
    ) m
    where c.subject_id = s.id and c.occurred_on <= $3::date
      and (c.type = '${COMMITMENT_BREACHED}' or c.occurred_on > $3::date - make_interval(years => p.bad_record_years))
      and (c.ended_on is null or c.ended_on > $3::date) and c.withdrawn_at is null
      and (c.valid_until_on is null or c.valid_until_on >= $3::date)
      and (c.published_until_on is null or c.published_until_on >= $3::date)
      and (c.type = '${COMMITMENT_BREACHED}' or c.type in (select m.record_type from measure m where ${MEASURE_HOLDS}))
  ) r on true`;

/**
 * All that an answer rests on, and the verdict `v`; the order of its rules is that of `decideVerdict`. `$1` credit code, `$2` approval
 * field, `$3` day.
 */
const answerFrom = (object: ObjectForms) => `
  from (select) as always
  left join subject s on s.credit_code = $1
  ${listsJoin(object)}
  left join lateral (
    select delivered_on from data_delivery where may_be_adverse and delivered_on <= $3::date order by delivered_on desc limit 1
  ) d on true
  left join lateral (
    select stale_after_days, bad_record_years from check_policy where valid_from <= $3::date order by valid_from desc, recorded_at desc limit 1
  ) p on true
  ${recordsJoin(object)}
  cross join lateral (select case
    when s.id is null then 'UNKNOWN SUBJECT_UNKNOWN'
    when s.status = 'DEREGISTERED' then 'UNKNOWN SUBJECT_DEREGISTERED'
    when s.status = 'REVOKED' then 'UNKNOWN LICENCE_REVOKED'
    when d.delivered_on is null then 'UNKNOWN NO_DATA'
    when $3::date - d.delivered_on > p.stale_after_days then 'UNKNOWN DATA_STALE'
    when l.restricts or r.restricts then 'RESTRICTED MANDATORY_RESTRICTION'
    when l.adverse or r.adverse then 'CAUTION ADVERSE_MEASURE'
    when l.listed then 'CAUTION ON_ADVERSE_LIST'
    when r.breached then 'CAUTION COMMITMENT_BREACHED'
    when l.suspended then 'SUSPENDED_USE PUNISHMENT_SUSPENDED'
    when l.rewards then 'FAST_TRACK REWARD'
    else 'CLEAR NOTHING_ADVERSE' end as verdict) v`;

/** The joins of an answer, written in two ways. */
export const ANSWER_FORMS = {
  objects: answerFrom({
    list: `json_build_object('listCode', c.code, 'label', c.label_zh, 'kind', c.kind, 'enteredOn', e.valid_from,
      'endsOn', e.valid_to, 'suspendedUntilOn', e.suspended_until_on, 'decisionNumber', e.decision_number,
      'organName', e.organ_name, 'legalBasis', c.legal_basis, 'measures', m.measures)`,
    measure: `json_build_object('code', m.code, 'label', m.label_zh, 'effect', m.effect, 'mustOrMay', m.must_or_may,
      'legalBasis', m.legal_basis, 'appliedBy', m.applied_by)`,
    record: `json_build_object('type', c.type, 'label', t.label_zh, 'occurredOn', c.occurred_on,
      'documentNumber', c.document_number, 'organName', c.organ_name, 'measures', m.measures)`,
  }),
  rows: answerFrom({
    list: `(select row_to_json(r) from (select c.code as "listCode", c.label_zh as label, c.kind, e.valid_from as "enteredOn",
      e.valid_to as "endsOn", e.suspended_until_on as "suspendedUntilOn", e.decision_number as "decisionNumber",
      e.organ_name as "organName", c.legal_basis as "legalBasis", m.measures) r)`,
    measure: `(select row_to_json(r) from (select m.code, m.label_zh as label, m.effect, m.must_or_may as "mustOrMay",
      m.legal_basis as "legalBasis", m.applied_by as "appliedBy") r)`,
    record: `(select row_to_json(x) from (select c.type, t.label_zh as label, c.occurred_on as "occurredOn",
      c.document_number as "documentNumber", c.organ_name as "organName", m.measures) x)`,
  }),
};
