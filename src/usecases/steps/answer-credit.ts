import { DomainError } from '../../domain/refusal.js';
import { actorOf, type Context } from '../context.js';
import type { Moment } from '../moment.js';
import { answerInField, type CreditQuestion, type ReadFacts } from './answer-in-field.js';
import type { CreditAnswer } from './decide-answer.js';

export type { CreditQuestion };

/**
 * The answer to a credit question of an office, the same whether it is only previewed or recorded as a check; an approval field that
 * is not the office's is not known to it.
 */
export async function answerCredit(
  context: Context,
  question: CreditQuestion & Moment,
  path: readonly string[],
  readFacts: ReadFacts,
): Promise<CreditAnswer> {
  if (!actorOf(context).approvalFields.includes(question.fieldCode)) {
    throw new DomainError('UNKNOWN_CODE', { field: [...path, 'field'] });
  }
  return answerInField(context, question, path, readFacts);
}
