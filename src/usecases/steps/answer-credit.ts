import type { CivilDate } from '../../domain/civil-date.js';
import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import type { CreditFacts } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';
import { type Moment, momentValues, requirePast } from '../moment.js';
import { type CreditAnswer, decideAnswer } from './decide-answer.js';

export interface CreditQuestion {
  readonly creditCode: string;
  readonly fieldCode: string;
}

/** What facts are read about: credit code, approval field, day, moment of knowledge. */
export type FactsAbout = readonly [string, string, CivilDate, string];

/** Reads what an answer rests on; undefined where nothing was known yet. */
export type ReadFacts = (about: FactsAbout) => Promise<CreditFacts | undefined>;

/**
 * The answer to a credit question, the same whether it is only previewed or recorded as a check. An unknown,
 * deregistered or stale subject is a verdict and not an error; an approval field that is not the office's is not known to it.
 */
export async function answerCredit(
  context: Context,
  question: CreditQuestion & Moment,
  path: readonly string[],
  readFacts: ReadFacts,
): Promise<CreditAnswer> {
  const creditCode = parseCreditCode(question.creditCode, [...path, 'creditCode']);
  const { fieldCode } = question;
  if (!actorOf(context).approvalFields.includes(fieldCode)) {
    throw new DomainError('UNKNOWN_CODE', { field: [...path, 'field'] });
  }
  requirePast(context.today, question);
  const [on, known] = momentValues(context.today, question);
  const facts = await readFacts([creditCode, fieldCode, on, known]);
  if (facts === undefined) throw new DomainError('NOTHING_KNOWN', { field: [...path, 'knownAt'] });
  return decideAnswer(facts, { creditCode, fieldCode, on, knownAt: question.knownAt });
}
