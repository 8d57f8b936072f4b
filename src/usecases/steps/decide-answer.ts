import { decideVerdict } from '../../domain/verdict.js';
import type { CreditFacts, GivenAnswer } from '../../store/credit-checks.js';

/** What an approval office is told: the verdict with everything it rests on. */
export type CreditAnswer = GivenAnswer;

/** The form of the rule that leads from facts to a verdict; it changes when the same facts would be answered otherwise. */
const RULE = '2';

/** The answer that facts lead to, with the versions of the rules by which they do. */
export function decideAnswer(
  facts: CreditFacts,
  about: Pick<CreditAnswer, 'creditCode' | 'fieldCode' | 'on' | 'knownAt'>,
): CreditAnswer {
  return {
    ...facts,
    ...decideVerdict({ ...facts, on: about.on }),
    ...about,
    rules: { verdict: RULE, 'check-policy': facts.policyFrom },
  };
}
