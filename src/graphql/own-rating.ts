import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { explainRating, type Explanation, type RatingRow } from '../usecases/steps/explain-rating.js';
import { type AccessMap, inheritedFields } from './access.js';
import { PathToNextGrade, pathOfRating } from './path-to-next-grade.js';
import { RatingBasis, reasonOf, RuleSource } from './rating.js';
import { DateScalar, DecimalScalar } from './scalars.js';

/** A house has some dozen records, and nobody has many houses. */
const OWN_PATH_COST = 100;

@ObjectType({
  simpleResolvers: true,
  description:
    'What one record did to a rating of the caller (评分依据): its kind and day, not what it says of others.',
})
export class OwnRatingReason {
  @Field(() => String, { description: 'The indicator of the standard in words.' })
  indicator!: string;

  @Field(() => DecimalScalar, { description: 'Points that count, after caps.' })
  points!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Grade that the subject is kept from being better than.',
  })
  setsGrade!: string | null;

  @Field(() => String, { nullable: true, description: 'The kind of record in words.' })
  record!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it happened or was decided.' })
  occurredOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer counts; null while it counts until it is put right.',
  })
  lapsesOn!: string | null;

  @Field(() => RuleSource, { description: 'Clause of the rule.' })
  source!: RuleSource;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What something of the caller, or he himself, is rated by the published standard in force.',
})
export class OwnRating {
  @Field(() => String, { description: 'Code of the sector, such as `urban-village`.' })
  sector!: string;

  @Field(() => RatingBasis, { description: 'Whether records or nothing at all stand behind it.' })
  basis!: RatingRow['basis'];

  @Field(() => String, { nullable: true, description: 'Code of the grade; null when nobody has looked yet.' })
  gradeCode!: string | null;

  @Field(() => String, { description: 'The grade in words (等级).' })
  label!: string;

  @Field(() => String, { description: 'Management colour (管理颜色) of the grade.' })
  colour!: string;

  @Field(() => DateScalar, { description: 'First day of the present grade.' })
  since!: string;

  subjectId!: string;
  standardId!: string;
  ratedOn!: string;
}

/** A rating as far as `OwnRating` shows it. */
export type RatedOwn = Pick<
  RatingRow,
  'sector' | 'basis' | 'gradeCode' | 'labelZh' | 'labelEn' | 'colour' | 'sinceOn' | 'standardId' | 'ratedOn'
>;

export function ownRatingOf(subjectId: string, row: RatedOwn, locale: Locale): OwnRating {
  const { sector, basis, gradeCode, colour, standardId, ratedOn } = row;
  return {
    ...{ sector, basis, gradeCode, colour, standardId, ratedOn, subjectId },
    label: locale === 'en' ? row.labelEn : row.labelZh,
    since: row.sinceOn,
  };
}

function ownReasonOf(
  reason: Explanation['reasons'][number],
  explanation: Explanation,
  locale: Locale,
): OwnRatingReason {
  const { indicator, points, setsGrade, lapsesOn, source } = reasonOf(reason, explanation, locale);
  const record = explanation.records.get(reason.recordId);
  const label = locale === 'en' ? record?.typeEn : record?.typeZh;
  return {
    ...{ indicator, points, setsGrade, lapsesOn, source },
    record: label ?? null,
    occurredOn: record?.occurredOn ?? null,
  };
}

@Resolver(() => OwnRating)
export class OwnRatingResolver {
  @FieldResolver(() => [OwnRatingReason], {
    complexity: ({ childComplexity }) => 10 + 5 * childComplexity,
    description: 'Every contribution, as of the day of the rating.',
  })
  async reasons(@Root() rating: OwnRating, @Ctx() context: Context): Promise<OwnRatingReason[]> {
    const explanation = await explainRating(context, rating);
    return explanation.reasons.map((reason) => ownReasonOf(reason, explanation, context.locale));
  }

  @FieldResolver(() => PathToNextGrade, {
    nullable: true,
    complexity: OWN_PATH_COST,
    description:
      'What would lead to the next better grade; null for the best grade and for what is not rated.',
  })
  pathToNextGrade(@Root() rating: OwnRating, @Ctx() context: Context): Promise<PathToNextGrade | null> {
    return pathOfRating(context, rating, context.today);
  }
}

export const ownRatingAccess: AccessMap = {
  OwnRating: inheritedFields(
    'sector',
    'basis',
    'gradeCode',
    'label',
    'colour',
    'since',
    'reasons',
    'pathToNextGrade',
  ),
  OwnRatingReason: inheritedFields(
    'indicator',
    'points',
    'setsGrade',
    'record',
    'occurredOn',
    'lapsesOn',
    'source',
  ),
};
