import { civilDateOf, addDays } from '../../domain/civil-date.js';
import { type Receipt, RECEIPT_FORMAT, signingInput } from '../../domain/receipt.js';
import { type CheckRow, KEEP_CHECKS, type NewCheck } from '../../store/credit-checks.js';
import type { Gathered } from '../../store/gathering.js';
import { type Outcome, replay } from '../command.js';
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

/** How many checks go in one transaction: a batch of the largest size and some more. */
const MOST_TOGETHER = 256;

/** Answers of each check whether it was kept; one whose key somebody held was not. */
const KEEPING: Gathered<NewCheck, { id: string }, boolean> = {
  statement: KEEP_CHECKS,
  most: MOST_TOGETHER,
  valuesOf: ({ officerId, officeId }, checks) => [
    officerId,
    officeId,
    JSON.stringify(checks.map((check, place) => ({ ...check, place }))),
  ],
  resultsOf(checks, kept) {
    const ids = new Set(kept.map(({ id }) => id));
    return checks.map(({ id }) => ids.has(id));
  },
};

/**
 * Signs an answer and keeps it with its key and its entry in the audit, in one transaction with the other checks that the
 * officer makes at this time. Comes back once it is on disk; a key that is taken answers what it answered first.
 */
export async function keepCheck(
  context: Context,
  { key, inputHash, matter, purpose, answer }: AnsweredCheck,
): Promise<Outcome<{ checkId: string }>> {
  const { store, signer, loaders } = context;
  if (signer === null) throw new Error('There is no key to sign receipts with.');
  const receipt = receiptOf(context, { matter, purpose, answer });
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
  const { officerId } = actorOf(context);
  if (!(await store.together(KEEPING, check))) return replay(store, { officerId, key, inputHash });
  loaders.check.prime(receipt.checkId, rowOf(context, check, signature));
  return { result: { checkId: receipt.checkId }, refusals: [], replayed: false };
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

/** The check as it would be read back. */
function rowOf(context: Context, { id, receipt, receiptHash, keyId }: NewCheck, signature: Buffer): CheckRow {
  const { answer, matter, purpose, issuedAt } = receipt;
  const { creditCode, fieldCode, verdict, reasonCode, dataOn } = answer;
  return {
    id,
    creditCode,
    fieldCode,
    matter,
    purpose,
    verdict,
    reasonCode,
    answer,
    dataOn,
    checkedAt: issuedAt,
    officerName: actorOf(context).officerName,
    receipt,
    receiptHash,
    keyId,
    signature,
  };
}
