import { Field, ID, ObjectType } from 'type-graphql';
import { COMMITMENT_BREACHED } from '../domain/verdict.js';
import { REASON_WORDS } from '../domain/verdict-words.js';
import { ID as GLOBAL_ID, globalId } from '../http/global-id.js';
import type { Locale } from '../usecases/context.js';
import type { CreditAnswer as AnswerFacts } from '../usecases/steps/decide-answer.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CreditCodeScalar, DateScalar, DateTimeScalar } from './scalars.js';
import { ListKind, MeasureEffect, MustOrMay, ReasonCode, VerdictCode } from './verdict.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A measure of the published list (奖惩措施) that applies to the matter.',
})
export class Measure {
  @Field(() => String, { description: 'Code, for feedback.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => MeasureEffect, { description: 'What it does.' })
  effect!: string;

  @Field(() => MustOrMay, { description: 'Whether it must or may be taken.' })
  mustOrMay!: string;

  @Field(() => String, { description: 'Legal basis down to the article (法律依据).' })
  legalBasis!: string;

  @Field(() => String, { description: 'Who takes it.' })
  appliedBy!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A list that the subject stands on (名单).' })
export class ListMembership {
  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list in words.' })
  label!: string;

  @Field(() => ListKind, { description: 'Kind of the list.' })
  kind!: string;

  @Field(() => DateScalar, { description: 'First day on it.' })
  enteredOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day no longer on it; null when open.' })
  endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which its use is suspended.' })
  suspendedUntilOn!: string | null;

  @Field(() => String, { description: 'Number of the decision.' })
  decisionNumber!: string;

  @Field(() => String, { description: 'Organ that decided.' })
  organName!: string;

  @Field(() => String, { description: 'Legal basis of the list.' })
  legalBasis!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Since when an objection to the entry on the list has been open (名单的异议处理中); null: none is.',
  })
  objectedOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Since when an application to leave the list early has been open (名单的信用修复申请中); null: none is.',
  })
  repairAppliedOn!: string | null;

  @Field(() => [Measure], { description: 'Its published measures in the approval field.' })
  measures!: Measure[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A record of the credit file that leads to a measure in the approval field, or a commitment that was broken and not made good (信用信息).',
})
export class AnswerRecord {
  @Field(() => ID, { description: 'The record.' })
  recordId!: string;

  @Field(() => String, { description: 'Kind of record.' })
  type!: string;

  @Field(() => String, { description: 'Kind in words.' })
  label!: string;

  @Field(() => DateScalar, { description: 'Day of the event or the decision.' })
  occurredOn!: string;

  @Field(() => String, { nullable: true, description: 'Number of the document.' })
  documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Organ it comes from.' })
  organName!: string | null;

  @Field(() => [Measure], { description: 'Published measures that it leads to in the approval field.' })
  measures!: Measure[];
}

@ObjectType({ simpleResolvers: true, description: 'A version of a rule that an answer was given by.' })
export class AppliedRule {
  @Field(() => String, {
    description:
      '`verdict`: the rule that leads to a verdict; `check-policy`: how old data and records may be.',
  })
  rule!: string;

  @Field(() => String, { description: 'Its version, or the first day on which it holds.' })
  version!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The answer to a credit question. It rests on lists and published measures only, never on a credit risk class or on points.',
})
export class CreditAnswer {
  @Field(() => CreditCodeScalar, { description: 'Whom was asked about.' })
  creditCode!: string;

  @Field(() => String, { nullable: true, description: 'Name on file; null when there is no file.' })
  subjectName!: string | null;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => VerdictCode, { description: 'The verdict.' })
  verdict!: string;

  @Field(() => ReasonCode, { description: 'What it rests on, for programs.' })
  reasonCode!: string;

  @Field(() => String, { description: 'What it rests on, for people.' })
  reason!: string;

  @Field(() => [ListMembership], {
    description:
      'Every list the subject stands on, with its measures in this field, and with objections and applications for repair that are open (名单的异议和信用修复): only entries on lists can have them.',
  })
  lists!: ListMembership[];

  @Field(() => [AnswerRecord], {
    description:
      'Records that lead to a measure in this field, the newest first; none that has ended or is too old to be used.',
  })
  records!: AnswerRecord[];

  @Field(() => [AnswerRecord], {
    description: 'Commitments in approvals that were broken and not made good (失信承诺).',
  })
  breachedCommitments!: AnswerRecord[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day of the last delivery of data that could bring something adverse, penalties for one and not permits (数据截止日期); a delivery in which nothing was new counts.',
  })
  dataOn!: string | null;

  @Field(() => DateScalar, { description: 'The day the answer holds for.' })
  validAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Moment of knowledge that was asked for; null: what was known when it was given.',
  })
  knownAt!: string | null;

  @Field(() => [AppliedRule], { description: 'The rules it was given by, with their versions.' })
  rules!: AppliedRule[];
}

export function creditAnswerOf(answer: AnswerFacts, locale: Locale): CreditAnswer {
  const { creditCode, subjectName, fieldCode, verdict, reasonCode, lists, dataOn, on, knownAt } = answer;
  const inWords = <Named extends { readonly labelZh: string; readonly labelEn: string }>(named: Named) => ({
    ...named,
    label: locale === 'en' ? named.labelEn : named.labelZh,
  });
  const records = answer.records.map((record) => ({
    ...inWords(record),
    recordId: globalId(GLOBAL_ID.record, record.recordId),
    measures: record.measures.map(inWords),
  }));
  return {
    creditCode,
    subjectName,
    field: fieldCode,
    verdict,
    reasonCode,
    reason: locale === 'en' ? REASON_WORDS[reasonCode].en : REASON_WORDS[reasonCode].zh,
    lists: lists.map((list) => ({ ...inWords(list), measures: list.measures.map(inWords) })),
    records,
    breachedCommitments: records.filter(({ type }) => type === COMMITMENT_BREACHED),
    dataOn,
    validAt: on,
    knownAt,
    rules: Object.entries(answer.rules).map(([rule, version]) => ({ rule, version })),
  };
}

export const creditAnswerAccess: AccessMap = {
  Measure: inheritedFields('code', 'label', 'effect', 'mustOrMay', 'legalBasis', 'appliedBy'),
  ListMembership: inheritedFields(
    'listCode',
    'label',
    'kind',
    'enteredOn',
    'endsOn',
    'suspendedUntilOn',
    'decisionNumber',
    'organName',
    'legalBasis',
    'objectedOn',
    'repairAppliedOn',
    'measures',
  ),
  AnswerRecord: inheritedFields(
    'recordId',
    'type',
    'label',
    'occurredOn',
    'documentNumber',
    'organName',
    'measures',
  ),
  AppliedRule: inheritedFields('rule', 'version'),
  CreditAnswer: inheritedFields(
    'creditCode',
    'subjectName',
    'field',
    'verdict',
    'reasonCode',
    'reason',
    'lists',
    'records',
    'breachedCommitments',
    'dataOn',
    'validAt',
    'knownAt',
    'rules',
  ),
};
