import { setImmediate as letOthersIn } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { canonicalHash } from '../../domain/canonical.js';
import { DomainError, DomainErrors, type RefusalCode, type RefusalDetails } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import {
  type CheckRow,
  type CreditFacts,
  KEEP_CHECKS,
  READ_CREDIT_FACTS_OF_MANY,
} from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import type { ErrorPolicy } from '../../store/jobs.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { NOW } from '../moment.js';
import { answerInField, type ReadFacts } from '../steps/answer-in-field.js';
import { answerOfCheck } from '../steps/answer-of-check.js';
import { signCheck, type SignedCheck } from '../steps/sign-check.js';

export interface BatchItem {
  readonly creditCode: string;
  /** The matter the answer is for, such as the number of the application. */
  readonly matter: string;
}

export interface CheckCreditBatchInput extends ActInput {
  readonly fieldCode: string;
  readonly purpose: string;
  readonly items: readonly BatchItem[];
  readonly errorPolicy: ErrorPolicy;
}

/** What became of one item: its check, or why there is none. */
export type CheckedItem =
  | { readonly checkId: string }
  | { readonly refusal: { readonly code: RefusalCode; readonly details: RefusalDetails } };

const MOST_ITEMS = 250;
/** Signing takes the thread of the requests: after so many the others have their turn. */
const SIGNED_AT_ONCE = 20;

/**
 * Answers up to 250 credit questions of one purpose at once (批量核查). Each answer is a check of its own, with its own matter, receipt
 * and audit entry; all of them and the key of the batch are kept in one transaction, so there is never a part of a batch.
 */
export async function checkCreditBatch(
  context: Context,
  input: CheckCreditBatchInput,
): Promise<Outcome<{ items: readonly CheckedItem[] }>> {
  const rows = new Map<string, CheckRow>();
  const outcome = await command(context, 'checkCreditBatch', input, async (unit, trail) => {
    const purpose = readPurpose(context, input);
    const signed = await signEach(context, unit, { ...input, purpose });
    const refusals = signed.filter((one) => one instanceof DomainError);
    if (refusals.length > 0 && input.errorPolicy === 'REJECT_ALL') throw new DomainErrors(refusals);
    const checks = signed.filter((one): one is SignedCheck => !(one instanceof DomainError));
    await keepAll(unit, checks);
    for (const { row } of checks) {
      rows.set(row.id, row);
      const { subjectId, rules } = answerOfCheck(row);
      if (subjectId !== null) trail.subjectIds.add(subjectId);
      Object.assign(trail.rules, rules);
    }
    trail.purpose = purpose;
    return { items: signed.map(itemOf) };
  });
  for (const [id, row] of rows) context.loaders.check.prime(id, row);
  return outcome;
}

/** Everything that concerns all items. Returns the purpose as it is kept. */
function readPurpose(
  context: Context,
  { items, fieldCode, purpose }: Pick<CheckCreditBatchInput, 'items' | 'fieldCode' | 'purpose'>,
): string {
  const field = ['input', 'items'];
  if (items.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (items.length > MOST_ITEMS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_ITEMS } });
  if (!actorOf(context).approvalFields.includes(fieldCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'field'] });
  const at = ['input', 'purpose'];
  if (purpose.trim() === '') throw new DomainError('PURPOSE_REQUIRED', { field: at });
  return parseText(purpose, { field: at, max: 200 });
}

type BatchOfQuestions = Pick<CheckCreditBatchInput, 'fieldCode' | 'purpose' | 'items'>;

/** Each item answered and signed, or its refusal; facts are read once for all. */
async function signEach(
  context: Context,
  unit: Unit,
  { fieldCode, purpose, items }: BatchOfQuestions,
): Promise<(SignedCheck | DomainError)[]> {
  const readFacts = readingTogether(unit);
  const answered = items.map(async (item, place) => {
    const path = ['input', 'items', String(place)];
    const matter = parseText(item.matter, { field: [...path, 'matter'], max: 200 });
    const question = { creditCode: item.creditCode, fieldCode, ...NOW };
    const answer = await answerInField(context, question, path, readFacts);
    const inputHash = canonicalHash({ verb: 'checkCredit', item, fieldCode, purpose });
    // The key of the batch answers for all items; theirs only have to differ from every other key.
    return { key: `item ${context.newId()}`, inputHash, matter, purpose, answer };
  });
  const signed: (SignedCheck | DomainError)[] = [];
  for (const [place, one] of (await Promise.allSettled(answered)).entries()) {
    if (place % SIGNED_AT_ONCE === 0) await letOthersIn();
    if (one.status === 'fulfilled') signed.push(await signCheck(context, one.value));
    else if (one.reason instanceof DomainError) signed.push(one.reason);
    else throw one.reason;
  }
  return signed;
}

/** Questions that are asked in the same moment, about the same field and day, are read by one statement. */
function readingTogether(unit: Unit): ReadFacts {
  const facts = new DataLoader<Parameters<ReadFacts>[0], CreditFacts | undefined, string>(
    async (asked) => {
      const [first] = asked;
      const codes = asked.map(([creditCode]) => creditCode);
      const rows = await unit.run(READ_CREDIT_FACTS_OF_MANY, [codes, ...(first?.slice(1) ?? [])]);
      const found = new Map(rows.map(({ creditCode, ...row }) => [creditCode, row]));
      return codes.map((code) => found.get(code));
    },
    { cacheKeyFn: ([creditCode]) => creditCode },
  );
  return (about) => facts.load(about);
}

async function keepAll(unit: Unit, checks: readonly SignedCheck[]): Promise<void> {
  if (checks.length === 0) return;
  const { officerId, officeId } = unit.opener;
  const placed = checks.map(({ check }, place) => ({ ...check, place }));
  const kept = await unit.run(KEEP_CHECKS, [officerId, officeId, JSON.stringify(placed)]);
  // Somebody has guessed a key that was just made: nothing is kept, and the next try makes others.
  if (kept.length < checks.length) throw new DomainError('RETRY_LATER');
}

function itemOf(signed: SignedCheck | DomainError): CheckedItem {
  if (!(signed instanceof DomainError)) return { checkId: signed.check.id };
  return { refusal: { code: signed.code, details: signed.details } };
}
