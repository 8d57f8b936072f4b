import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ADD_CHECK, READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { answerCredit, type CreditQuestion } from '../steps/answer-credit.js';

export interface CheckCreditInput extends ActInput, CreditQuestion {
  /** The matter the answer is for, such as the number of the application. */
  readonly matter: string;
  readonly purpose: string;
}

/**
 * Answers a credit question and records the answer with officer, purpose, matter and everything it rested on, in one
 * transaction (信用核查): an answer without a record is impossible.
 */
export function checkCredit(
  context: Context,
  input: CheckCreditInput,
): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'checkCredit', input, async (unit, trail) => {
    if (input.purpose.trim() === '')
      throw new DomainError('PURPOSE_REQUIRED', { field: ['input', 'purpose'] });
    const purpose = parseText(input.purpose, { field: ['input', 'purpose'], max: 200 });
    const matter = parseText(input.matter, { field: ['input', 'matter'], max: 200 });
    const answer = await answerCredit(context, input, ['input'], (about) =>
      runOne(unit, READ_CREDIT_FACTS, about),
    );
    const { officerId, officeId } = actorOf(context);
    const { id } = await runOne(unit, ADD_CHECK, [
      context.newId(),
      officeId,
      officerId,
      answer.creditCode,
      answer.subjectId,
      answer.fieldCode,
      matter,
      purpose,
      answer.verdict,
      answer.reasonCode,
      JSON.stringify(answer),
      answer.dataOn,
    ]);
    if (answer.subjectId !== null) trail.subjectIds.add(answer.subjectId);
    trail.purpose = purpose;
    trail.matter = matter;
    return { checkId: id };
  });
}
