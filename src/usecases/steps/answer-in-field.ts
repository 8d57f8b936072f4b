import type { CivilDate } from '../../domain/civil-date.js';
import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import type { CreditFacts } from '../../store/credit-checks.js';
import type { Context } from '../context.js';
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
 * The answer to a credit question in an approval field that the caller may ask in, which whoever calls has seen to. An unknown,
 * deregistered or stale subject is a verdict and not an error.
 */
export async function answerInField(
  context: Context,
  { fieldCode, ...question }: CreditQuestion & Moment,
  path: readonly string[],
  readFacts: ReadFacts,
): Promise<CreditAnswer> {
  const creditCode = parseCreditCode(question.creditCode, [...path, 'creditCode']);
  requirePast(context.today, question);
  const [on, known] = momentValues(context.today, question);
  const facts = await readFacts([creditCode, fieldCode, on, known]);
  if (facts === undefined) throw new DomainError('NOTHING_KNOWN', { field: [...path, 'knownAt'] });
  return decideAnswer(facts, { creditCode, fieldCode, on, knownAt: question.knownAt });
}
