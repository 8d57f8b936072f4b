import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { setDutyDays } from '../usecases/duty-day/set-duty-days.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'Days on which the office works, or does not after all.' })
export class SetDutyDaysInput extends Act {
  @Field(() => [DateScalar], {
    description: 'At most 100 days from today on. Working days cannot be made duty days.',
  })
  days!: string[];

  @Field(() => Boolean, {
    description:
      'True: the office works on them. False: it does not; visits that were planned on them wait to be planned anew.',
  })
  onDuty!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The duty days of the office as they are now.' })
export class SetDutyDaysPayload extends Payload {
  @Field(() => [DateScalar], {
    nullable: true,
    description: 'All duty days (值班日) from today on, in order.',
  })
  dutyDays?: readonly string[] | null;
}

@Resolver()
export class DutyDayResolver {
  @Mutation(() => SetDutyDaysPayload, {
    description:
      "Says on which days that are no working days the caller's station works (值班), such as on-call weekends.",
  })
  async setDutyDays(
    @Arg('input', () => SetDutyDaysInput, { description: 'What is to be done, with an idempotency key.' })
    input: SetDutyDaysInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await setDutyDays(context, input), (result) => result);
  }
}

export const dutyDayAccess: AccessMap = {
  Mutation: { setDutyDays: allow('STATION_OFFICER') },
  SetDutyDaysPayload: { ...payloadFields, dutyDays: inherited },
};
