import type { CheckRow, GivenAnswer } from '../../store/credit-checks.js';

/** The answer of a check as it was given. Those from before receipts were signed knew neither records nor versions of rules. */
export function answerOfCheck({ id, receipt, formerAnswer }: CheckRow): GivenAnswer {
  if (receipt !== null) return receipt.answer;
  if (formerAnswer === null) throw new Error(`Check ${id} has no answer.`);
  return { records: [], rules: {}, knownAt: null, ...formerAnswer };
}
