import { DomainError } from '../../domain/refusal.js';
import { LOOK_AT_CREDIT_FACTS } from '../../store/credit-checks.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { answerCredit, type CreditAnswer, type CreditQuestion } from '../steps/answer-credit.js';

/** What `checkCredit` would answer, without recording a check. The look itself is logged with its purpose. */
export async function previewCredit(context: Context, question: CreditQuestion): Promise<CreditAnswer> {
  const { purpose, matter, store } = context;
  if (purpose === null) throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  const { officerId, officeId } = actorOf(context);
  const log: Queryable = { run: (one, values) => store.append(one, values) };
  return answerCredit(context, question, [], (about) =>
    runOne(log, LOOK_AT_CREDIT_FACTS, [...about, officerId, officeId, purpose, matter]),
  );
}
