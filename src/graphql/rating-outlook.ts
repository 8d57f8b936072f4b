import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import { completenessOf, validUntil } from '../domain/rating-outlook.js';
import type { Context, Locale } from '../usecases/context.js';
import { explainRating } from '../usecases/steps/explain-rating.js';
import {
  countRatingHistory,
  listRatingHistory,
  type NamedHistoryRow,
} from '../usecases/subject/list-rating-history.js';
import { type AccessMap, inheritedFields } from './access.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Rating } from './rating.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

const POINT_PLACES = 2;

/** What rests on the explanation of a rating goes through its whole file once more. */
const OUTLOOK_COST = 20;

@ObjectType({
  simpleResolvers: true,
  description:
    'How complete the data behind a rating are (数据完整度), by what the standard expects of a complete file.',
})
export class DataCompleteness {
  @Field(() => Int, { description: 'Kinds of data that a complete file has.' })
  expected!: number;

  @Field(() => Int, { description: 'How many of them this one has.' })
  present!: number;

  @Field(() => [String], { description: 'Those that are missing, in words.' })
  missing!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'One change of a rating (评级历史).' })
export class RatingChange {
  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  validFrom!: string;

  @Field(() => DateTimeScalar, { description: 'When it was worked out.' })
  recordedAt!: string;

  @Field(() => String, { nullable: true, description: 'Grade in effect from then on.' })
  gradeCode!: string | null;

  @Field(() => String, { description: 'The grade in words.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Grade that the standard indicated.' })
  indicatedGradeCode!: string | null;

  @Field(() => DecimalScalar, { description: 'Score, two places.' })
  score!: string;

  @Field(() => String, { description: 'Version of the standard.' })
  standardVersion!: string;

  @Field(() => String, { description: 'The act that brought it about, such as `recordInspection`.' })
  cause!: string;
}

export const RatingChangeConnection = connectionOf(RatingChange, 'RatingChange');

@Resolver(() => Rating)
export class RatingOutlookResolver {
  @FieldResolver(() => DateScalar, {
    nullable: true,
    complexity: OUTLOOK_COST,
    description:
      'Last day on which it holds without being looked at again (有效期至): next settlement or term; null: open.',
  })
  async validUntil(@Root() rating: Rating, @Ctx() context: Context): Promise<string | null> {
    const standard = await context.loaders.standard.load(rating.standardId);
    return standard === null
      ? null
      : validUntil(standard.definition, rating.since, rating.validAt ?? context.today);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    complexity: OUTLOOK_COST,
    description:
      'Next day on which it may change though nothing new happens: something begins, lapses or is settled.',
  })
  async nextChangeOn(@Root() rating: Rating, @Ctx() context: Context): Promise<string | null> {
    return (await explainRating(context, rating)).rating.nextChangeOn;
  }

  @FieldResolver(() => DataCompleteness, {
    nullable: true,
    complexity: OUTLOOK_COST,
    description: 'How complete the data are; null where the standard does not say what it expects.',
  })
  async completeness(@Root() rating: Rating, @Ctx() context: Context): Promise<DataCompleteness | null> {
    const { standard, file } = await explainRating(context, rating);
    const found = completenessOf(standard, file.records, rating.validAt ?? context.today);
    if (found === null) return null;
    const missing = found.missing.map(({ label }) => (context.locale === 'en' ? label.en : label.zh));
    return { expected: found.expected, present: found.expected - missing.length, missing };
  }

  @FieldResolver(() => Int, {
    complexity: OUTLOOK_COST,
    description: 'Adult members of the household that counted (家庭成员数); 0 where members do not count.',
  })
  async memberCount(@Root() rating: Rating, @Ctx() context: Context): Promise<number> {
    return (await explainRating(context, rating)).file.memberCount;
  }

  @FieldResolver(() => RatingChangeConnection, {
    complexity: connectionCost,
    description: 'How the rating came about, newest first (评级历史).',
  })
  async history(
    @Root() { subjectId, sector, knownAt }: Rating,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['date', 'string']);
    const query = { subjectId, sector, knownAt };
    return connectionFor(request, await listRatingHistory(context, query, request), {
      nodeOf: (row) => changeOf(row, context.locale),
      keysetOf: (row) => [row.validFrom, row.recordedExactly],
      countAll: () => countRatingHistory(context, query),
    });
  }
}

function changeOf(row: NamedHistoryRow, locale: Locale): RatingChange {
  const { validFrom, recordedAt, gradeCode, indicatedGradeCode, cause } = row;
  return {
    ...{ validFrom, recordedAt, gradeCode, indicatedGradeCode },
    label: locale === 'en' ? row.labelEn : row.labelZh,
    score: formatDecimal(row.scoreHundredths, POINT_PLACES),
    standardVersion: row.version,
    // The id behind the verb is for the audit.
    cause: cause.split(' ')[0] ?? cause,
  };
}

export const ratingOutlookAccess: AccessMap = {
  Rating: inheritedFields('validUntil', 'nextChangeOn', 'completeness', 'memberCount', 'history'),
  DataCompleteness: inheritedFields('expected', 'present', 'missing'),
  RatingChange: {
    ...inheritedFields('validFrom', 'recordedAt', 'gradeCode', 'label', 'indicatedGradeCode', 'score'),
    ...inheritedFields('standardVersion', 'cause'),
  },
  ...connectionAccess('RatingChange'),
};
