import {
  Arg,
  Args,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { acknowledgeAnswerChange } from '../usecases/reliance/acknowledge-answer-change.js';
import { countAnswerChanges, listAnswerChanges } from '../usecases/reliance/list-answer-changes.js';
import { stopWatchingCheck } from '../usecases/reliance/stop-watching-check.js';
import { watchCheck } from '../usecases/reliance/watch-check.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CreditCheck, loadCheck } from './credit-check.js';
import { uuidIn } from './ids.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import { AnswerChange, AnswerChangeConnection, answerChangeOf } from './reliance.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'An answer that the office wants to hear of.' })
export class WatchCheckInput extends Act {
  @Field(() => IdType, { description: "The check, one of the caller's office." })
  checkId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day on which the office relies on it, such as the end of a permit; absent: until it stops.',
  })
  untilOn?: string | null;
}

@InputType({ description: 'An answer that the office relies on no more.' })
export class StopWatchingCheckInput extends Act {
  @Field(() => IdType, { description: 'The check.' })
  checkId!: string;
}

@InputType({ description: 'A change that somebody has read of.' })
export class AcknowledgeAnswerChangeInput extends Act {
  @Field(() => IdType, { description: 'The change.' })
  changeId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The check with what the office relies on.' })
export class WatchCheckPayload extends Payload {
  @Field(() => CreditCheck, { nullable: true, description: 'The check.' })
  check?: CreditCheck | null;
}

@ObjectType({ simpleResolvers: true, description: 'The change, read.' })
export class AcknowledgeAnswerChangePayload extends Payload {
  @Field(() => AnswerChange, { nullable: true, description: 'The change.' })
  change?: AnswerChange | null;
}

@Resolver()
export class RelianceActsResolver {
  @Query(() => AnswerChangeConnection, {
    complexity: connectionCost,
    description: "Answers that the caller's office relies on and that would be others now, newest first.",
  })
  async answerChanges(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('unreadOnly', () => Boolean, { nullable: true, description: 'Only those that nobody has read of.' })
    unreadOnly?: boolean | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    const isUnread = unreadOnly ?? false;
    return connectionFor(request, await listAnswerChanges(context, isUnread, request), {
      nodeOf: answerChangeOf,
      keysetOf: (row) => [row.id],
      countAll: () => countAnswerChanges(context, isUnread),
    });
  }

  @Mutation(() => WatchCheckPayload, {
    description:
      'The office relies on an answer and is told when it would be another one (持续关注). Granting the matter does so by itself; doing it again sets the last day anew.',
  })
  async watchCheck(
    @Arg('input', () => WatchCheckInput, { description: 'What is to be done, with an idempotency key.' })
    input: WatchCheckInput,
    @Ctx() context: Context,
  ) {
    const checkId = uuidIn(input.checkId, ID.check);
    return payloadOf(context, await watchCheck(context, { ...input, checkId }), (result) =>
      loadCheck(context, result.checkId),
    );
  }

  @Mutation(() => WatchCheckPayload, { description: 'The office relies on an answer no more (停止关注).' })
  async stopWatchingCheck(
    @Arg('input', () => StopWatchingCheckInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: StopWatchingCheckInput,
    @Ctx() context: Context,
  ) {
    const checkId = uuidIn(input.checkId, ID.check);
    return payloadOf(context, await stopWatchingCheck(context, { ...input, checkId }), (result) =>
      loadCheck(context, result.checkId),
    );
  }

  @Mutation(() => AcknowledgeAnswerChangePayload, {
    description: 'Somebody of the office has read of a change (已阅). The first reader stays on record.',
  })
  async acknowledgeAnswerChange(
    @Arg('input', () => AcknowledgeAnswerChangeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: AcknowledgeAnswerChangeInput,
    @Ctx() context: Context,
  ) {
    const changeId = uuidIn(input.changeId, ID.answerChange);
    const outcome = await acknowledgeAnswerChange(context, { ...input, changeId });
    return payloadOf(context, outcome, async (result) => {
      const row = await context.loaders.answerChange.load(result.changeId);
      return { change: row === null ? null : answerChangeOf(row) };
    });
  }
}

const approval = allow('APPROVAL_OFFICER');

export const relianceActsAccess: AccessMap = {
  Query: { answerChanges: approval },
  Mutation: { watchCheck: approval, stopWatchingCheck: approval, acknowledgeAnswerChange: approval },
  WatchCheckPayload: { ...payloadFields, check: inherited },
  AcknowledgeAnswerChangePayload: { ...payloadFields, change: inherited },
};
