import type { CivilDate } from '../../domain/civil-date.js';
import { COMMITMENT_KINDS, type KindOffer, offerCommitments } from '../../domain/commitment-offer.js';
import type { ApprovalItemRow } from '../../store/approval-items.js';
import { READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { momentValues, NOW } from '../moment.js';

export interface CommitmentOffer {
  /** Null: nobody of this code is on file. */
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly kinds: readonly KindOffer[];
}

/** Which kinds of commitment are open to somebody in an item on a day. It rests on what an answer about his credit rests on, and on nothing else. */
export async function readCommitmentOffer(
  queryable: Queryable,
  { creditCode, item, on }: { creditCode: string; item: ApprovalItemRow; on: CivilDate },
): Promise<CommitmentOffer> {
  const about = [creditCode, item.fieldCode, ...momentValues(on, NOW)];
  const facts = await runOne(queryable, READ_CREDIT_FACTS, about);
  const { subjectId, subjectName } = facts;
  const kinds = offerCommitments({ ...facts, item, on }, COMMITMENT_KINDS);
  return { subjectId, subjectName, kinds };
}
