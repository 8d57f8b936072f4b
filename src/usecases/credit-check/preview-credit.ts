import { DomainError } from '../../domain/refusal.js';
import { LOOK_AT_CREDIT_FACTS } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';
import type { Moment } from '../moment.js';
import { answerCredit, type CreditQuestion } from '../steps/answer-credit.js';
import type { CreditAnswer } from '../steps/decide-answer.js';

/**
 * What `checkCredit` would answer, or would have answered, without recording a check. The look itself is logged with its
 * purpose. Whether the subject is registered is told as of today: earlier days of that are not kept.
 */
export async function previewCredit(
  context: Context,
  question: CreditQuestion & Moment,
): Promise<CreditAnswer> {
  const { purpose, matter, store } = context;
  if (purpose === null) throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  const { officerId, officeId } = actorOf(context);
  return answerCredit(context, question, [], async (about) => {
    const looker = [officerId, officeId, purpose, matter, 'previewCredit'];
    const [facts] = await store.append(LOOK_AT_CREDIT_FACTS, [...about, ...looker]);
    return facts;
  });
}
