import { Ctx, Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { type Moment, NOW } from '../usecases/moment.js';
import { openMemberFiles } from '../usecases/person/open-member-files.js';
import { type Explanation, explainRating, type RatingRow } from '../usecases/steps/explain-rating.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { CreditRecord, recordOf } from './credit-record.js';
import { GradeChange, gradeChangeOf } from './grade-change.js';
import { DateScalar, DecimalScalar } from './scalars.js';
import { formatDecimal } from '../domain/decimal.js';

const POINT_PLACES = 2;

export const RatingBasis = { RATED: 'RATED', BY_DEFAULT: 'BY_DEFAULT', NOT_RATED: 'NOT_RATED' } as const;
registerEnumType(RatingBasis, {
  name: 'RatingBasis',
  description: 'What a rating rests on.',
  valuesConfig: {
    RATED: { description: 'Worked out from records.' },
    BY_DEFAULT: {
      description:
        'Nobody has looked yet: no grade, or the one that the standard gives by default. Unknown is not good.',
    },
    NOT_RATED: { description: 'The standard does not rate this subject (不予评价).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'What a subject is rated in one sector by the published standard in force (信用评价). It explains itself down to record and clause.',
})
export class Rating {
  @Field(() => String, { description: 'Code of the sector, such as `urban-village`.' })
  sector!: string;

  @Field(() => String, { description: 'Version of the standard that was applied.' })
  standardVersion!: string;

  @Field(() => RatingBasis, { description: 'Whether records or nothing at all stand behind it.' })
  basis!: RatingRow['basis'];

  @Field(() => DecimalScalar, {
    description: 'Points, two places. Which direction is better is said by the standard.',
  })
  score!: string;

  @Field(() => String, { nullable: true, description: 'Code of the grade; null when nobody has looked yet.' })
  gradeCode!: string | null;

  @Field(() => String, { description: 'The grade in words (等级), in the language of the request.' })
  label!: string;

  @Field(() => String, { description: 'Management colour (管理颜色) of the grade.' })
  colour!: string;

  @Field(() => DateScalar, { description: 'First day of the present grade.' })
  since!: string;

  @Field(() => DateScalar, {
    description: 'The day as of whose end it was worked out and is explained (评价基准日).',
  })
  ratedOn!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the grade that the standard indicates; another one than `gradeCode` while officers have not confirmed it (待确认).',
  })
  indicatedGradeCode!: string | null;

  /** What its reasons are worked out from. */
  subjectId!: string;
  standardId!: string;
  /** As of when it was asked for; null: today and now. */
  validAt!: string | null;
  knownAt!: string | null;
  /** When a rating of the past was recorded: it is explained by what was known then. */
  recordedAt!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a rule comes from.' })
export class RuleSource {
  @Field(() => String, { description: 'Instrument or document.' })
  instrument!: string;

  @Field(() => String, { nullable: true, description: 'Article or clause.' })
  clause!: string | null;

  @Field(() => String, {
    description:
      'L read in the statute, S found in a public source, K common professional knowledge, D a default of this service.',
  })
  mark!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What one record did to a rating (评分依据).' })
export class RatingReason {
  @Field(() => String, { description: 'Code of the indicator of the standard.' })
  indicatorCode!: string;

  @Field(() => String, { description: 'The indicator in words.' })
  indicator!: string;

  @Field(() => DecimalScalar, { description: 'Points before caps.' })
  pointsBeforeCap!: string;

  @Field(() => DecimalScalar, { description: 'Points that count, after caps.' })
  points!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Grade that a direct rule (直接判定) keeps the subject from being better than.',
  })
  setsGrade!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Grade that a direct rule keeps the subject from being worse than.',
  })
  keepsGrade!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer counts, as far as is foreseeable.',
  })
  lapsesOn!: string | null;

  @Field(() => RuleSource, { description: 'Clause of the rule.' })
  source!: RuleSource;

  @Field(() => CreditRecord, {
    nullable: true,
    description: 'The record itself; of a member of a household only with a stated purpose (`x-purpose`).',
  })
  record!: CreditRecord | null;
}

export function ratingOf(
  subjectId: string,
  row: Omit<RatingRow, 'subjectId'>,
  { locale, moment = NOW }: { readonly locale: Locale; readonly moment?: Moment },
): Rating {
  return {
    ...moment,
    sector: row.sector,
    standardVersion: row.version,
    basis: row.basis,
    score: formatDecimal(row.scoreHundredths, POINT_PLACES),
    gradeCode: row.gradeCode,
    label: locale === 'en' ? row.labelEn : row.labelZh,
    colour: row.colour,
    since: row.sinceOn,
    ratedOn: row.ratedOn,
    recordedAt: row.recordedAt ?? null,
    indicatedGradeCode: row.indicatedGradeCode,
    subjectId,
    standardId: row.standardId,
  };
}

@Resolver(() => Rating)
export class RatingResolver {
  @FieldResolver(() => String, { description: 'The grade that the standard indicates, in words.' })
  async indicatedLabel(@Root() rating: Rating, @Ctx() context: Context): Promise<string> {
    const { gradeCode, indicatedGradeCode, label, standardId } = rating;
    if (indicatedGradeCode === null || indicatedGradeCode === gradeCode) return label;
    const standard = await context.loaders.standard.load(standardId);
    const band = standard?.definition.bands.find(({ code }) => code === indicatedGradeCode);
    return (context.locale === 'en' ? band?.label.en : band?.label.zh) ?? indicatedGradeCode;
  }

  @FieldResolver(() => GradeChange, {
    nullable: true,
    description:
      'The change of this grade that waits to be confirmed; shown to the offices in charge and to oversight, null to everybody else.',
  })
  async pendingChange(@Root() rating: Rating, @Ctx() context: Context): Promise<GradeChange | null> {
    const changes = await context.loaders.pendingChanges.load(rating.subjectId);
    const change = changes.find(({ sector }) => sector === rating.sector);
    return change === undefined ? null : gradeChangeOf(change, context.locale);
  }

  @FieldResolver(() => [RatingReason], {
    complexity: ({ childComplexity }) => 10 + 5 * childComplexity,
    description:
      'Every contribution, worked out again from the records as of the day of the rating: two statements, however many records there are.',
  })
  async reasons(@Root() rating: Rating, @Ctx() context: Context): Promise<RatingReason[]> {
    const explanation = await explainRating(context, rating);
    const memberIds = explanation.reasons.flatMap(({ memberId }) => memberId ?? []);
    const showsMembers = await openMemberFiles(context, memberIds, 'Rating.reasons');
    return explanation.reasons.map((reason) => {
      const record = explanation.records.get(reason.recordId);
      const isHidden = reason.memberId !== null && !showsMembers;
      return {
        ...reasonOf(reason, explanation, context.locale),
        record: record === undefined || isHidden ? null : recordOf(record, context.locale),
      };
    });
  }
}

export function reasonOf(
  reason: Explanation['reasons'][number],
  { standard }: Pick<Explanation, 'standard'>,
  locale: Locale,
): Omit<RatingReason, 'record'> {
  const label = standard.indicators.find(({ code }) => code === reason.indicatorCode)?.label;
  return {
    indicatorCode: reason.indicatorCode,
    indicator: (locale === 'en' ? label?.en : label?.zh) ?? reason.indicatorCode,
    pointsBeforeCap: formatDecimal(reason.pointsBeforeCapHundredths, POINT_PLACES),
    points: formatDecimal(reason.pointsHundredths, POINT_PLACES),
    setsGrade: reason.setsGrade,
    keepsGrade: reason.keepsGrade,
    lapsesOn: reason.lapsesOn,
    source: { ...reason.source, clause: reason.source.clause ?? null },
  };
}

export const ratingAccess: AccessMap = {
  Rating: inheritedFields(
    'sector',
    'standardVersion',
    'basis',
    'score',
    'gradeCode',
    'label',
    'colour',
    'since',
    'ratedOn',
    'indicatedGradeCode',
    'indicatedLabel',
    'pendingChange',
    'reasons',
  ),
  RuleSource: inheritedFields('instrument', 'clause', 'mark'),
  RatingReason: {
    ...inheritedFields(
      'indicatorCode',
      'indicator',
      'pointsBeforeCap',
      'points',
      'setsGrade',
      'keepsGrade',
      'lapsesOn',
      'source',
    ),
    record: inherited,
  },
};
