import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { decideVerdict } from '../../domain/verdict.js';
import { type GivenAnswer, READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';

/** What an approval office is told: the verdict with everything it rests on. */
export type CreditAnswer = GivenAnswer;

export interface CreditQuestion {
  readonly creditCode: string;
  readonly fieldCode: string;
}

/**
 * The answer to a credit question, the same whether it is only previewed or recorded as a check. An unknown,
 * deregistered or stale subject is a verdict and not an error; an approval field that is not the office's is not known to it.
 */
export async function answerCredit(
  context: Context,
  queryable: Queryable,
  question: CreditQuestion,
  path: readonly string[],
): Promise<CreditAnswer> {
  const creditCode = parseCreditCode(question.creditCode, [...path, 'creditCode']);
  const { fieldCode } = question;
  if (!actorOf(context).approvalFields.includes(fieldCode)) {
    throw new DomainError('UNKNOWN_CODE', { field: [...path, 'field'] });
  }
  const facts = await runOne(queryable, READ_CREDIT_FACTS, [creditCode, fieldCode, context.today]);
  return {
    ...facts,
    ...decideVerdict({ ...facts, on: context.today }),
    creditCode,
    fieldCode,
    on: context.today,
  };
}
