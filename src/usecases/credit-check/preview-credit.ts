import { DomainError } from '../../domain/refusal.js';
import { logAccess } from '../steps/log-access.js';
import type { Context } from '../context.js';
import { answerCredit, type CreditAnswer, type CreditQuestion } from '../steps/answer-credit.js';

/** What `checkCredit` would answer, without recording a check. The look-up itself is logged with its purpose. */
export async function previewCredit(context: Context, question: CreditQuestion): Promise<CreditAnswer> {
  if (context.purpose === null) throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  const answer = await answerCredit(context, context.store, question, []);
  await logAccess(context, 'previewCredit', answer.subjectId === null ? [] : [answer.subjectId]);
  return answer;
}
