import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { AlarmKind as KindOnFile } from '../domain/alarm-figures.js';
import { DomainError } from '../domain/refusal.js';
import { listAlarmKinds } from '../usecases/alarm-count/list-alarm-kinds.js';
import { recordAlarmCounts, type RecordedAlarmCount } from '../usecases/alarm-count/record-alarm-counts.js';
import type { Context, Locale } from '../usecases/context.js';
import { type AccessMap, allow, inherited, inheritedFields, official } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { UserError, userErrorOf } from './errors.js';
import { ErrorPolicy } from './job.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A kind of alarm that is counted (警情类别).' })
export class AlarmKind {
  @Field(() => String, { description: 'Code, for recording figures.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;
}

export function alarmKindOf({ code, label }: KindOnFile, locale: Locale): AlarmKind {
  return { code, label: locale === 'en' ? label.en : label.zh };
}

@InputType({ description: 'Alarms (警情) of one kind in one village and one month.' })
export class AlarmCountInput {
  @Field(() => RegionCodeScalar, {
    description:
      'The village (12 digits), inside the jurisdiction. Figures of a town would count villages twice.',
  })
  regionCode!: string;

  @Field(() => DateScalar, { description: 'The first day of the month; not in the future.' })
  month!: string;

  @Field(() => String, { description: 'Code of the kind, see `alarmKinds`.' })
  kind!: string;

  @Field(() => Int, {
    description: 'How many, 0 or more. 0 is a figure; where nothing is known, record nothing.',
  })
  count!: number;
}

@InputType({ description: 'Alarms to be recorded, up to 250 figures at once.' })
export class RecordAlarmCountsInput extends Act {
  @Field(() => String, { description: 'Where the figures come from, at most 200 characters.' })
  source!: string;

  @Field(() => [AlarmCountInput], {
    description: '1–250 figures; the same village, month and kind only once.',
  })
  items!: AlarmCountInput[];

  @Field(() => ErrorPolicy, { description: 'What happens to the good figures when others are refused.' })
  errorPolicy!: keyof typeof ErrorPolicy;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one figure.' })
export class AlarmCountResult {
  @Field(() => Boolean, { description: 'Whether it was recorded.' })
  recorded!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The figure on record until now, which this one corrects; null: there was none.',
  })
  formerCount!: number | null;

  @Field(() => [UserError], { description: 'Why it was not recorded; empty when it was.' })
  userErrors!: readonly UserError[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of the figures.' })
export class RecordAlarmCountsPayload extends Payload {
  @Field(() => [AlarmCountResult], {
    nullable: true,
    description:
      'One for each figure, in the order of the input. Null when nothing was recorded at all: then `userErrors` says why, with the place of each figure in its path.',
  })
  items?: AlarmCountResult[] | null;
}

function resultOf({ refusal, formerCount }: RecordedAlarmCount, locale: Locale): AlarmCountResult {
  if (refusal === null) return { recorded: true, formerCount, userErrors: [] };
  const { code, field } = refusal;
  return {
    recorded: false,
    formerCount,
    userErrors: [userErrorOf(new DomainError(code, { field }), locale)],
  };
}

const ACT_COST = 10;

@Resolver()
export class AlarmCountResolver {
  @Query(() => [AlarmKind], { description: 'The kinds of alarm that are counted.' })
  async alarmKinds(@Ctx() context: Context): Promise<AlarmKind[]> {
    return (await listAlarmKinds(context)).map((kind) => alarmKindOf(kind, context.locale));
  }

  @Mutation(() => RecordAlarmCountsPayload, {
    complexity: ({ args, childComplexity }) => {
      const { items } = args.input as { items?: unknown };
      return ACT_COST + childComplexity + (Array.isArray(items) ? items.length : 0);
    },
    description:
      'Records alarms (警情) of villages by month and kind. A figure that is on record is not changed: the new one counts in its place, and both stay on file. Alarms stand beside the tiers of houses and enter no rating.',
  })
  async recordAlarmCounts(
    @Arg('input', () => RecordAlarmCountsInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordAlarmCountsInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await recordAlarmCounts(context, input), ({ items }) => ({
      items: items.map((item) => resultOf(item, context.locale)),
    }));
  }
}

export const alarmCountAccess: AccessMap = {
  Query: { alarmKinds: official },
  Mutation: { recordAlarmCounts: allow('STATION_OFFICER') },
  AlarmKind: inheritedFields('code', 'label'),
  AlarmCountResult: inheritedFields('recorded', 'formerCount', 'userErrors'),
  RecordAlarmCountsPayload: { ...payloadFields, items: inherited },
};
