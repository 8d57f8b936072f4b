import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  readSpotCheckRatios,
  type SpotCheckRatioRow,
} from '../usecases/spot-check-ratio/read-spot-check-ratios.js';
import { type AccessMap, inheritedFields } from './access.js';
import { seesRisk } from './risk-access.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

const PERCENT_PLACES = 2;

@ObjectType({
  simpleResolvers: true,
  description: 'The share of a risk class that random inspections draw (抽查比例), from a day on.',
})
export class SpotCheckRatio {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the inspection item that it is for; null: the general ratio of the class.',
  })
  itemCode!: string | null;

  @Field(() => String, { nullable: true, description: 'That item in words.' })
  itemLabel!: string | null;

  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => String, { description: 'The class in words.' })
  label!: string;

  @Field(() => DecimalScalar, { description: 'Per cent, two places; above 0 even for the lowest risk.' })
  ratioPercent!: string;

  @Field(() => DateScalar, { description: 'In force from this day.' })
  validFrom!: string;

  @Field(() => DateTimeScalar, { description: 'When it was set.' })
  recordedAt!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The officer who set it; null for the published defaults.',
  })
  setBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The second officer who approved it; null for the published defaults, and for what one officer set alone before 2026-11-26.',
  })
  approvedBy!: string | null;
}

function ratioOf(row: SpotCheckRatioRow, locale: Locale): SpotCheckRatio {
  const english = locale === 'en';
  const { item } = row;
  return {
    itemCode: item?.code ?? null,
    itemLabel: item === null ? null : english ? item.labelEn : item.labelZh,
    classCode: row.classCode,
    label: english ? row.classEn : row.classZh,
    ratioPercent: formatDecimal(row.ratioBasisPoints, PERCENT_PLACES),
    validFrom: row.validFrom,
    recordedAt: row.recordedAt,
    reason: row.reason,
    setBy: row.setBy,
    approvedBy: row.approvedBy,
  };
}

@Resolver()
export class SpotCheckRatioResolver {
  @Query(() => [SpotCheckRatio], {
    description:
      'The spot-check ratios in force on a day: the general one of each risk class, then what is set for single items.',
  })
  async spotCheckRatios(
    @Ctx() context: Context,
    @Arg('validAt', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    validAt?: string | null,
    @Arg('knownAt', () => DateTimeScalar, {
      nullable: true,
      description: 'As it was known then; now by default.',
    })
    knownAt?: string | null,
  ): Promise<SpotCheckRatio[]> {
    return ratiosOn(context, validAt ?? context.today, knownAt ?? null);
  }
}

export async function ratiosOn(
  context: Context,
  on: string,
  knownAt: string | null,
): Promise<SpotCheckRatio[]> {
  return (await readSpotCheckRatios(context, on, knownAt)).map((row) => ratioOf(row, context.locale));
}

export const spotCheckRatioAccess: AccessMap = {
  Query: { spotCheckRatios: seesRisk },
  SpotCheckRatio: inheritedFields(
    'itemCode',
    'itemLabel',
    'classCode',
    'label',
    'ratioPercent',
    'validFrom',
    'recordedAt',
    'reason',
    'setBy',
    'approvedBy',
  ),
};
