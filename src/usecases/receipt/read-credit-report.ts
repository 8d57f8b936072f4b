import {
  type CatalogueRow,
  type CheckRow,
  FIND_CHECKS,
  LIST_APPROVAL_FIELDS,
} from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';

/** A check whose answer was signed. */
export type ReceiptedCheck = CheckRow & {
  readonly [Part in 'receipt' | 'receiptHash' | 'keyId' | 'signature']: NonNullable<CheckRow[Part]>;
};

export interface CreditReport {
  readonly check: ReceiptedCheck;
  readonly field: CatalogueRow;
}

/**
 * A check of the caller's office with everything that its report says (信用核查报告); null for a check of another office, as for
 * none, and for one from before receipts were signed. Each look is logged: with the purpose of the check, where no other is stated.
 */
export async function readCreditReport(context: Context, checkId: string): Promise<CreditReport | null> {
  const { store, accessLog, purpose, matter } = context;
  const { officerId, officeId } = actorOf(context);
  // Not by the loader, which would note the look as well.
  const [check] = await store.run(FIND_CHECKS, [[checkId], officeId]);
  if (check === undefined || !isReceipted(check)) return null;
  const fields = await store.run(LIST_APPROVAL_FIELDS, []);
  const field = fields.find(({ code }) => code === check.fieldCode);
  if (field === undefined) throw new Error(`There is no approval field ${check.fieldCode}.`);
  const { subjectId } = check.receipt.answer;
  await accessLog.note({
    officerId,
    officeId,
    query: `creditReport ${check.id}`,
    purpose: purpose ?? check.purpose,
    matter: matter ?? check.matter,
    subjectIds: subjectId === null ? [] : [subjectId],
  });
  return { check, field };
}

function isReceipted(check: CheckRow): check is ReceiptedCheck {
  const { receipt, receiptHash, keyId, signature } = check;
  return [receipt, receiptHash, keyId, signature].every((part) => part !== null);
}
