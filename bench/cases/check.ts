import {
  COMMITMENT_BREACHED,
  decideVerdict,
  type CheckFacts,
  type Measure,
} from '../../src/domain/verdict.js';
import { graphql, type QuestionCase } from '../case.js';
import { ANSWER, ANSWER_FORMS } from '../limit-answer.js';

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

interface RivalRecord {
  readonly rowId: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly endedOn: string | null;
  readonly withdrawnAt: string | null;
  readonly validUntilOn: string | null;
  readonly publishedUntilOn: string | null;
  readonly documentNumber: string | null;
  readonly organName: string | null;
  readonly recordTypeByType: {
    readonly labelZh: string;
    readonly measuresByRecordType: { readonly nodes: readonly RivalMeasure[] };
  };
}

interface RivalAnswer {
  readonly data: {
    readonly subjectByCreditCode: {
      readonly name: string;
      readonly status: CheckFacts['subjectStatus'];
      readonly listEntriesBySubjectId: { readonly nodes: readonly RivalEntry[] };
      readonly creditRecordsBySubjectId: { readonly nodes: readonly RivalRecord[] };
    };
    readonly allDataDeliveries: { readonly nodes: readonly { readonly deliveredOn: string }[] };
    readonly allCheckPolicies: {
      readonly nodes: readonly { readonly staleAfterDays: number; readonly badRecordYears: number }[];
    };
  };
}

const OURS = `query ($creditCode: CreditCode!, $field: String!) {
  previewCredit(creditCode: $creditCode, field: $field) {
    creditCode subjectName verdict reasonCode dataOn
    lists {
      listCode label kind enteredOn endsOn suspendedUntilOn decisionNumber organName legalBasis
      measures { code label effect mustOrMay legalBasis appliedBy }
    }
    records {
      type label occurredOn documentNumber organName
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
          measuresByListCode(condition: { fieldCode: $field, target: "ENTITY" }) {
            nodes { code labelZh effect mustOrMay legalBasis appliedBy validFrom validTo }
          }
        }
      }
    }
    creditRecordsBySubjectId {
      nodes {
        rowId type occurredOn endedOn withdrawnAt validUntilOn publishedUntilOn documentNumber organName
        recordTypeByType {
          labelZh
          measuresByRecordType(condition: { fieldCode: $field, target: "ENTITY" }) {
            nodes { code labelZh effect mustOrMay legalBasis appliedBy validFrom validTo }
          }
        }
      }
    }
  }
  allDataDeliveries(first: 1, orderBy: DELIVERED_ON_DESC, condition: { mayBeAdverse: true }) { nodes { deliveredOn } }
  allCheckPolicies { nodes { staleAfterDays badRecordYears } }
}`;

const limitWith = (joins: string) =>
  `select json_build_object('data', json_build_object('previewCredit', ${ANSWER}))::text as answer ${joins}`;

function rivalFacts({ data }: RivalAnswer, { creditCode, today }: Question): unknown {
  const { subjectByCreditCode: subject, allDataDeliveries, allCheckPolicies } = data;
  const entries = subject.listEntriesBySubjectId.nodes
    .filter((period) => holds(period, today))
    .map(({ creditListByListCode: list, ...entry }) => ({
      ...entry,
      ...list,
      measures: byCode(list.measuresByListCode.nodes.filter((period) => holds(period, today))),
    }))
    .sort((a, b) => compareText(a.validFrom + a.rowId, b.validFrom + b.rowId));
  const dataOn = allDataDeliveries.nodes[0]?.deliveredOn ?? null;
  const { staleAfterDays = 0, badRecordYears = 0 } = allCheckPolicies.nodes[0] ?? {};
  const oldest = `${Number(today.slice(0, 4)) - badRecordYears}${today.slice(4)}`;
  const records = recordsOf(subject.creditRecordsBySubjectId.nodes, oldest, today);
  const lists = entries.map((entry) => ({ ...entry, measures: entry.measures }));
  const { verdict, reasonCode } = decideVerdict({
    subjectStatus: subject.status,
    lists,
    records,
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
      measures: entry.measures.map(measureFacts),
    })),
    records: records.map(({ type, label, occurredOn, documentNumber, organName, measures }) => ({
      type,
      label,
      occurredOn,
      documentNumber,
      organName,
      measures: measures.map(measureFacts),
    })),
  };
}

function holds({ validFrom, validTo }: Period, today: string): boolean {
  return validFrom <= today && (validTo === null || validTo > today);
}

function recordsOf(all: readonly RivalRecord[], oldest: string, today: string) {
  return all
    .filter((record) => counts(record, oldest, today))
    .map(({ recordTypeByType: kind, ...record }) => ({
      ...record,
      recordId: record.rowId,
      label: kind.labelZh,
      measures: byCode(kind.measuresByRecordType.nodes.filter((period) => holds(period, today))),
    }))
    .filter(({ type, measures }) => type === COMMITMENT_BREACHED || measures.length > 0)
    .sort((a, b) => compareText(b.occurredOn + b.rowId, a.occurredOn + a.rowId));
}

function counts(record: RivalRecord, oldest: string, today: string): boolean {
  return (
    record.occurredOn <= today &&
    (record.type === COMMITMENT_BREACHED || record.occurredOn > oldest) &&
    (record.endedOn === null || record.endedOn > today) &&
    record.withdrawnAt === null &&
    (record.validUntilOn === null || record.validUntilOn >= today) &&
    (record.publishedUntilOn === null || record.publishedUntilOn >= today)
  );
}

function measureFacts({ code, labelZh, effect, mustOrMay, legalBasis, appliedBy }: RivalMeasure) {
  return { code, label: labelZh, effect, mustOrMay, legalBasis, appliedBy };
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
    forms: { objects: limitWith(ANSWER_FORMS.objects), rows: limitWith(ANSWER_FORMS.rows) },
    values: ({ creditCode, field, today }) => [creditCode, field, today],
    facts: ({ data }) => data.previewCredit,
  },
};

export default check;
