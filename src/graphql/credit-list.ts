import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { listCreditLists, type ListedMeasures } from '../usecases/credit-list/list-credit-lists.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { ListLeastFrom, ListNoticeKind, MeasureTarget } from './list-enums.js';
import { DateScalar } from './scalars.js';
import { ListKind, MeasureEffect, MustOrMay } from './verdict.js';

@ObjectType({ simpleResolvers: true, description: 'A measure that entries on a list bring (奖惩措施).' })
export class ListMeasure {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => String, { description: 'Approval field (审批应用领域).' })
  field!: string;

  @Field(() => MeasureEffect, { description: 'What it does.' })
  effect!: string;

  @Field(() => MustOrMay, { description: 'Whether it must or may be taken.' })
  mustOrMay!: string;

  @Field(() => MeasureTarget, { description: 'Whom it is for.' })
  target!: string;

  @Field(() => Boolean, { description: 'False: published to offices, and not to the public.' })
  isPublic!: boolean;

  @Field(() => String, { description: 'Legal basis.' })
  legalBasis!: string;

  @Field(() => String, { description: 'Who takes it.' })
  appliedBy!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A credit list (名单) with the rule by which somebody enters and leaves it today, and its published measures. Days are working days (工作日).',
})
export class CreditList {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => ListKind, { description: 'Kind of the list.' })
  kind!: string;

  @Field(() => String, { description: 'Legal basis of the list.' })
  legalBasis!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Type of the record that an entry leaves in the credit file; null: none.',
  })
  recordType!: string | null;

  @Field(() => [String], { description: 'Kinds of offices that keep it, such as `MARKET_REGULATOR`.' })
  keptBy!: readonly string[];

  @Field(() => ListNoticeKind, { description: 'What must come before an entry.' })
  notice!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Days to object, from delivery or publication; null where a court has heard the subject.',
  })
  objectionWorkingDays!: number | null;

  @Field(() => Int, { description: 'Days in which an objection is decided.' })
  decideObjectionWorkingDays!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Months after which an entry ends by itself; null: no term.',
  })
  termMonths!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months before repair (信用修复) may be applied for; null: no repair by the office.',
  })
  leastMonths!: number | null;

  @Field(() => ListLeastFrom, { nullable: true, description: 'What those months run from.' })
  leastFrom!: string | null;

  @Field(() => Int, { nullable: true, description: 'Days in which an application for repair is decided.' })
  decideRepairWorkingDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months for which a court may suspend the use of an entry at most; null: not at all.',
  })
  suspensionMonths!: number | null;

  @Field(() => Int, { description: 'For how many days the public reads that an entry has ended (移出公示).' })
  exitShownDays!: number;

  @Field(() => String, { description: 'Where entries and exits are announced (公示渠道).' })
  channel!: string;

  @Field(() => DateScalar, { description: 'First day of this rule.' })
  ruleFrom!: string;

  @Field(() => [ListMeasure], { description: 'The measures in force.' })
  measures!: readonly ListMeasure[];
}

function creditListOf(row: ListedMeasures, locale: Locale): CreditList {
  const isEnglish = locale === 'en';
  const { code, kind, legalBasis, recordType, keptBy, terms, exitShownDays, ruleFrom } = row;
  return {
    ...{ code, kind, legalBasis, recordType, keptBy, exitShownDays, ruleFrom },
    ...terms,
    label: isEnglish ? row.labelEn : row.labelZh,
    channel: isEnglish ? row.channelEn : row.channelZh,
    measures: row.measures.map(({ labelEn, labelZh, fieldCode, ...measure }) => ({
      ...measure,
      label: isEnglish ? labelEn : labelZh,
      field: fieldCode,
    })),
  };
}

@Resolver()
export class CreditListResolver {
  @Query(() => [CreditList], {
    complexity: ({ childComplexity }) => 10 + 10 * childComplexity,
    description: 'The credit lists with their rules and measures.',
  })
  async creditLists(@Ctx() context: Context): Promise<CreditList[]> {
    const rows = await listCreditLists(context);
    return rows.map((row) => creditListOf(row, context.locale));
  }
}

export const creditListAccess: AccessMap = {
  Query: { creditLists: official },
  CreditList: {
    ...inheritedFields('code', 'label', 'kind', 'legalBasis', 'recordType', 'keptBy', 'notice', 'ruleFrom'),
    ...inheritedFields('objectionWorkingDays', 'decideObjectionWorkingDays', 'termMonths', 'leastMonths'),
    ...inheritedFields(
      'leastFrom',
      'decideRepairWorkingDays',
      'suspensionMonths',
      'exitShownDays',
      'channel',
      'measures',
    ),
  },
  ListMeasure: {
    ...inheritedFields('code', 'label', 'field', 'effect', 'mustOrMay', 'target', 'isPublic'),
    ...inheritedFields('legalBasis', 'appliedBy'),
  },
};
