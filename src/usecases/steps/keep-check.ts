import { type CheckRow, KEEP_CHECKS, type NewCheck } from '../../store/credit-checks.js';
import type { Gathered } from '../../store/gathering.js';
import { type Outcome, replay } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type AnsweredCheck, signCheck } from './sign-check.js';

/** A check on record. Whoever has just made it need not read it back. */
export interface KeptCheck {
  readonly checkId: string;
  /** As it would be read back; absent when a check that was made before is answered again. */
  readonly row?: CheckRow;
}

/** How many checks go in one transaction. */
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
export async function keepCheck(context: Context, answered: AnsweredCheck): Promise<Outcome<KeptCheck>> {
  const { store } = context;
  const { check, row } = await signCheck(context, answered);
  const { key, inputHash } = answered;
  const { officerId } = actorOf(context);
  if (!(await store.together(KEEPING, check))) return replay(store, { officerId, key, inputHash });
  return { result: { checkId: check.id, row }, refusals: [], replayed: false };
}
