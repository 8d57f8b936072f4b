import type { ComplexityEstimator } from 'graphql-query-complexity';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { DomainError } from '../domain/refusal.js';
import type { Context } from '../usecases/context.js';
import { checkCreditBatch, type CheckedItem } from '../usecases/credit-check/check-credit-batch.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CreditCheck, creditCheckOf } from './credit-check.js';
import { UserError, userErrorOf } from './errors.js';
import { ErrorPolicy } from './job.js';

@InputType({ description: 'One credit question of a batch.' })
export class CheckCreditItemInput {
  @Field(() => String, {
    description:
      'About whom: unified social credit code. Text and no `CreditCode`, so that a wrong one is refused with its item and not with the whole request.',
  })
  creditCode!: string;

  @Field(() => String, {
    description: 'The matter, such as the number of the application; at most 200 characters.',
  })
  matter!: string;
}

@InputType({ description: 'Credit questions of one purpose in one approval field.' })
export class CheckCreditBatchInput extends Act {
  @Field(() => String, { description: "Code of the approval field; one of the caller's office." })
  field!: string;

  @Field(() => String, { description: 'Why it is asked; at most 200 characters.' })
  purpose!: string;

  @Field(() => [CheckCreditItemInput], { description: 'What is asked, 1–250.' })
  items!: CheckCreditItemInput[];

  @Field(() => ErrorPolicy, { description: 'What happens to the good items when others are refused.' })
  errorPolicy!: keyof typeof ErrorPolicy;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one item of a batch.' })
export class CheckCreditItemResult {
  @Field(() => CreditCheck, { nullable: true, description: 'The check on record; null when refused.' })
  check!: CreditCheck | null;

  @Field(() => [UserError], { description: 'Why the item was refused; empty when it was checked.' })
  userErrors!: UserError[];
}

/** Items stand once in the cost; the mutation counts how many there are. */
const eachItem: ComplexityEstimator = ({ childComplexity }) => 1 + childComplexity;

/** An act, and the cost of each item times their number. */
const batchCost: ComplexityEstimator = ({ args, childComplexity }) => {
  const { input } = args as { input?: { items?: unknown } };
  const items = Array.isArray(input?.items) ? input.items.length : 1;
  return 10 + items * Math.max(1, childComplexity);
};

@ObjectType({ simpleResolvers: true, description: 'What became of each item of a batch.' })
export class CheckCreditBatchPayload extends Payload {
  @Field(() => [CheckCreditItemResult], {
    nullable: true,
    complexity: eachItem,
    description: 'In the order of the items; null when nothing was kept.',
  })
  results?: CheckCreditItemResult[] | null;
}

@Resolver()
export class CheckCreditBatchResolver {
  @Mutation(() => CheckCreditBatchPayload, {
    complexity: batchCost,
    description:
      'Answers up to 250 credit questions and records each answer as a check of its own, all in one transaction (批量信用核查). Costs as much as its items together.',
  })
  async checkCreditBatch(
    @Arg('input', () => CheckCreditBatchInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    { field, ...input }: CheckCreditBatchInput,
    @Ctx() context: Context,
  ) {
    const outcome = await checkCreditBatch(context, { ...input, fieldCode: field });
    return payloadOf(context, outcome, async ({ items }) => ({
      results: await Promise.all(items.map((item) => resultOf(context, item))),
    }));
  }
}

async function resultOf(context: Context, item: CheckedItem): Promise<CheckCreditItemResult> {
  if ('refusal' in item) {
    const { code, details } = item.refusal;
    return { check: null, userErrors: [userErrorOf(new DomainError(code, details), context.locale)] };
  }
  const row = await context.loaders.check.load(item.checkId);
  return { check: row === null ? null : creditCheckOf(row, context.locale), userErrors: [] };
}

export const checkCreditBatchAccess: AccessMap = {
  Mutation: { checkCreditBatch: allow('APPROVAL_OFFICER') },
  CheckCreditBatchPayload: { ...payloadFields, results: inherited },
  CheckCreditItemResult: inheritedFields('check', 'userErrors'),
};
