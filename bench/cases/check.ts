import { decideVerdict, type CheckFacts, type Measure } from '../../src/domain/verdict.js';
import { graphql, type QuestionCase } from '../case.js';

interface Question {
  readonly creditCode: string;
  readonly field: string;
  readonly today: string;
}

interface ListFacts {
  readonly listCode: string;
  readonly measures: readonly object[];
}

interface AnswerFacts {
  readonly data: {
    readonly previewCredit: { readonly lists: readonly ListFacts[] } & Record<string, unknown>;
  };
}

interface Period {
  readonly validFrom: string;
  readonly validTo: string | null;
}

interface RivalEntry extends Period {
  readonly rowId: string;
  readonly listCode: string;
  readonly suspendedUntilOn: string | null;
  readonly decisionNumber: string;
  readonly organName: string;
  readonly creditListByListCode: {
    readonly kind: 'RED' | 'BLACK' | 'ABNORMAL' | 'FOCUS';
    readonly labelZh: string;
    readonly legalBasis: string;
    readonly measuresByListCode: { readonly nodes: readonly RivalMeasure[] };
  };
}

interface RivalMeasure extends Measure, Period {
  readonly labelZh: string;
  readonly appliedBy: string;
}

interface RivalAnswer {
  readonly data: {
    readonly subjectByCreditCode: {
      readonly name: string;
      readonly status: CheckFacts['subjectStatus'];
      readonly listEntriesBySubjectId: { readonly nodes: readonly RivalEntry[] };
    };
    readonly allDataDeliveries: { readonly nodes: readonly { readonly deliveredOn: string }[] };
    readonly allCheckPolicies: { readonly nodes: readonly { readonly staleAfterDays: number }[] };
  };
}

const OURS = `query ($creditCode: CreditCode!, $field: String!) {
  previewCredit(creditCode: $creditCode, field: $field) {
    creditCode subjectName verdict reasonCode dataOn
    lists {
      listCode label kind enteredOn endsOn suspendedUntilOn decisionNumber organName legalBasis
      measures { code label effect mustOrMay legalBasis appliedBy }
    }
  }
}`;

/** The verdict is left to the client; only validity on the day cannot be asked for. */
const RIVAL = `query ($creditCode: String!, $field: String!) {
  subjectByCreditCode(creditCode: $creditCode) {
    name status
    listEntriesBySubjectId {
      nodes {
        rowId listCode validFrom validTo suspendedUntilOn decisionNumber organName
        creditListByListCode {
          kind labelZh legalBasis
          measuresByListCode(condition: { fieldCode: $field }) {
            nodes { code labelZh effect mustOrMay legalBasis appliedBy validFrom validTo }
          }
        }
      }
    }
  }
  allDataDeliveries(first: 1, orderBy: DELIVERED_ON_DESC) { nodes { deliveredOn } }
  allCheckPolicies { nodes { staleAfterDays } }
}`;

const REWARDS = `('FAST_TRACK', 'PRIORITY', 'COMMITMENT_SHORTCUT', 'TOLERANCE', 'FEE_REDUCTION', 'FEWER_CHECKS')`;

/** The order of the verdict's rules is that of `decideVerdict`; `$1` credit code, `$2` approval field, `$3` day. */
const limitWith = (object: { list: string; measure: string }) => `
  select json_build_object('data', json_build_object('previewCredit', json_build_object(
      'creditCode', $1::text, 'subjectName', s.name, 'verdict', split_part(v.verdict, ' ', 1),
      'reasonCode', split_part(v.verdict, ' ', 2), 'dataOn', d.delivered_on, 'lists', coalesce(l.lists, '[]')
    )))::text as answer
  from (select) as always
  left join subject s on s.credit_code = $1
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
      where m.list_code = e.list_code and m.field_code = $2
        and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to > $3::date)
    ) m
    where e.subject_id = s.id and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  ) l on true
  left join lateral (
    select delivered_on from data_delivery where delivered_on <= $3::date order by delivered_on desc limit 1
  ) d on true
  left join lateral (
    select stale_after_days from check_policy where valid_from <= $3::date order by valid_from desc, recorded_at desc limit 1
  ) p on true
  cross join lateral (select case
    when s.id is null then 'UNKNOWN SUBJECT_UNKNOWN'
    when s.status = 'DEREGISTERED' then 'UNKNOWN SUBJECT_DEREGISTERED'
    when s.status = 'REVOKED' then 'UNKNOWN LICENCE_REVOKED'
    when d.delivered_on is null then 'UNKNOWN NO_DATA'
    when $3::date - d.delivered_on > p.stale_after_days then 'UNKNOWN DATA_STALE'
    when l.restricts then 'RESTRICTED MANDATORY_RESTRICTION'
    when l.adverse then 'CAUTION ADVERSE_MEASURE'
    when l.listed then 'CAUTION ON_ADVERSE_LIST'
    when l.suspended then 'SUSPENDED_USE PUNISHMENT_SUSPENDED'
    when l.rewards then 'FAST_TRACK REWARD'
    else 'CLEAR NOTHING_ADVERSE' end as verdict) v`;

const LIMIT_FORMS = {
  objects: limitWith({
    list: `json_build_object('listCode', c.code, 'label', c.label_zh, 'kind', c.kind, 'enteredOn', e.valid_from,
      'endsOn', e.valid_to, 'suspendedUntilOn', e.suspended_until_on, 'decisionNumber', e.decision_number,
      'organName', e.organ_name, 'legalBasis', c.legal_basis, 'measures', m.measures)`,
    measure: `json_build_object('code', m.code, 'label', m.label_zh, 'effect', m.effect, 'mustOrMay', m.must_or_may,
      'legalBasis', m.legal_basis, 'appliedBy', m.applied_by)`,
  }),
  rows: limitWith({
    list: `(select row_to_json(r) from (select c.code as "listCode", c.label_zh as label, c.kind, e.valid_from as "enteredOn",
      e.valid_to as "endsOn", e.suspended_until_on as "suspendedUntilOn", e.decision_number as "decisionNumber",
      e.organ_name as "organName", c.legal_basis as "legalBasis", m.measures) r)`,
    measure: `(select row_to_json(r) from (select m.code, m.label_zh as label, m.effect, m.must_or_may as "mustOrMay",
      m.legal_basis as "legalBasis", m.applied_by as "appliedBy") r)`,
  }),
};

function rivalFacts({ data }: RivalAnswer, { creditCode, today }: Question): unknown {
  const { subjectByCreditCode: subject, allDataDeliveries, allCheckPolicies } = data;
  const holds = ({ validFrom, validTo }: Period) =>
    validFrom <= today && (validTo === null || validTo > today);
  const entries = subject.listEntriesBySubjectId.nodes
    .filter(holds)
    .map(({ creditListByListCode: list, ...entry }) => ({
      ...entry,
      ...list,
      measures: byCode(list.measuresByListCode.nodes.filter(holds)),
    }))
    .sort((a, b) => compareText(a.validFrom + a.rowId, b.validFrom + b.rowId));
  const dataOn = allDataDeliveries.nodes[0]?.deliveredOn ?? null;
  const staleAfterDays = allCheckPolicies.nodes[0]?.staleAfterDays ?? 0;
  const lists = entries.map((entry) => ({ ...entry, measures: entry.measures }));
  const { verdict, reasonCode } = decideVerdict({
    subjectStatus: subject.status,
    lists,
    records: [],
    dataOn,
    on: today,
    staleAfterDays,
  });
  return {
    creditCode,
    subjectName: subject.name,
    verdict,
    reasonCode,
    dataOn,
    lists: entries.map((entry) => ({
      listCode: entry.listCode,
      label: entry.labelZh,
      kind: entry.kind,
      enteredOn: entry.validFrom,
      endsOn: entry.validTo,
      suspendedUntilOn: entry.suspendedUntilOn,
      decisionNumber: entry.decisionNumber,
      organName: entry.organName,
      legalBasis: entry.legalBasis,
      measures: entry.measures.map(({ code, labelZh, effect, mustOrMay, legalBasis, appliedBy }) => ({
        code,
        label: labelZh,
        effect,
        mustOrMay,
        legalBasis,
        appliedBy,
      })),
    })),
  };
}

function byCode<Coded extends { code: string }>(items: readonly Coded[]): Coded[] {
  return [...items].sort((a, b) => compareText(a.code, b.code));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

const check: QuestionCase<Question, AnswerFacts, RivalAnswer, AnswerFacts> = {
  kind: 'question',
  title: 'a credit check by credit code, with lists, measures and verdict (previewCredit)',
  officer: 'approval-officer',
  questions: async ({ rows, today }) => {
    const codes = await rows<{ code: string }>(
      `select credit_code as code from subject where kind = 'ENTERPRISE' and credit_code < '99' order by md5(id::text) limit 2000`,
    );
    const fields = await rows<{ code: string }>('select code from approval_field order by sort');
    return codes.map(({ code }, at) => ({
      creditCode: code,
      field: fields[at % fields.length]?.code ?? '',
      today,
    }));
  },
  ours: {
    ask: ({ creditCode, field }) => graphql(OURS, { creditCode, field }, { 'x-purpose': 'bench' }),
    facts: ({ data }) => data.previewCredit,
  },
  rival: {
    ask: ({ creditCode, field }) => graphql(RIVAL, { creditCode, field }),
    facts: rivalFacts,
  },
  limit: {
    forms: LIMIT_FORMS,
    values: ({ creditCode, field, today }) => [creditCode, field, today],
    facts: ({ data }) => data.previewCredit,
  },
};

export default check;
