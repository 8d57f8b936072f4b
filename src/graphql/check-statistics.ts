import { Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  countDepartures,
  type DepartureRow,
  listDepartures,
} from '../usecases/credit-check/list-departures.js';
import { type CheckStatistics, readCheckStatistics } from '../usecases/credit-check/read-check-statistics.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Decision } from './check-feedback.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { VerdictCode } from './verdict.js';

@ArgsType()
export class CheckTimeArguments {
  @Field(() => DateScalar, { description: 'First day of the checks.' })
  from!: string;

  @Field(() => DateScalar, { description: 'Last day of the checks; at most 366 days with the first.' })
  to!: string;

  @Field(() => String, { nullable: true, description: 'Code of an approval field; absent: all.' })
  field?: string | null;
}

@ObjectType('CreditCheckStatistics', {
  simpleResolvers: true,
  description: 'What the checks of a time came to in one office and approval field (核查统计).',
})
export class CreditCheckStatistics {
  @Field(() => String, { description: 'The office.' })
  officeName!: string;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => String, { description: 'The approval field in words.' })
  fieldLabel!: string;

  @Field(() => Int, { description: 'Checks.' })
  checks!: number;

  @Field(() => Int, { description: 'Of them CLEAR.' })
  clear!: number;

  @Field(() => Int, { description: 'Of them FAST_TRACK.' })
  fastTrack!: number;

  @Field(() => Int, { description: 'Of them CAUTION.' })
  caution!: number;

  @Field(() => Int, { description: 'Of them RESTRICTED.' })
  restricted!: number;

  @Field(() => Int, { description: 'Of them SUSPENDED_USE.' })
  suspendedUse!: number;

  @Field(() => Int, { description: 'Of them UNKNOWN.' })
  unknown!: number;

  @Field(() => Int, { description: 'Granted, by the last feedback of the check.' })
  granted!: number;

  @Field(() => Int, { description: 'Granted with conditions.' })
  grantedWithConditions!: number;

  @Field(() => Int, { description: 'Refused.' })
  refused!: number;

  @Field(() => Int, { description: 'Withdrawn by the applicant.' })
  withdrawn!: number;

  @Field(() => Int, {
    description: 'Decisions that departed from the answer; `creditCheckDepartures` gives the reasons.',
  })
  departures!: number;

  @Field(() => Int, { description: 'Checks with feedback in time, by the first that was given.' })
  givenInTime!: number;

  @Field(() => Int, { description: 'Checks with feedback after its last day.' })
  givenLate!: number;

  @Field(() => Int, { description: 'Checks without feedback whose last day is over.' })
  overdue!: number;

  @Field(() => Int, { description: 'Checks without feedback whose term runs.' })
  pending!: number;

  @Field(() => Int, {
    description: 'Checks without feedback that a later one of the same matter has superseded: they owe none.',
  })
  superseded!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Share of the checks that owe feedback and have it, in basis points, half up (反馈率); null: none owes any.',
  })
  feedbackRateBasisPoints!: number | null;
}

@ObjectType('CreditCheckDeparture', {
  simpleResolvers: true,
  description: 'A decision that departed from the answer, with its reason.',
})
export class CreditCheckDeparture {
  @Field(() => String, { description: 'The office.' })
  officeName!: string;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => VerdictCode, { description: 'What the answer was.' })
  verdict!: string;

  @Field(() => Decision, { description: 'What was decided.' })
  decision!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  recordedAt!: string;
}

export const CreditCheckDepartureConnection = connectionOf(CreditCheckDeparture, 'CreditCheckDeparture');

@Resolver()
export class CheckStatisticsResolver {
  @Query(() => [CreditCheckStatistics], {
    complexity: ({ childComplexity }) => 20 + 20 * childComplexity,
    description:
      'Checks, verdicts, decisions, departures and feedback of a time, by office and approval field. An approval office counts its own; the credit office and oversight those of all offices inside their jurisdiction.',
  })
  async creditCheckStatistics(
    @Args(() => CheckTimeArguments) time: CheckTimeArguments,
    @Ctx() context: Context,
  ): Promise<CreditCheckStatistics[]> {
    return (await readCheckStatistics(context, time)).map((row) => statisticsOf(row, context.locale));
  }

  @Query(() => CreditCheckDepartureConnection, {
    complexity: connectionCost,
    description:
      'Decisions that departed from the answer of a check of a time, newest first; of the same offices.',
  })
  async creditCheckDepartures(
    @Args(() => CheckTimeArguments) time: CheckTimeArguments,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listDepartures(context, time, request), {
      nodeOf: departureOf,
      keysetOf: (row) => [row.id],
      countAll: () => countDepartures(context, time),
    });
  }
}

function statisticsOf(row: CheckStatistics, locale: Locale): CreditCheckStatistics {
  const { fieldCode, fieldLabelEn, fieldLabelZh } = row;
  return { ...row, field: fieldCode, fieldLabel: locale === 'en' ? fieldLabelEn : fieldLabelZh };
}

function departureOf({ fieldCode, ...row }: DepartureRow): CreditCheckDeparture {
  return { ...row, field: fieldCode };
}

const counting = allow('APPROVAL_OFFICER', 'CREDIT_CLERK', 'AUDITOR');

export const checkStatisticsAccess: AccessMap = {
  Query: { creditCheckStatistics: counting, creditCheckDepartures: counting },
  CreditCheckStatistics: inheritedFields(
    ...['officeName', 'field', 'fieldLabel', 'checks', 'clear', 'fastTrack', 'caution', 'restricted'],
    ...['suspendedUse', 'unknown', 'granted', 'grantedWithConditions', 'refused', 'withdrawn', 'departures'],
    ...['givenInTime', 'givenLate', 'overdue', 'pending', 'superseded', 'feedbackRateBasisPoints'],
  ),
  CreditCheckDeparture: inheritedFields('officeName', 'field', 'verdict', 'decision', 'reason', 'recordedAt'),
  ...connectionAccess('CreditCheckDeparture'),
};
