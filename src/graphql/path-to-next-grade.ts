import {
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
import type { CivilDate } from '../domain/civil-date.js';
import { formatDecimal } from '../domain/decimal.js';
import { type PathToNextGrade as Path, pathToNextGrade } from '../domain/path-to-next-grade.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import { oncePerRequest } from '../usecases/once-per-request.js';
import { openMemberFiles } from '../usecases/person/open-member-files.js';
import { explainRating, type Explanation, type RatingToExplain } from '../usecases/steps/explain-rating.js';
import { type AccessMap, inheritedFields } from './access.js';
import { Rating } from './rating.js';
import { DateScalar, DecimalScalar } from './scalars.js';

const POINT_PLACES = 2;
/** The search rates a file up to some forty times, which takes most of a second for 3,000 records. */
const PATH_COST = 500;

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

  @Field(() => IdType, {
    nullable: true,
    description:
      'The record to be ended; that of a member of a household only with a stated purpose (`x-purpose`).',
  })
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

/** The way of a rating as of a day. */
const findPath = oncePerRequest(
  async (context: Context, { on, ...rating }: RatingToExplain & { readonly on: CivilDate }) => {
    const { standard, file } = await explainRating(context, rating);
    return pathToNextGrade({ standard, ...file }, on);
  },
);

@Resolver(() => Rating)
export class PathToNextGradeResolver {
  @FieldResolver(() => PathToNextGrade, {
    nullable: true,
    complexity: PATH_COST,
    description: 'The way to the next better grade; null for the best grade and for whoever is not rated.',
  })
  async pathToNextGrade(@Root() rating: Rating, @Ctx() context: Context): Promise<PathToNextGrade | null> {
    return pathOfRating(context, rating, rating.validAt ?? context.today);
  }
}

/** The way of a rating that the caller has been shown, as of a day. */
export async function pathOfRating(
  context: Context,
  rating: RatingToExplain,
  on: CivilDate,
): Promise<PathToNextGrade | null> {
  const { standardId, subjectId, ratedOn, recordedAt } = rating;
  const path = await findPath(context, {
    standardId,
    subjectId,
    ratedOn,
    recordedAt: recordedAt ?? null,
    on,
  });
  if (path === null) return null;
  const explanation = await explainRating(context, rating);
  const hidden = await hiddenRecords(context, path, explanation);
  return pathOf(path, explanation, { locale: context.locale, hidden });
}

/** Records of members of a household are named only to whoever has opened their files. */
async function hiddenRecords(
  context: Context,
  { steps }: Path,
  { records }: Explanation,
): Promise<ReadonlySet<string>> {
  const ofMembers = new Map<string, string>();
  for (const step of steps) {
    const record = step.kind === 'END_RECORD' ? records.get(step.recordId) : undefined;
    if (record !== undefined && record.memberId !== null) ofMembers.set(record.id, record.memberId);
  }
  const isOpen = await openMemberFiles(context, [...ofMembers.values()], 'Rating.pathToNextGrade');
  return new Set(isOpen ? [] : ofMembers.keys());
}

interface Telling {
  readonly locale: Locale;
  /** Records that the caller is not told. */
  readonly hidden: ReadonlySet<string>;
}

function pathOf(
  { steps, ...path }: Path,
  { standard }: Explanation,
  { locale, hidden }: Telling,
): PathToNextGrade {
  const wordsOf = (code: string) => {
    const label = standard.indicators.find((indicator) => indicator.code === code)?.label;
    return (locale === 'en' ? label?.en : label?.zh) ?? code;
  };
  return { ...path, steps: steps.map((step) => stepOf(step, wordsOf, hidden)) };
}

function stepOf(
  step: Path['steps'][number],
  wordsOf: (code: string) => string,
  hidden: ReadonlySet<string>,
): PathStep {
  const { kind } = step;
  const nothing = { recordId: null, indicatorCode: null, indicator: null, count: null, points: null };
  if (step.kind === 'BE_LOOKED_AT') return { ...nothing, kind, recordTypes: step.recordTypes };
  const { indicatorCode, pointsHundredths } = step;
  const said = {
    indicatorCode,
    indicator: wordsOf(indicatorCode),
    points: formatDecimal(pointsHundredths, POINT_PLACES),
  };
  if (step.kind === 'EARN')
    return { ...nothing, ...said, kind, count: step.count, recordTypes: [step.recordType] };
  const recordId = hidden.has(step.recordId) ? null : globalId(ID.record, step.recordId);
  return { ...nothing, ...said, kind, recordId, recordTypes: [] };
}

export const pathToNextGradeAccess: AccessMap = {
  Rating: inheritedFields('pathToNextGrade'),
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
};
