import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { FIND_ITEM_IN_FORCE } from '../../store/approval-items.js';
import { actorOf, type Context } from '../context.js';
import { logAccess } from '../steps/log-access.js';
import { type CommitmentOffer, readCommitmentOffer } from '../steps/read-commitment-offer.js';

export type { CommitmentOffer };

/** Tells which kinds of commitment are open to somebody in an item, and what stands in the way of the others. The look is logged. */
export async function previewCommitmentOffer(
  context: Context,
  question: { readonly creditCode: string; readonly itemCode: string },
): Promise<CommitmentOffer> {
  const { purpose, store, today: on } = context;
  if (purpose === null) throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  const creditCode = parseCreditCode(question.creditCode, ['creditCode']);
  const [item] = await store.run(FIND_ITEM_IN_FORCE, [question.itemCode, on]);
  if (item === undefined || !actorOf(context).approvalFields.includes(item.fieldCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['itemCode'] });
  const offer = await readCommitmentOffer(store, { creditCode, item, on });
  await logAccess(context, 'commitmentOffer', offer.subjectId === null ? [] : [offer.subjectId]);
  return offer;
}
