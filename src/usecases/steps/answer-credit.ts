import type { CivilDate } from '../../domain/civil-date.js';
import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { decideVerdict } from '../../domain/verdict.js';
import type { CreditFacts, GivenAnswer } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';

/** What an approval office is told: the verdict with everything it rests on. */
export type CreditAnswer = GivenAnswer;

export interface CreditQuestion {
  readonly creditCode: string;
  readonly fieldCode: string;
}

/** Reads what an answer rests on, given credit code, approval field and day. */
export type ReadFacts = (about: readonly [string, string, CivilDate]) => Promise<CreditFacts>;

/**
 * The answer to a credit question, the same whether it is only previewed or recorded as a check. An unknown,
 * deregistered or stale subject is a verdict and not an error; an approval field that is not the office's is not known to it.
 */
export async function answerCredit(
  context: Context,
  question: CreditQuestion,
  path: readonly string[],
  readFacts: ReadFacts,
): Promise<CreditAnswer> {
  const creditCode = parseCreditCode(question.creditCode, [...path, 'creditCode']);
  const { fieldCode } = question;
  if (!actorOf(context).approvalFields.includes(fieldCode)) {
    throw new DomainError('UNKNOWN_CODE', { field: [...path, 'field'] });
  }
  const facts = await readFacts([creditCode, fieldCode, context.today]);
  return {
    ...facts,
    ...decideVerdict({ ...facts, on: context.today }),
    creditCode,
    fieldCode,
    on: context.today,
  };
}
