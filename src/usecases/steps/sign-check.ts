import { addDays, civilDateOf } from '../../domain/civil-date.js';
import { type Receipt, RECEIPT_FORMAT, signingInput } from '../../domain/receipt.js';
import type { CheckRow, NewCheck } from '../../store/credit-checks.js';
import { actorOf, type Context } from '../context.js';
import type { CreditAnswer } from './decide-answer.js';

/** An answer on its way to its record, and under which key. */
export interface AnsweredCheck {
  readonly key: string;
  readonly inputHash: Buffer;
  readonly matter: string;
  readonly purpose: string;
  readonly answer: CreditAnswer;
}

/** A check with its receipt signed, to be kept; and as it would be read back. */
export interface SignedCheck {
  readonly check: NewCheck;
  readonly row: CheckRow;
}

/** Makes the receipt of an answer and signs it. Nothing is kept yet. */
export async function signCheck(
  context: Context,
  { key, inputHash, ...answered }: AnsweredCheck,
): Promise<SignedCheck> {
  const { signer } = context;
  if (signer === null) throw new Error('There is no key to sign receipts with.');
  const receipt = receiptOf(context, answered);
  const { text, hash } = signingInput(receipt, signer.kid);
  const signature = await signer.sign(text);
  const check: NewCheck = {
    key,
    inputHash: inputHash.toString('hex'),
    id: receipt.checkId,
    receipt,
    receiptHash: hash.toString('hex'),
    keyId: signer.kid,
    signature: signature.toString('hex'),
  };
  return { check, row: rowOf(context, check, signature) };
}

function receiptOf(
  context: Context,
  { matter, purpose, answer }: Pick<AnsweredCheck, 'matter' | 'purpose' | 'answer'>,
): Receipt<CreditAnswer> {
  const { officeId, officeName, officerId } = actorOf(context);
  return {
    format: RECEIPT_FORMAT,
    checkId: context.newId(),
    officeId,
    officeName,
    officerId,
    matter,
    purpose,
    issuedAt: context.now,
    expiresOn: addDays(civilDateOf(context.now), answer.receiptValidDays),
    answer,
  };
}

function rowOf(context: Context, { id, receipt, receiptHash, keyId }: NewCheck, signature: Buffer): CheckRow {
  const { matter, purpose, issuedAt } = receipt;
  const { creditCode, fieldCode, verdict, reasonCode, dataOn } = receipt.answer;
  return {
    id,
    creditCode,
    fieldCode,
    matter,
    purpose,
    verdict,
    reasonCode,
    formerAnswer: null,
    dataOn,
    checkedAt: issuedAt,
    officerName: actorOf(context).officerName,
    receipt,
    receiptHash,
    keyId,
    signature,
  };
}
