import { Field, ObjectType } from 'type-graphql';
import type { Locale } from '../usecases/context.js';
import type { CreditAnswer as AnswerFacts } from '../usecases/steps/answer-credit.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';
import { ListKind, MeasureEffect, MustOrMay, ReasonCode, REASONS, VerdictCode } from './verdict.js';

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

  @Field(() => [Measure], { description: 'Its published measures in the approval field.' })
  measures!: Measure[];
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
    description: 'Every list the subject stands on, with its measures in this field.',
  })
  lists!: ListMembership[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the last delivery of data (数据截止日期).',
  })
  dataOn!: string | null;

  @Field(() => DateScalar, { description: 'The day the answer holds for.' })
  validAt!: string;
}

export function creditAnswerOf(answer: AnswerFacts, locale: Locale): CreditAnswer {
  const { creditCode, subjectName, fieldCode, verdict, reasonCode, lists, dataOn, on } = answer;
  return {
    creditCode,
    subjectName,
    field: fieldCode,
    verdict,
    reasonCode,
    reason: locale === 'en' ? REASONS[reasonCode].en : REASONS[reasonCode].zh,
    lists: lists.map((list) => ({
      ...list,
      label: locale === 'en' ? list.labelEn : list.labelZh,
      measures: list.measures.map((measure) => ({
        ...measure,
        label: locale === 'en' ? measure.labelEn : measure.labelZh,
      })),
    })),
    dataOn,
    validAt: on,
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
    'measures',
  ),
  CreditAnswer: inheritedFields(
    'creditCode',
    'subjectName',
    'field',
    'verdict',
    'reasonCode',
    'reason',
    'lists',
    'dataOn',
    'validAt',
  ),
};
