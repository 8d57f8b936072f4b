import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Band, Indicator, Label, Standard as Definition } from '../domain/standard.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import { listStandards, type StandardRow } from '../usecases/standard/list-standards.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { MomentArguments, momentOf } from './moment.js';
import { Node } from './node.js';
import { RuleSource } from './rating.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

const POINT_PLACES = 2;

/** A definition is tens of kilobytes of text. */
export const DEFINITION_COST = 50;
/** What the list is taken to hold: some version of every sector, or the versions of one. */
const STANDARDS = 40;
const VERSIONS = 5;
/** What a standard is taken to hold. */
const INDICATORS = 20;

@ObjectType({
  simpleResolvers: true,
  description: 'A grade of a standard (等级) and the scores that lead to it.',
})
export class StandardBand {
  @Field(() => String, { description: 'Code of the grade.' })
  code!: string;

  @Field(() => String, { description: 'The grade in words.' })
  label!: string;

  @Field(() => String, { description: 'Management colour.' })
  colour!: string;

  @Field(() => Int, { description: '1 is the best treatment.' })
  rank!: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'Lowest score; null: unbounded.' })
  from!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'First score above it, not belonging to it; null: unbounded.',
  })
  to!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One kind of conduct and what it does (指标).' })
export class StandardIndicator {
  @Field(() => String, { description: 'Code of the indicator.' })
  code!: string;

  @Field(() => String, { description: 'The indicator in words.' })
  label!: string;

  @Field(() => [String], { description: 'Kinds of record that count under it.' })
  recordTypes!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Category or dimension.' })
  category!: string | null;

  @Field(() => DecimalScalar, {
    description: 'Points of one event or unit, two places; 0.00 for a pure direct rule.',
  })
  points!: string;

  @Field(() => String, { description: 'EVENT, AMOUNT or RANGE.' })
  per!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Days that a record counts; null: while open, or for the window.',
  })
  validDays!: number | null;

  @Field(() => Boolean, { description: 'True: only its end stops it.' })
  onlyWhileOpen!: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: 'Largest absolute total (封顶).' })
  cap!: string | null;

  @Field(() => String, { nullable: true, description: 'Direct rule (直接判定): no better than this grade.' })
  setsGrade!: string | null;

  @Field(() => String, { nullable: true, description: 'Direct rule: no worse than this grade.' })
  keepsGrade!: string | null;

  @Field(() => RuleSource, { description: 'Where it comes from.' })
  source!: RuleSource;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A published standard (评价标准): a version is never edited, a later one supersedes it.',
})
export class Standard extends Node {
  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, { description: 'Version within the sector.' })
  version!: string;

  @Field(() => String, { description: 'Title as published.' })
  title!: string;

  @Field(() => DateScalar, { description: 'In force from this day.' })
  inForceFrom!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the version after it; null: none is published.',
  })
  supersededOn!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was published here.' })
  recordedAt!: string;

  @Field(() => String, { description: 'HIGHER_IS_BETTER or HIGHER_IS_RISKIER.' })
  direction!: string;

  @Field(() => [String], { description: 'Kinds of subject that it rates.' })
  subjectKinds!: readonly string[];

  @Field(() => Boolean, { description: 'True: incentives of residents and households only (积分制).' })
  pointsScheme!: boolean;

  @Field(() => Boolean, { description: 'True: results stay with the regulators of the sector.' })
  internal!: boolean;

  @Field(() => DecimalScalar, { description: 'Score of a subject without any counting record, two places.' })
  base!: string;

  @Field(() => String, {
    description: 'When it is settled: AT_ONCE, WEEKLY, MONTHLY, QUARTERLY or YEARLY (结算周期).',
  })
  settlement!: string;

  @Field(() => String, {
    description: 'Which records can count: ROLLING, MONTH, QUARTER, YEAR or LIFETIME (计分周期).',
  })
  window!: string;

  @Field(() => String, { description: 'How a better grade comes into effect: AT_ONCE or ONE_STEP (升级).' })
  upgrade!: string;

  @Field(() => Float, { nullable: true, description: 'Days of observation before a step up; null: none.' })
  observationDays!: number | null;

  @Field(() => String, { description: 'How a worse grade comes into effect: AT_ONCE or CONFIRMED (降级).' })
  downgrade!: string;

  @Field(() => [StandardBand], { description: 'Grades, as the standard lists them.' })
  bands!: StandardBand[];

  @Field(() => [StandardIndicator], {
    complexity: ({ childComplexity }) => INDICATORS * (1 + childComplexity),
    description: 'Indicators, as the standard lists them.',
  })
  indicators!: StandardIndicator[];

  @Field(() => RuleSource, { description: 'Where the standard comes from.' })
  source!: RuleSource;

  row!: StandardRow;
}

export function standardOf(row: StandardRow, locale: Locale): Standard {
  const { sector, version, inForceFrom, supersededOn, recordedAt, definition } = row;
  const { direction, subjectKinds, internal, upgrade, bands, indicators } = definition;
  return {
    ...{ sector, version, inForceFrom, supersededOn, recordedAt, direction, subjectKinds, internal },
    id: globalId(ID.standard, row.id),
    title: inWords(definition.title, locale),
    pointsScheme: definition.pointsScheme ?? false,
    base: points(definition.baseHundredths),
    settlement: definition.settlement ?? 'AT_ONCE',
    window: definition.window ?? 'ROLLING',
    upgrade: upgrade.mode,
    observationDays: upgrade.mode === 'ONE_STEP' ? upgrade.afterDays : null,
    downgrade: definition.downgrade?.mode ?? 'AT_ONCE',
    bands: bands.map((band) => bandOf(band, locale)),
    indicators: indicators.map((indicator) => indicatorOf(indicator, locale)),
    source: sourceOf(definition),
    row,
  };
}

function bandOf(
  { code, label, colour, rank, minHundredths, maxHundredths }: Band,
  locale: Locale,
): StandardBand {
  const edge = (hundredths: number | null) => (hundredths === null ? null : points(hundredths));
  return {
    code,
    label: inWords(label, locale),
    colour,
    rank,
    from: edge(minHundredths),
    to: edge(maxHundredths),
  };
}

function indicatorOf(indicator: Indicator, locale: Locale): StandardIndicator {
  const { code, label, recordTypes, validDays, onlyWhileOpen, capHundredths } = indicator;
  return {
    ...{ code, recordTypes, validDays, onlyWhileOpen },
    label: inWords(label, locale),
    category: indicator.category ?? null,
    points: points(indicator.pointsHundredths),
    per: indicator.per ?? 'EVENT',
    cap: capHundredths === undefined ? null : points(capHundredths),
    setsGrade: indicator.setsGrade ?? null,
    keepsGrade: indicator.keepsGrade ?? null,
    source: sourceOf(indicator),
  };
}

const points = (hundredths: number): string => formatDecimal(hundredths, POINT_PLACES);
const inWords = (label: Label, locale: Locale): string => (locale === 'en' ? label.en : label.zh);
const sourceOf = ({ source }: Pick<Definition, 'source'>): RuleSource => ({
  ...source,
  clause: source.clause ?? null,
});

@Resolver(() => Standard)
export class StandardResolver {
  @Query(() => [Standard], {
    complexity: ({ args, childComplexity }) =>
      100 + ((args as { sector?: string | null }).sector == null ? STANDARDS : VERSIONS) * childComplexity,
    description:
      'Published standards: all versions, or with `validAt` those in force on a day; with `knownAt` as they were known at a moment.',
  })
  async standards(
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
    @Arg('sector', () => String, { nullable: true, description: 'Only of this sector.' })
    sector?: string | null,
  ): Promise<Standard[]> {
    const rows = await listStandards(context, sector ?? null, momentOf(moment));
    return rows.map((row) => standardOf(row, context.locale));
  }

  @FieldResolver(() => String, {
    complexity: DEFINITION_COST,
    description:
      'The whole of it as JSON text, in the form of `schema/standard.schema.json`; a good start for a draft.',
  })
  definition(@Root() { row }: Standard): string {
    return JSON.stringify(row.definition);
  }
}

export const standardAccess: AccessMap = {
  Query: { standards: official },
  Standard: {
    ...inheritedFields(
      'id',
      'sector',
      'version',
      'title',
      'inForceFrom',
      'supersededOn',
      'recordedAt',
      'direction',
    ),
    ...inheritedFields('subjectKinds', 'pointsScheme', 'internal', 'base', 'settlement', 'window', 'upgrade'),
    ...inheritedFields('observationDays', 'downgrade', 'bands', 'indicators', 'source', 'definition'),
  },
  StandardBand: inheritedFields('code', 'label', 'colour', 'rank', 'from', 'to'),
  StandardIndicator: {
    ...inheritedFields(
      'code',
      'label',
      'recordTypes',
      'category',
      'points',
      'per',
      'validDays',
      'onlyWhileOpen',
    ),
    ...inheritedFields('cap', 'setsGrade', 'keepsGrade', 'source'),
  },
};
