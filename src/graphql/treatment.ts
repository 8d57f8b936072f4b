import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Label } from '../domain/standard.js';
import type { Treatment, TreatmentKind, TreatmentUnit } from '../domain/treatment.js';
import type { Locale } from '../usecases/context.js';
import type { DraftedTreatment } from '../usecases/draft/draft-policy.js';
import { type AccessMap, inheritedFields } from './access.js';
import { RuleSource } from './rating.js';
import { DateScalar } from './scalars.js';

const KINDS: Readonly<Record<TreatmentKind, string>> = {
  INSPECTION_INTERVAL: 'Time between two inspections (检查间隔).',
  FIRST_VISIT_TERM: 'Time to the first inspection (首次检查期限).',
  INSPECTION_EFFORT: "Hundredths of an inspector's day that one inspection takes (检查工作量).",
  SPOT_CHECK_RATIO: 'Share that a draw takes (抽查比例).',
  DRAW_WEIGHT: 'Chances in a draw (抽取权重).',
  EXTRA_PATROLS: 'Additional patrols a month (增加巡查).',
  APPROVAL_EFFECT: 'What an approval is told to do (审批措施).',
  RETAINED_SHARE: 'Share of presale funds kept back (预售资金留存比例).',
  LOAN_LIMIT: 'Largest sum of a loan (贷款额度).',
  LOAN_RATE: 'Yearly rate of a loan (贷款年利率).',
  ASSIGNMENT_PRIORITY: 'Place in the order of assignment, 1 first (指派顺序).',
  AWARD_ELIGIBILITY: 'An award that the grade is eligible for (评优资格).',
  BENEFIT: 'A benefit (激励礼遇).',
};

const UNITS: Readonly<Record<TreatmentUnit, string>> = {
  DAY: 'Days.',
  WEEK: 'Weeks.',
  HALF_MONTH: 'Half-months: the same place in the next half of a month.',
  MONTH: 'Months.',
  CALENDAR_WEEK: 'Weeks from Monday to Sunday: once in each, on any day of it.',
  CALENDAR_HALF_MONTH: 'Halves of a month, to the 15th and to its end: once in each, on any day of it.',
  CALENDAR_MONTH: 'Months of the calendar: once in each, on any day of it.',
  HUNDREDTH_DAY: "Hundredths of an inspector's day.",
  BASIS_POINT: 'Hundredths of a percent.',
  TIMES: 'Times.',
  PER_MONTH: 'A month.',
  YUAN: 'Yuan.',
  RANK: 'Place in an order.',
  NONE: 'The value is 1 and says nothing.',
};

export const TreatmentKindEnum = enumOfKeys(KINDS, 'TreatmentKind', 'What a grade can lead to (措施种类).');
export const TreatmentUnitEnum = enumOfKeys(UNITS, 'TreatmentUnit', 'In what a treatment is said.');

function enumOfKeys<Key extends string>(
  descriptions: Readonly<Record<Key, string>>,
  name: string,
  description: string,
): Readonly<Record<Key, Key>> {
  const keys = Object.keys(descriptions) as Key[];
  const values = Object.fromEntries(keys.map((key) => [key, key])) as Record<Key, Key>;
  const valuesConfig = Object.fromEntries(keys.map((key) => [key, { description: descriptions[key] }]));
  registerEnumType(values, {
    name,
    description,
    valuesConfig: valuesConfig as Record<Key, { description: string }>,
  });
  return values;
}

@ObjectType('Treatment', {
  simpleResolvers: true,
  description:
    'What follows from a grade (分级措施), from a day on. A later row of the same grade, kind and code supersedes it.',
})
export class TreatmentObject {
  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, { nullable: true, description: 'The grade; null for subjects without one.' })
  gradeCode!: string | null;

  @Field(() => TreatmentKindEnum, { description: 'What kind of treatment it is.' })
  kind!: TreatmentKind;

  @Field(() => String, {
    nullable: true,
    description: 'Which effect, award or benefit; null for other kinds.',
  })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The effect, award or benefit in words.' })
  label!: string | null;

  @Field(() => Int, { description: 'How many of the unit.' })
  value!: number;

  @Field(() => TreatmentUnitEnum, { description: 'The unit.' })
  unit!: TreatmentUnit;

  @Field(() => Boolean, { description: 'True: it burdens the subject (不利措施), so it rests on a law.' })
  burden!: boolean;

  @Field(() => String, { nullable: true, description: 'Instrument and article of a burden (法律依据).' })
  legalBasis!: string | null;

  @Field(() => DateScalar, { description: 'In force from this day.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why, in the words of the rule.' })
  reason!: string;

  @Field(() => RuleSource, { description: 'Where the rule comes from.' })
  source!: RuleSource;
}

/** A dated row, whether it is published or still drafted. */
export type SomeTreatment = Omit<Treatment, 'code' | 'label' | 'legalBasis'> & {
  readonly sector: string;
  readonly code?: string | null;
  readonly label?: Label | null;
  readonly legalBasis?: string | null;
};

export function treatmentOf(row: SomeTreatment, locale: Locale): TreatmentObject {
  const { sector, gradeCode, kind, value, unit, validFrom, reason, source } = row;
  return {
    ...{ sector, gradeCode, kind, value, unit, validFrom, reason },
    code: row.code ?? null,
    label: (locale === 'en' ? row.label?.en : row.label?.zh) ?? null,
    burden: row.burden ?? false,
    legalBasis: row.legalBasis ?? null,
    source: { ...source, clause: source.clause ?? null },
  };
}

@InputType({ description: 'Words in both languages.' })
export class LabelInput {
  @Field(() => String, { description: 'Chinese, the official term.' })
  zh!: string;

  @Field(() => String, { description: 'English.' })
  en!: string;
}

@InputType({ description: 'A row of a policy that is to hold (措施).' })
export class TreatmentInput {
  @Field(() => String, { nullable: true, description: 'The grade; absent for subjects without one.' })
  gradeCode?: string | null;

  @Field(() => TreatmentKindEnum, { description: 'What kind of treatment it is.' })
  kind!: TreatmentKind;

  @Field(() => String, { nullable: true, description: 'Which effect, award or benefit.' })
  code?: string | null;

  @Field(() => LabelInput, { nullable: true, description: 'The effect, award or benefit in words.' })
  label?: LabelInput | null;

  @Field(() => Int, { description: 'How many of the unit, above 0; 1 where the unit is NONE.' })
  value!: number;

  @Field(() => TreatmentUnitEnum, { description: 'The unit.' })
  unit!: TreatmentUnit;

  @Field(() => Boolean, { nullable: true, description: 'True: from the day on there is no such treatment.' })
  ends?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: it burdens the subject.' })
  burden?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Instrument and article that a burden rests on.' })
  legalBasis?: string | null;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;

  @Field(() => String, {
    description: 'Instrument or decision that the rule follows, at most 500 characters.',
  })
  instrument!: string;

  @Field(() => String, { nullable: true, description: 'Article or clause of it.' })
  clause?: string | null;
}

/** The row as the rules know it. */
export function treatmentFrom(input: TreatmentInput): DraftedTreatment {
  const { gradeCode, kind, code, label, value, unit, ends, burden, legalBasis, reason, instrument, clause } =
    input;
  return {
    ...{ gradeCode: gradeCode ?? null, kind, value, unit, reason },
    ...(code == null ? {} : { code }),
    ...(label == null ? {} : { label: { zh: label.zh, en: label.en } }),
    ...(ends == null ? {} : { ends }),
    ...(burden == null ? {} : { burden }),
    ...(legalBasis == null ? {} : { legalBasis }),
    source: { instrument, ...(clause == null ? {} : { clause }) },
  };
}

export const treatmentAccess: AccessMap = {
  Treatment: inheritedFields(
    'sector',
    'gradeCode',
    'kind',
    'code',
    'label',
    'value',
    'unit',
    'burden',
    'legalBasis',
    'validFrom',
    'reason',
    'source',
  ),
};
