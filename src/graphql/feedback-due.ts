import { Arg, Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import {
  countFeedbackDue,
  type FeedbackDueRow,
  listFeedbackDue,
} from '../usecases/credit-check/list-feedback-due.js';
import { readFeedbackTerm } from '../usecases/credit-check/read-feedback-term.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { CreditCheck, loadCheck } from './credit-check.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Feedback that the office still owes of a check (待反馈).',
})
export class FeedbackDue {
  @Field(() => DateScalar, { description: 'Its last day.' })
  dueOn!: string;

  @Field(() => Boolean, {
    description: 'That the day may still move: the calendar of a year in the term is not published yet.',
  })
  isProvisional!: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the office was reminded (催办); null: not yet.',
  })
  remindedOn!: string | null;

  @Field(() => Boolean, { description: 'Whether its last day is over.' })
  isOverdue!: boolean;

  checkId!: string;
}

export const FeedbackDueConnection = connectionOf(FeedbackDue, 'FeedbackDue');

function feedbackDueOf(row: FeedbackDueRow, today: string): FeedbackDue {
  return { ...row, isOverdue: row.dueOn < today };
}

@Resolver(() => FeedbackDue)
export class FeedbackDueResolver {
  @Query(() => FeedbackDueConnection, {
    complexity: connectionCost,
    description:
      "Checks of which the caller's office still owes feedback, first due first. Checks of today are not among them yet; of several checks of one matter only the last is.",
  })
  async feedbackDue(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('overdueOnly', () => Boolean, { nullable: true, description: 'Only those whose last day is over.' })
    overdueOnly?: boolean | null,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    const isOverdue = overdueOnly ?? false;
    return connectionFor(request, await listFeedbackDue(context, isOverdue, request), {
      nodeOf: (row) => feedbackDueOf(row, context.today),
      keysetOf: (row) => [row.dueOn, row.checkId],
      countAll: () => countFeedbackDue(context, isOverdue),
    });
  }

  @FieldResolver(() => CreditCheck, { nullable: true, description: 'The check.' })
  async check(@Root() { checkId }: FeedbackDue, @Ctx() context: Context): Promise<CreditCheck | null> {
    return (await loadCheck(context, checkId)).check;
  }
}

@Resolver(() => CreditCheck)
export class FeedbackTermResolver {
  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'Last day for feedback, in working days after the check (反馈期限); null: no rule held on its day.',
  })
  async feedbackDueOn(@Root() { checkedAt }: CreditCheck, @Ctx() context: Context): Promise<string | null> {
    return (await readFeedbackTerm(context, checkedAt))?.dueOn ?? null;
  }
}

export const feedbackDueAccess: AccessMap = {
  Query: { feedbackDue: allow('APPROVAL_OFFICER') },
  FeedbackDue: inheritedFields('dueOn', 'isProvisional', 'remindedOn', 'isOverdue', 'check'),
  CreditCheck: inheritedFields('feedbackDueOn'),
  ...connectionAccess('FeedbackDue'),
};
