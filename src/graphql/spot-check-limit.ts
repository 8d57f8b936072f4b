import { Arg, Ctx, Field, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  listSpotCheckLimits,
  type SpotCheckLimitRow,
} from '../usecases/inspection-item/list-spot-check-limits.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { enumOf } from './enum-of.js';
import { GroundEnum, ItemCategoryEnum } from './inspection-item.js';
import { RuleSource } from './rating.js';
import { DateScalar } from './scalars.js';

export const LimitKindEnum = enumOf('ANNUAL_CAP', 'NO_REPEAT', 'AT_LEAST', 'CLEAN_WINDOW');
registerEnumType(LimitKindEnum, {
  name: 'SpotCheckLimitKind',
  description: 'What a limit says.',
  valuesConfig: {
    ANNUAL_CAP: {
      description:
        'At most so many inspections of one enterprise in a year, all offices together (年度检查频次上限).',
    },
    NO_REPEAT: { description: 'The same item not again within so many months (不重复检查).' },
    AT_LEAST: { description: 'At least so many times within so many months (最低检查频次).' },
    CLEAN_WINDOW: { description: 'Free of routine checks for so many months after a clean one (免检期).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'How often enterprises may, or must, be inspected (检查频次限制). Of one kind the limit with the narrowest scope counts: for the item, for its category, for the longest part of the industry.',
})
export class SpotCheckLimit {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => LimitKindEnum, { description: 'What it says.' })
  kind!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'For this item only; null for all.' })
  itemCode!: string | null;

  @Field(() => ItemCategoryEnum, {
    nullable: true,
    description: 'For items of this category only; null for all.',
  })
  itemCategory!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For industries that begin with these digits of GB/T 4754; null for all.',
  })
  industryPrefix!: string | null;

  @Field(() => Int, { description: 'Times (ANNUAL_CAP, AT_LEAST) or months (NO_REPEAT, CLEAN_WINDOW).' })
  value!: number;

  @Field(() => Int, { nullable: true, description: 'Months within which it must happen; of AT_LEAST only.' })
  withinMonths!: number | null;

  @Field(() => [GroundEnum], { description: 'Grounds of inspections that it does not bind.' })
  exemptGrounds!: readonly string[];

  @Field(() => DateScalar, { description: 'In force from this day.' })
  validFrom!: string;

  @Field(() => String, { description: 'Instrument that it rests on (依据).' })
  legalBasis!: string;

  @Field(() => RuleSource, { description: 'Where the number comes from.' })
  source!: RuleSource;
}

function limitOf(
  { labelZh, labelEn, unit: _unit, source, ...row }: SpotCheckLimitRow,
  locale: Locale,
): SpotCheckLimit {
  return {
    ...row,
    label: locale === 'en' ? labelEn : labelZh,
    source: { ...source, clause: source.clause ?? null },
  };
}

@Resolver()
export class SpotCheckLimitResolver {
  @Query(() => [SpotCheckLimit], {
    description: 'How often enterprises may, or must, be inspected, as it is in force on a day.',
  })
  async spotCheckLimits(
    @Ctx() context: Context,
    @Arg('validAt', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    validAt?: string | null,
  ): Promise<SpotCheckLimit[]> {
    const rows = await listSpotCheckLimits(context, validAt ?? context.today);
    return rows.map((row) => limitOf(row, context.locale));
  }
}

export const spotCheckLimitAccess: AccessMap = {
  Query: { spotCheckLimits: official },
  SpotCheckLimit: inheritedFields(
    'code',
    'kind',
    'label',
    'itemCode',
    'itemCategory',
    'industryPrefix',
    'value',
    'withinMonths',
    'exemptGrounds',
    'validFrom',
    'legalBasis',
    'source',
  ),
};
