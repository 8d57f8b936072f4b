import { Arg, Ctx, Field, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import { GROUNDS } from '../domain/spot-check-limit.js';
import { OBJECT_KINDS } from '../domain/spot-check-item.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  type InspectionItemRow,
  listInspectionItems,
} from '../usecases/inspection-item/list-inspection-items.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { enumOf } from './enum-of.js';
import { RuleSource } from './rating.js';
import { DateScalar, DecimalScalar } from './scalars.js';

const PERCENT_PLACES = 2;

export const ItemCategoryEnum = enumOf('GENERAL', 'KEY');
registerEnumType(ItemCategoryEnum, {
  name: 'InspectionItemCategory',
  description: 'How strictly the ratio of an item is limited.',
  valuesConfig: {
    GENERAL: { description: 'General item (一般检查事项): has a highest ratio.' },
    KEY: { description: 'Key item (重点检查事项): no upper limit.' },
  },
});

export const ObjectKindEnum = enumOf(...OBJECT_KINDS);
registerEnumType(ObjectKindEnum, {
  name: 'InspectionObjectKind',
  description: 'What is inspected (检查对象).',
  valuesConfig: {
    ENTERPRISE: { description: 'Enterprises and individual businesses themselves (企业、个体工商户).' },
    PRODUCT: { description: 'Products (产品).' },
    PROJECT: { description: 'Projects (项目).' },
    CONDUCT: { description: 'Conduct (行为), such as advertising.' },
  },
});

export const GroundEnum = enumOf(...GROUNDS);
registerEnumType(GroundEnum, {
  name: 'InspectionGround',
  description: 'Why enterprises are inspected (检查缘由).',
  valuesConfig: {
    ROUTINE: { description: 'By plan (日常检查).' },
    COMPLAINT: { description: 'Complaints and reports (投诉举报).' },
    TRANSFER: { description: 'Transferred or assigned by others (转办交办).' },
    CLUE: { description: 'Clues, such as from monitoring (线索).' },
    EMERGENCY: { description: 'Emergencies (突发事件).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'An item of the published list of random inspections (随机抽查事项清单): what is not on it is not inspected.',
})
export class InspectionItem {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => ItemCategoryEnum, { description: 'General or key.' })
  category!: string;

  @Field(() => String, { description: 'Legal basis with its article (检查依据).' })
  legalBasis!: string;

  @Field(() => [String], {
    description: 'Kinds of offices that may inspect it (检查主体), such as MARKET_REGULATOR.',
  })
  officeKinds!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Code of the specialty (专业) that an inspector needs; null for none.',
  })
  specialty!: string | null;

  @Field(() => String, { nullable: true, description: 'That specialty in words.' })
  specialtyLabel!: string | null;

  @Field(() => ObjectKindEnum, { description: 'What is inspected.' })
  objectKind!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Highest ratio in per cent, two places; null for key items.',
  })
  highestRatioPercent!: string | null;

  @Field(() => String, { description: 'How often (抽查频次), in words.' })
  frequency!: string;

  @Field(() => DateScalar, { description: 'On the list from this day.' })
  validFrom!: string;

  @Field(() => RuleSource, { description: 'Where the entry comes from.' })
  source!: RuleSource;
}

export function inspectionItemOf(row: InspectionItemRow, locale: Locale): InspectionItem {
  const english = locale === 'en';
  const { code, category, legalBasis, officeKinds, specialty, objectKind, validFrom, source } = row;
  return {
    ...{ code, category, legalBasis, officeKinds, specialty, objectKind, validFrom },
    label: english ? row.labelEn : row.labelZh,
    specialtyLabel: english ? row.specialtyEn : row.specialtyZh,
    highestRatioPercent: row.highestRatio === null ? null : formatDecimal(row.highestRatio, PERCENT_PLACES),
    frequency: english ? row.frequencyEn : row.frequencyZh,
    source: { ...source, clause: source.clause ?? null },
  };
}

@Resolver()
export class InspectionItemResolver {
  @Query(() => [InspectionItem], {
    description:
      'The list of what random inspections may look at, as it is in force on a day; general items first.',
  })
  async inspectionItems(
    @Ctx() context: Context,
    @Arg('validAt', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    validAt?: string | null,
  ): Promise<InspectionItem[]> {
    const rows = await listInspectionItems(context, validAt ?? context.today);
    return rows.map((row) => inspectionItemOf(row, context.locale));
  }
}

export const inspectionItemAccess: AccessMap = {
  Query: { inspectionItems: official },
  InspectionItem: inheritedFields(
    'code',
    'label',
    'category',
    'legalBasis',
    'officeKinds',
    'specialty',
    'specialtyLabel',
    'objectKind',
    'highestRatioPercent',
    'frequency',
    'validFrom',
    'source',
  ),
};
