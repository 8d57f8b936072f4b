import { type AnswerSubstance, substanceOf } from '../../domain/answer-substance.js';
import type { CivilDate } from '../../domain/civil-date.js';
import type { CreditFacts } from '../../store/credit-checks.js';
import { decideAnswer } from './decide-answer.js';

export interface FactsAsked {
  readonly creditCode: string;
  readonly fieldCode: string;
  readonly on: CivilDate;
}

/**
 * What facts come to in substance, as if the data were of today: that deliveries have stopped is no news about anybody, and would be told
 * to everybody at once.
 */
export function substanceOfFacts(facts: CreditFacts, asked: FactsAsked): AnswerSubstance {
  return substanceOf(decideAnswer({ ...facts, dataOn: asked.on }, { ...asked, knownAt: null }));
}
