import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import { type PathToNextGrade as Path, pathToNextGrade } from '../domain/path-to-next-grade.js';
import { completenessOf, validUntil } from '../domain/rating-outlook.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import { explainRating, type Explanation } from '../usecases/subject/explain-rating.js';
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

export const PathStepKind = { END_RECORD: 'END_RECORD', EARN: 'EARN', BE_LOOKED_AT: 'BE_LOOKED_AT' } as const;
registerEnumType(PathStepKind, {
  name: 'PathStepKind',
  description: 'What can be done for a better grade.',
  valuesConfig: {
    END_RECORD: { description: 'Rectify, repair or perform what a record is about (整改、修复、履行).' },
    EARN: { description: 'Events that gain points or keep a grade (加分).' },
    BE_LOOKED_AT: { description: 'Have somebody look (接受检查或评价): nobody has yet.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One thing to do for a better grade.' })
export class PathStep {
  @Field(() => PathStepKind, { description: 'What to do.' })
  kind!: keyof typeof PathStepKind;

  @Field(() => IdType, { nullable: true, description: 'The record to be ended.' })
  recordId!: string | null;

  @Field(() => String, { nullable: true, description: 'The indicator concerned.' })
  indicatorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The indicator in words.' })
  indicator!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many events, or whole units of an amount.' })
  count!: number | null;

  @Field(() => [String], { description: 'Kinds of record that would do.' })
  recordTypes!: readonly string[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Points that it brings, caps included; two places.',
  })
  points!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The way to the next better grade (升级路径): things to do, or a date to wait for. The engine has rated the file with these steps taken and found the better grade.',
})
export class PathToNextGrade {
  @Field(() => String, { description: 'Grade that it leads to.' })
  targetGrade!: string;

  @Field(() => [PathStep], {
    description: 'What to do; empty when waiting is enough or no short way was found.',
  })
  steps!: PathStep[];

  @Field(() => DateScalar, {
    description: 'The day as of which the steps count: today, or the next settlement.',
  })
  stepsCountOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day with a better grade if nothing new happens.',
  })
  waitUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade on that day.' })
  waitGrade!: string | null;
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
    description:
      'Next day on which it may change though nothing new happens: something begins, lapses or is settled.',
  })
  async nextChangeOn(@Root() rating: Rating, @Ctx() context: Context): Promise<string | null> {
    return (await explainRating(context, rating)).rating.nextChangeOn;
  }

  @FieldResolver(() => DataCompleteness, {
    nullable: true,
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
    description: 'Adult members of the household that counted (家庭成员数); 0 where members do not count.',
  })
  async memberCount(@Root() rating: Rating, @Ctx() context: Context): Promise<number> {
    return (await explainRating(context, rating)).file.memberCount;
  }

  @FieldResolver(() => PathToNextGrade, {
    nullable: true,
    complexity: 200,
    description: 'The way to the next better grade; null for the best grade and for whoever is not rated.',
  })
  async pathToNextGrade(@Root() rating: Rating, @Ctx() context: Context): Promise<PathToNextGrade | null> {
    const explanation = await explainRating(context, rating);
    const { standard, file } = explanation;
    const path = pathToNextGrade({ standard, ...file }, rating.validAt ?? context.today);
    return path === null ? null : pathOf(path, explanation, context.locale);
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

function pathOf({ steps, ...path }: Path, { standard }: Explanation, locale: Locale): PathToNextGrade {
  const wordsOf = (code: string) => {
    const label = standard.indicators.find((indicator) => indicator.code === code)?.label;
    return (locale === 'en' ? label?.en : label?.zh) ?? code;
  };
  return { ...path, steps: steps.map((step) => stepOf(step, wordsOf)) };
}

function stepOf(step: Path['steps'][number], wordsOf: (code: string) => string): PathStep {
  const { kind } = step;
  const nothing = { recordId: null, indicatorCode: null, indicator: null, count: null, points: null };
  if (step.kind === 'BE_LOOKED_AT') return { ...nothing, kind, recordTypes: step.recordTypes };
  const { indicatorCode, pointsHundredths } = step;
  const said = {
    indicatorCode,
    indicator: wordsOf(indicatorCode),
    points: formatDecimal(pointsHundredths, POINT_PLACES),
  };
  return step.kind === 'END_RECORD'
    ? { ...nothing, ...said, kind, recordId: globalId(ID.record, step.recordId), recordTypes: [] }
    : { ...nothing, ...said, kind, count: step.count, recordTypes: [step.recordType] };
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
  Rating: inheritedFields(
    'validUntil',
    'nextChangeOn',
    'completeness',
    'memberCount',
    'pathToNextGrade',
    'history',
  ),
  DataCompleteness: inheritedFields('expected', 'present', 'missing'),
  PathToNextGrade: inheritedFields('targetGrade', 'steps', 'stepsCountOn', 'waitUntil', 'waitGrade'),
  PathStep: inheritedFields(
    'kind',
    'recordId',
    'indicatorCode',
    'indicator',
    'count',
    'recordTypes',
    'points',
  ),
  RatingChange: {
    ...inheritedFields('validFrom', 'recordedAt', 'gradeCode', 'label', 'indicatedGradeCode', 'score'),
    ...inheritedFields('standardVersion', 'cause'),
  },
  ...connectionAccess('RatingChange'),
};
