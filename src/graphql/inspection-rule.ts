import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  type InspectionRuleRow,
  listInspectionRules,
} from '../usecases/inspection-rule/list-inspection-rules.js';
import { setInspectionRule } from '../usecases/inspection-rule/set-inspection-rule.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A rule about inspections of rental houses (检查规则) as it is in force on a day.',
})
export class InspectionRule {
  @Field(() => String, { description: 'Code of the rule.' })
  code!: string;

  @Field(() => String, { description: 'The rule in words.' })
  label!: string;

  @Field(() => Int, { description: 'Its value in `unit`; of a SWITCH 0 is off and 1 is on.' })
  value!: number;

  @Field(() => String, { description: 'DAY, WORKING_DAY, MONTH, TIMES, PERSONS or SWITCH.' })
  unit!: string;

  @Field(() => Int, { description: 'Smallest value that may be set.' })
  least!: number;

  @Field(() => Int, { description: 'Largest value that may be set.' })
  most!: number;

  @Field(() => Boolean, { description: 'True when it is set for this office and not for everywhere.' })
  isOwn!: boolean;

  @Field(() => DateScalar, { description: 'In force from this day.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { description: 'Instrument that it rests on, with its clause.' })
  source!: string;
}

function ruleOf({ labelZh, labelEn, source, ...row }: InspectionRuleRow, locale: Locale): InspectionRule {
  const { instrument, clause } = source;
  return {
    ...row,
    label: locale === 'en' ? labelEn : labelZh,
    source: clause === undefined ? instrument : `${instrument}，${clause}`,
  };
}

@InputType({ description: 'A new value of a rule about inspections.' })
export class SetInspectionRuleInput extends Act {
  @Field(() => String, { description: 'Code of the rule.' })
  code!: string;

  @Field(() => Int, { description: 'Its value, within the bounds of the rule.' })
  value!: number;

  @Field(() => DateScalar, { description: 'From this day; not in the past.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the police station that it is for; for everywhere when absent.',
  })
  stationCode?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the new rule.' })
export class SetInspectionRulePayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Code of the rule.' })
  code?: string | null;
}

@Resolver()
export class InspectionRuleResolver {
  @Query(() => [InspectionRule], {
    description: "The rules about inspections in force on a day, for the caller's own office.",
  })
  async inspectionRules(
    @Ctx() context: Context,
    @Arg('validAt', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    validAt?: string | null,
  ): Promise<InspectionRule[]> {
    const rows = await listInspectionRules(context, validAt ?? context.today);
    return rows.map((row) => ruleOf(row, context.locale));
  }

  @Mutation(() => SetInspectionRulePayload, {
    description:
      'Sets a rule about inspections from a day on, for one station or everywhere. Earlier values stay on record.',
  })
  async setInspectionRule(
    @Arg('input', () => SetInspectionRuleInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: SetInspectionRuleInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await setInspectionRule(context, input), ({ code }) => ({ code }));
  }
}

export const inspectionRuleAccess: AccessMap = {
  Query: { inspectionRules: allow('STATION_OFFICER', 'STANDARD_OFFICER', 'AUDITOR') },
  Mutation: { setInspectionRule: allow('STANDARD_OFFICER') },
  InspectionRule: inheritedFields(
    'code',
    'label',
    'value',
    'unit',
    'least',
    'most',
    'isOwn',
    'validFrom',
    'reason',
    'source',
  ),
  SetInspectionRulePayload: { ...payloadFields, code: inherited },
};
