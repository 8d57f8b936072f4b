import { DomainError } from '../../domain/refusal.js';
import { LIST_APPROVAL_FIELDS, LOOK_AT_CREDIT_FACTS } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';
import type { Moment } from '../moment.js';
import { answerInField, type CreditQuestion } from '../steps/answer-in-field.js';
import type { CreditAnswer } from '../steps/decide-answer.js';
import { findOwnEnterprise } from '../steps/find-own-enterprise.js';
import { OWN_PURPOSE } from '../steps/log-access.js';

/**
 * What an office would be answered about an enterprise that the caller represents, in every approval field (主体本人查询). The look is
 * logged like an officer's, and is no check.
 * Source: whoever is concerned may see what is said of him [L PIPL art. 45 for persons; K for enterprises].
 */
export async function readOwnCredit(
  context: Context,
  question: CreditQuestion & Moment,
): Promise<CreditAnswer> {
  await findOwnEnterprise(context, question.creditCode);
  const { store, matter } = context;
  const fields = await store.run(LIST_APPROVAL_FIELDS, []);
  if (!fields.some(({ code }) => code === question.fieldCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['field'] });
  const { officerId, officeId } = actorOf(context);
  return answerInField(context, question, [], async (about) => {
    const looker = [officerId, officeId, OWN_PURPOSE, matter, 'ownCredit'];
    const [facts] = await store.append(LOOK_AT_CREDIT_FACTS, [...about, ...looker]);
    return facts;
  });
}
