import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import { checkCredit } from '../usecases/credit-check/check-credit.js';
import { listApprovalFields } from '../usecases/credit-check/list-approval-fields.js';
import { type CheckRow, countChecks, listChecks } from '../usecases/credit-check/list-checks.js';
import { previewCredit } from '../usecases/credit-check/preview-credit.js';
import { recordCheckFeedback } from '../usecases/credit-check/record-check-feedback.js';
import { answerOfCheck } from '../usecases/steps/answer-of-check.js';
import { type AccessMap, allow, inherited, inheritedFields, signedIn } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CheckFeedback, RecordCheckFeedbackInput } from './check-feedback.js';
import { CreditAnswer, creditAnswerOf } from './credit-answer.js';
import { CreditReceipt, creditReceiptOf } from './credit-receipt.js';
import { ID, globalId } from '../http/global-id.js';
import { uuidIn } from './ids.js';
import { MomentArguments, momentOf } from './moment.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateTimeScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'One of the ten kinds of approval matter (审批应用领域).' })
export class ApprovalField {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A recorded credit check (信用核查记录): the answer as it was given, with everything it rested on.',
})
export class CreditCheck extends Node {
  @Field(() => String, { description: 'The matter, such as the number of the application.' })
  matter!: string;

  @Field(() => String, { description: 'The stated purpose.' })
  purpose!: string;

  @Field(() => String, { description: 'The officer who asked.' })
  officerName!: string;

  @Field(() => DateTimeScalar, { description: 'When it was answered.' })
  checkedAt!: string;

  @Field(() => CreditAnswer, { description: 'The answer of that moment.' })
  answer!: CreditAnswer;

  @Field(() => CreditReceipt, {
    nullable: true,
    description: 'The signed receipt; null of a check made before receipts were signed.',
  })
  receipt!: CreditReceipt | null;

  uuid!: string;
}

export const CreditCheckConnection = connectionOf(CreditCheck, 'CreditCheck');

export function creditCheckOf(row: CheckRow, locale: Locale): CreditCheck {
  const { matter, purpose, officerName, checkedAt } = row;
  const id = globalId(ID.check, row.id);
  return {
    uuid: row.id,
    id,
    matter,
    purpose,
    officerName,
    checkedAt,
    answer: creditAnswerOf(answerOfCheck(row), locale),
    get receipt() {
      return creditReceiptOf(row);
    },
  };
}

@InputType({ description: 'A credit question of an approval office.' })
export class CheckCreditInput extends Act {
  @Field(() => CreditCodeScalar, { description: 'About whom.' })
  creditCode!: string;

  @Field(() => String, { description: "Code of the approval field; one of the caller's office." })
  field!: string;

  @Field(() => String, {
    description: 'The matter, such as the number of the application; at most 200 characters.',
  })
  matter!: string;

  @Field(() => String, { description: 'Why it is asked; at most 200 characters.' })
  purpose!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a credit question was answered.' })
export class CheckCreditPayload extends Payload {
  @Field(() => CreditCheck, { nullable: true, description: 'The check on record.' })
  check?: CreditCheck | null;
}

@ObjectType({ simpleResolvers: true, description: 'The check with its feedback.' })
export class RecordCheckFeedbackPayload extends Payload {
  @Field(() => CreditCheck, { nullable: true, description: 'The check.' })
  check?: CreditCheck | null;
}

@Resolver(() => CreditCheck)
export class CreditCheckResolver {
  @Query(() => [ApprovalField], { description: 'The approval fields in which credit is checked.' })
  async approvalFields(@Ctx() context: Context): Promise<ApprovalField[]> {
    const rows = await listApprovalFields(context);
    return rows.map(({ code, labelZh, labelEn }) => ({
      code,
      label: context.locale === 'en' ? labelEn : labelZh,
    }));
  }

  @Query(() => CreditAnswer, {
    complexity: ({ childComplexity }) => 5 + childComplexity,
    description:
      'What `checkCredit` would answer, or would have answered, without recording a check. Needs the purpose in the header `x-purpose`; the look-up is logged with it.',
  })
  async previewCredit(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'About whom.' }) creditCode: string,
    @Arg('field', () => String, { description: "Code of the approval field; one of the caller's office." })
    field: string,
    @Args(() => MomentArguments) moment: MomentArguments,
    @Ctx() context: Context,
  ): Promise<CreditAnswer> {
    const question = { creditCode, fieldCode: field, ...momentOf(moment) };
    return creditAnswerOf(await previewCredit(context, question), context.locale);
  }

  @Query(() => CreditCheckConnection, {
    complexity: connectionCost,
    description:
      "Checks of the caller's office, newest first. Each look is logged, with the purpose and the matter in the headers where they are stated.",
  })
  async creditChecks(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listChecks(context, request), {
      nodeOf: (row) => creditCheckOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countChecks(context),
    });
  }

  @Mutation(() => CheckCreditPayload, {
    description:
      'Answers a credit question and records the answer with officer, purpose and matter in one transaction (信用核查).',
  })
  async checkCredit(
    @Arg('input', () => CheckCreditInput, { description: 'What is to be done, with an idempotency key.' })
    { field, ...input }: CheckCreditInput,
    @Ctx() context: Context,
  ) {
    const outcome = await checkCredit(context, { ...input, fieldCode: field });
    return payloadOf(context, outcome, ({ checkId, row }) =>
      row === undefined ? loadCheck(context, checkId) : { check: creditCheckOf(row, context.locale) },
    );
  }

  @Mutation(() => RecordCheckFeedbackPayload, {
    description:
      'Says what was decided after a check and which measures were applied (奖惩反馈). Of a check that a decided application rests on, the decision has said it.',
  })
  async recordCheckFeedback(
    @Arg('input', () => RecordCheckFeedbackInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordCheckFeedbackInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordCheckFeedback(context, {
      ...input,
      checkId: uuidIn(input.checkId, ID.check),
    });
    return payloadOf(context, outcome, ({ checkId }) => loadCheck(context, checkId));
  }

  @FieldResolver(() => [CheckFeedback], { description: 'What was done with it, oldest first.' })
  feedback(@Root() { uuid }: CreditCheck, @Ctx() context: Context): Promise<CheckFeedback[]> {
    return context.loaders.feedbackOfCheck.load(uuid);
  }
}

export async function loadCheck(context: Context, checkId: string): Promise<{ check: CreditCheck | null }> {
  const row = await context.loaders.check.load(checkId);
  return { check: row === null ? null : creditCheckOf(row, context.locale) };
}

const approval = allow('APPROVAL_OFFICER');

export const creditCheckAccess: AccessMap = {
  Query: { approvalFields: signedIn, previewCredit: approval, creditChecks: approval },
  Mutation: { checkCredit: approval, recordCheckFeedback: approval },
  ApprovalField: inheritedFields('code', 'label'),
  CreditCheck: inheritedFields(
    'id',
    'matter',
    'purpose',
    'officerName',
    'checkedAt',
    'answer',
    'receipt',
    'feedback',
  ),
  CheckCreditPayload: { ...payloadFields, check: inherited },
  RecordCheckFeedbackPayload: { ...payloadFields, check: inherited },
  ...connectionAccess('CreditCheck'),
};
