import { Arg, Ctx, Field, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Context } from '../usecases/context.js';
import {
  type ClassPreview,
  previewSpotCheckRatio,
} from '../usecases/spot-check-ratio/preview-spot-check-ratio.js';
import { type AccessMap, inheritedFields } from './access.js';
import { seesRisk } from './risk-access.js';
import { DateScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';

const PLACES = 2;

@ObjectType({ simpleResolvers: true, description: 'What a ratio would come to for one class.' })
export class ClassPreviewEntry {
  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => Int, { description: 'In the register and not ended.' })
  population!: number;

  @Field(() => Int, { description: 'Of these, whom no limit keeps from being drawn today.' })
  eligible!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Ratio today in per cent; null where none is set.',
  })
  ratioNow!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Ratio with the proposal, in per cent.' })
  ratioThen!: string | null;

  @Field(() => Int, { description: 'How many a draw takes today.' })
  drawnNow!: number;

  @Field(() => Int, { description: 'How many it would take.' })
  drawnThen!: number;

  @Field(() => DecimalScalar, {
    description: 'Inspections a month today, two places, when drawn once a year.',
  })
  perMonthNow!: string;

  @Field(() => DecimalScalar, { description: 'The same with the proposal.' })
  perMonthThen!: string;
}

function previewOf({
  ratioNow,
  ratioThen,
  perMonthNow,
  perMonthThen,
  ...counts
}: ClassPreview): ClassPreviewEntry {
  const percent = (ratio: number | null) => (ratio === null ? null : formatDecimal(ratio, PLACES));
  return {
    ...counts,
    ratioNow: percent(ratioNow),
    ratioThen: percent(ratioThen),
    perMonthNow: formatDecimal(perMonthNow, PLACES),
    perMonthThen: formatDecimal(perMonthThen, PLACES),
  };
}

@InputType({ description: 'A ratio and the population it is tried on.' })
export class PreviewSpotCheckRatioInput {
  @Field(() => String, {
    nullable: true,
    description: 'Inspection item; the general ratio of the class when absent.',
  })
  itemCode?: string | null;

  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, { description: 'Per cent with up to two places.' })
  ratioPercent!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'From which day it would hold; today when absent.',
  })
  validFrom?: string | null;

  @Field(() => RegionCodeScalar, {
    nullable: true,
    description: 'Population: inside this region; the whole jurisdiction when absent.',
  })
  regionCode?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Population: leading digits of GB/T 4754 industries, at most 100; all when absent.',
  })
  industryCodes?: string[] | null;
}

@Resolver()
export class RatioPreviewResolver {
  @Query(() => [ClassPreviewEntry], {
    complexity: ({ childComplexity }) => 500 + childComplexity,
    description:
      'What a ratio would come to before it is set: population and draw of each class, now and then. The numbers are those of a draw of the same population and item today. Nothing changes.',
  })
  async previewSpotCheckRatio(
    @Arg('input', () => PreviewSpotCheckRatioInput, { description: 'The ratio, and whom it is tried on.' })
    input: PreviewSpotCheckRatioInput,
    @Ctx() context: Context,
  ): Promise<ClassPreviewEntry[]> {
    return (await previewSpotCheckRatio(context, input)).map(previewOf);
  }
}

export const ratioPreviewAccess: AccessMap = {
  Query: { previewSpotCheckRatio: seesRisk },
  ClassPreviewEntry: {
    ...inheritedFields(
      'classCode',
      'population',
      'eligible',
      'ratioNow',
      'ratioThen',
      'drawnNow',
      'drawnThen',
    ),
    ...inheritedFields('perMonthNow', 'perMonthThen'),
  },
};
