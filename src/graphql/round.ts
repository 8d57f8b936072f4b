import {
  Arg,
  Args,
  Ctx,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { countUnplanned, listUnplanned } from '../usecases/round/list-unplanned.js';
import { planRounds } from '../usecases/round/plan-rounds.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';
import { type EntryRow, worklistEntryOf } from './worklist.js';

const REASONS = {
  NOT_PLANNED_YET: {
    zh: '到期日确定后尚未排班。',
    en: 'Its due date was worked out after the last planning.',
  },
  PASSED: { zh: '排班日已过，未检查。', en: 'The day it was planned on has passed without a visit.' },
  NO_TEAM: { zh: '没有可派的检查组。', en: 'The station has no team in service.' },
  NO_WORKING_DAY: { zh: '四周内无工作日或值班日。', en: 'The station works on no day of the four weeks.' },
  NO_CAPACITY: { zh: '四周内各检查组均已排满。', en: 'All teams are fully planned for the four weeks.' },
} as const;

export const UnplannedReason = {
  NOT_PLANNED_YET: 'NOT_PLANNED_YET',
  PASSED: 'PASSED',
  NO_TEAM: 'NO_TEAM',
  NO_WORKING_DAY: 'NO_WORKING_DAY',
  NO_CAPACITY: 'NO_CAPACITY',
} as const satisfies Record<keyof typeof REASONS, string>;
registerEnumType(UnplannedReason, {
  name: 'UnplannedReason',
  description: 'Why a house has no place in a round to come.',
  valuesConfig: {
    NOT_PLANNED_YET: { description: 'Its due date was worked out after the last planning (尚未排班).' },
    PASSED: { description: 'The day it was planned on has passed without a visit (排班日已过).' },
    NO_TEAM: { description: 'The station had no team in service (无检查组).' },
    NO_WORKING_DAY: { description: 'The station worked on no day of the four weeks (无工作日).' },
    NO_CAPACITY: { description: 'All teams were fully planned for the four weeks (人力不足).' },
  },
});

@InputType({ description: 'Rounds to be planned.' })
export class PlanRoundsInput extends Act {}

@ObjectType({ simpleResolvers: true, description: 'What came of a planning.' })
export class PlanRoundsPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'Houses that have a place in a round now.' })
  planned?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of these: houses whose day lies after their due date, those overdue today among them.',
  })
  late?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Houses that are overdue or fall due by the last day and have no place.',
  })
  unplanned?: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day planned for; today is the first.' })
  lastOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the days run into a year whose calendar of working days is not published.',
  })
  isProvisional?: boolean | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A house that is due and has no place in a round to come (未排班).',
})
export class UnplannedInspection {
  @Field(() => RentalHouse, { description: 'The house, with address and tier.' })
  house!: RentalHouse;

  @Field(() => DateScalar, { description: 'The day by which it must be inspected.' })
  dueOn!: string;

  @Field(() => Int, { description: 'Days overdue today; 0 when it is not.' })
  overdueDays!: number;

  @Field(() => UnplannedReason, { description: 'Why it has no place.' })
  reasonCode!: keyof typeof REASONS;

  @Field(() => String, { description: 'The same in words.' })
  reason!: string;
}

export const UnplannedInspectionConnection = connectionOf(UnplannedInspection, 'UnplannedInspection');

function unplannedOf(entry: EntryRow, today: string, locale: Locale): UnplannedInspection {
  const { house, dueOn, overdueDays, plannedOn } = worklistEntryOf(entry, today, locale);
  const reasonCode = plannedOn === null ? (entry.row.unplannedReason ?? 'NOT_PLANNED_YET') : 'PASSED';
  const reason = locale === 'en' ? REASONS[reasonCode].en : REASONS[reasonCode].zh;
  return { house, dueOn, overdueDays, reasonCode, reason };
}

@Resolver()
export class RoundResolver {
  @Query(() => UnplannedInspectionConnection, {
    complexity: connectionCost,
    description:
      "Houses of the caller's station that are overdue or fall due within 28 days and have no place in a round to come, longest due first.",
  })
  async unplannedInspections(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listUnplanned(context, request), {
      nodeOf: (row) => unplannedOf(row, context.today, context.locale),
      keysetOf: ({ row }) => [row.dueOn, row.id],
      countAll: () => countUnplanned(context),
    });
  }

  @Mutation(() => PlanRoundsPayload, {
    description:
      "Plans the rounds of the caller's station for 28 days from today (检查排班), anew: overdue houses first, every other one in time where that can be, the days loaded as evenly as the due dates allow. Done every night as well.",
  })
  async planRounds(
    @Arg('input', () => PlanRoundsInput, { description: 'An idempotency key.' }) input: PlanRoundsInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await planRounds(context, input), (result) => result);
  }
}

const station = allow('STATION_OFFICER');

export const roundAccess: AccessMap = {
  Query: { unplannedInspections: station },
  Mutation: { planRounds: station },
  PlanRoundsPayload: {
    ...payloadFields,
    ...inheritedFields('planned', 'late', 'unplanned', 'lastOn', 'isProvisional'),
  },
  UnplannedInspection: inheritedFields('house', 'dueOn', 'overdueDays', 'reasonCode', 'reason'),
  ...connectionAccess('UnplannedInspection'),
};
