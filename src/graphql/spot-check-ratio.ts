import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Context, Locale } from '../usecases/context.js';
import { setSpotCheckRatio } from '../usecases/draw/set-spot-check-ratio.js';
import {
  readSpotCheckRatios,
  type SpotCheckRatioRow,
} from '../usecases/spot-check-ratio/read-spot-check-ratios.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
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
      'The second officer who approved it; null for the published defaults, and for what one officer set alone.',
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

@InputType({ description: 'A new spot-check ratio.' })
export class SetSpotCheckRatioInput extends Act {
  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, { description: 'Per cent with up to two places, above 0 and at most 100.' })
  ratioPercent!: string;

  @Field(() => DateScalar, { description: 'From this day; not in the past.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the new ratio.' })
export class SetSpotCheckRatioPayload extends Payload {
  @Field(() => [SpotCheckRatio], {
    nullable: true,
    description: 'The ratios in force on the first day of the new one.',
  })
  ratios?: SpotCheckRatio[] | null;
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

  @Mutation(() => SetSpotCheckRatioPayload, {
    deprecationReason:
      '2026-11-26: one officer alone. Use proposeSpotCheckRatio and approveSpotCheckRatio; gone with the next major version.',
    description:
      'Sets the spot-check ratio of a risk class from a day on, with a reason. Earlier ratios stay on record.',
  })
  async setSpotCheckRatio(
    @Arg('input', () => SetSpotCheckRatioInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: SetSpotCheckRatioInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await setSpotCheckRatio(context, input), async () => ({
      ratios: await ratiosOn(context, input.validFrom, null),
    }));
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
  Mutation: { setSpotCheckRatio: regulatesRisk },
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
  SetSpotCheckRatioPayload: { ...payloadFields, ratios: inherited },
};
