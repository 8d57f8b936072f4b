import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CLOCK_STATES, type MatterClock as Clock, type StopCause } from '../domain/approval-clock.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { MatterStopCause } from './matter-enums.js';
import { DateScalar } from './scalars.js';

export const MatterClockState = enumOf(...CLOCK_STATES);
registerEnumType(MatterClockState, {
  name: 'MatterClockState',
  description: 'Where the clock of an application stands.',
  valuesConfig: {
    ON_TIME: { description: 'In its term (正常).' },
    DUE_SOON: { description: 'Few working days are left (临期).' },
    OVERDUE: { description: 'The term has ended, or had ended at the decision (超期).' },
    STOPPED: { description: 'Stands still: papers are missing, or a procedure takes its time (中止计时).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'The statutory clock of an application (法定时限): working days, which stop while papers are missing or a hearing, a test and the like takes its time. Source: 行政许可法 art. 32, 42, 45, 82.',
})
export class MatterClock {
  @Field(() => DateScalar, {
    description:
      'Day of acceptance, or of receipt while it is not accepted; the term runs from the day after.',
  })
  startsOn!: string;

  @Field(() => Boolean, {
    description:
      'True when nobody accepted it or told in time what is missing: accepted by law on the day of receipt (视为受理).',
  })
  isDeemedAccepted!: boolean;

  @Field(() => Int, { description: 'Working days since receipt on which the clock ran.' })
  elapsedDays!: number;

  @Field(() => Int, { description: 'Working days since receipt on which the clock stood still.' })
  stoppedDays!: number;

  @Field(() => Int, { description: 'Of the elapsed working days, those of the statutory term.' })
  usedDays!: number;

  @Field(() => Int, { description: 'The statutory term with its extension, in working days.' })
  totalDays!: number;

  @Field(() => Int, {
    description: 'Working days left of the term; those saved, once decided. Never below 0.',
  })
  remainingDays!: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day for the decision; null while the clock stands still.',
  })
  dueOn!: string | null;

  @Field(() => Boolean, {
    description: 'True when a holiday that is not published yet may move any of this.',
  })
  provisional!: boolean;

  @Field(() => MatterClockState, { description: 'Where it stands today, or stood at the decision.' })
  state!: Clock['state'];
}

@ObjectType({ simpleResolvers: true, description: 'A time in which the clock stands still (中止计时).' })
export class MatterStop {
  @Field(() => MatterStopCause, { description: 'Why.' })
  cause!: StopCause;

  @Field(() => DateScalar, { description: 'It stands still from the day after this one.' })
  from!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day on which it stood still; null: it still does.',
  })
  to!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a procedure: the written notice by which the applicant was told how long it takes.',
  })
  noticeNumber!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a procedure: the working days that the notice names.',
  })
  neededDays!: number | null;
}

export const matterClockAccess: AccessMap = {
  MatterStop: inheritedFields('cause', 'from', 'to', 'noticeNumber', 'neededDays'),
  MatterClock: inheritedFields(
    'startsOn',
    'isDeemedAccepted',
    'elapsedDays',
    'stoppedDays',
    'usedDays',
    'totalDays',
    'remainingDays',
    'dueOn',
    'provisional',
    'state',
  ),
};
