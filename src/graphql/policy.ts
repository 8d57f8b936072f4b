import { Arg, Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { listMeasures, type MeasureRow } from '../usecases/measure/list-measures.js';
import { listPolicies } from '../usecases/policy/list-policies.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { MomentArguments, momentOf } from './moment.js';
import { MeasureTarget } from './list-enums.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { TreatmentObject, treatmentOf } from './treatment.js';
import { MeasureEffect, MustOrMay } from './verdict.js';

@ObjectType({ simpleResolvers: true, description: 'A measure of the published list (奖惩措施清单).' })
export class PublishedMeasure {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The list (名单) whose entries it applies to; null where a kind of record leads to it.',
  })
  listCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The kind of record that leads to it while it counts; null where a list does.',
  })
  recordType!: string | null;

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

  @Field(() => String, { description: 'Legal basis down to the article.' })
  legalBasis!: string;

  @Field(() => String, { description: 'Who takes it.' })
  appliedBy!: string;

  @Field(() => DateScalar, { description: 'In force from this day.' })
  validFrom!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it is not any more; null: open.',
  })
  validTo!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was published here.' })
  recordedAt!: string;
}

@Resolver()
export class PolicyResolver {
  @Query(() => [TreatmentObject], {
    complexity: ({ childComplexity }) => 20 + 10 * childComplexity,
    description:
      'What each grade of a sector leads to (分级措施) in the jurisdiction. Policies of internal classes are for their regulators and oversight; for others the list is empty.',
  })
  async policies(
    @Ctx() context: Context,
    @Arg('sector', () => String, { description: 'Code of the sector.' }) sector: string,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<TreatmentObject[]> {
    const rows = await listPolicies(context, sector, momentOf(moment));
    return rows.map((row) => treatmentOf(row, context.locale));
  }

  @Query(() => [PublishedMeasure], {
    complexity: ({ childComplexity }) => 20 + 10 * childComplexity,
    description: 'The published measures; of one approval field and one list if given.',
  })
  async measures(
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
    @Arg('field', () => String, { nullable: true, description: 'Approval field.' }) field?: string | null,
    @Arg('listCode', () => String, { nullable: true, description: 'List.' }) listCode?: string | null,
  ): Promise<PublishedMeasure[]> {
    const filter = { fieldCode: field ?? null, listCode: listCode ?? null };
    const rows = await listMeasures(context, filter, momentOf(moment));
    return rows.map((row) => measureOf(row, context));
  }
}

function measureOf(row: MeasureRow, { locale }: Context): PublishedMeasure {
  const { labelZh: _zh, labelEn: _en, fieldCode: _field, ...measure } = row;
  return {
    ...measure,
    label: locale === 'en' ? row.labelEn : row.labelZh,
    field: row.fieldCode,
  };
}

export const policyAccess: AccessMap = {
  Query: { policies: official, measures: official },
  PublishedMeasure: {
    ...inheritedFields(
      'code',
      'label',
      'listCode',
      'recordType',
      'field',
      'effect',
      'mustOrMay',
      'target',
      'isPublic',
      'legalBasis',
      'appliedBy',
    ),
    ...inheritedFields('validFrom', 'validTo', 'recordedAt'),
  },
};
