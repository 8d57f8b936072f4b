import { parseText } from '../../domain/text.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import { canonicalHash } from '../../domain/canonical.js';
import { answerRefusals, type ActInput, type Outcome, requireKey } from '../command.js';
import type { Context } from '../context.js';
import { NOW } from '../moment.js';
import { answerCredit, type CreditQuestion } from '../steps/answer-credit.js';
import { keepCheck, type KeptCheck } from '../steps/keep-check.js';

export interface CheckCreditInput extends ActInput, CreditQuestion {
  /** The matter the answer is for, such as the number of the application. */
  readonly matter: string;
  readonly purpose: string;
}

/**
 * Answers a credit question and records the answer with officer, purpose, matter and everything it rested on, signed, before it
 * is given (信用核查): an answer without a record is impossible. The same key answers the first answer again, as it was.
 */
export function checkCredit(context: Context, input: CheckCreditInput): Promise<Outcome<KeptCheck>> {
  requireKey(input.idempotencyKey);
  const inputHash = canonicalHash({ verb: 'checkCredit', input });
  return answerRefusals(async () => {
    if (input.purpose.trim() === '')
      throw new DomainError('PURPOSE_REQUIRED', { field: ['input', 'purpose'] });
    const purpose = parseText(input.purpose, { field: ['input', 'purpose'], max: 200 });
    const matter = parseText(input.matter, { field: ['input', 'matter'], max: 200 });
    const answer = await answerCredit(context, { ...input, ...NOW }, ['input'], async (about) => {
      const [facts] = await context.store.run(READ_CREDIT_FACTS, about);
      return facts;
    });
    return keepCheck(context, { key: input.idempotencyKey, inputHash, matter, purpose, answer });
  });
}
