import { canonicalHash } from '../domain/canonical.js';
import { DomainError, DomainErrors, REFUSALS } from '../domain/refusal.js';
import { isLongerThan } from '../domain/text.js';
import { FINISH_ACT, READ_KEY, TAKE_KEY } from '../store/acts.js';
import type { Unit } from '../store/door.js';
import type { Queryable } from '../store/statement.js';
import { actorOf, type Context } from './context.js';

const LONGEST_KEY = 255;

/** What every act carries besides its own input. */
export interface ActInput {
  /** 1–255 characters; the same key with the same input answers the first answer again. */
  readonly idempotencyKey: string;
}

/** What an act came to: either a result, or the refusals that the client can put right and nothing changed. */
export interface Outcome<Result> {
  readonly result: Result | null;
  readonly refusals: readonly DomainError[];
  /** True when this answer was given before, for the same key and the same input. */
  readonly replayed: boolean;
}

/** What a unit of work notes for the audit while it runs. */
export interface Trail {
  /** Everybody whose file the act touches. */
  readonly subjectIds: Set<string>;
  /** Versions of the rules applied, such as `{ "urban-village": "2026.1" }`. */
  readonly rules: Record<string, string>;
  purpose: string | null;
  matter: string | null;
}

/**
 * One act = one transaction, one idempotency key, one audit entry. `work` returns a plain JSON value: it is what a
 * repeated request is answered with. A refusal thrown by `work` rolls everything back, the key included, so that the
 * client can put the input right and send it again under the same key.
 */
export async function command<Result>(
  context: Context,
  verb: string,
  input: ActInput,
  work: (unit: Unit, trail: Trail) => Promise<Result>,
): Promise<Outcome<Result>> {
  const actor = actorOf(context);
  requireKey(input.idempotencyKey);
  const inputHash = canonicalHash({ verb, input });
  return answerRefusals(() =>
    context.store.act(async (unit) => {
      const taken = await unit.run(TAKE_KEY, [actor.officerId, input.idempotencyKey, verb, inputHash]);
      if (taken.length === 0)
        return replay<Result>(unit, { officerId: actor.officerId, key: input.idempotencyKey, inputHash });
      // Begun anew with each run of the transaction: what a run that was rolled back has noted never happened.
      const trail: Trail = {
        subjectIds: new Set(),
        rules: {},
        purpose: context.purpose,
        matter: context.matter,
      };
      const result = await work(unit, trail);
      await unit.run(FINISH_ACT, [
        actor.officerId,
        input.idempotencyKey,
        JSON.stringify(result),
        actor.officeId,
        verb,
        trail.purpose,
        trail.matter,
        [...trail.subjectIds],
        inputHash,
        JSON.stringify(trail.rules),
      ]);
      return { result, refusals: [], replayed: false };
    }),
  );
}

/** What the client can put right is the answer of an act and not an error of the request. */
export async function answerRefusals<Result>(act: () => Promise<Outcome<Result>>): Promise<Outcome<Result>> {
  try {
    return await act();
  } catch (error) {
    const refusals = error instanceof DomainErrors ? error.errors : [error];
    if (refusals.every(isOfInput)) return { result: null, refusals, replayed: false };
    throw error;
  }
}

function isOfInput(error: unknown): error is DomainError {
  return error instanceof DomainError && REFUSALS[error.code].kind === 'input';
}

export function requireKey(key: string): void {
  if (key !== '' && !isLongerThan(key, LONGEST_KEY)) return;
  const field = ['input', 'idempotencyKey'];
  throw new DomainError('BAD_USER_INPUT', { field, facts: { min: 1, max: LONGEST_KEY } });
}

/** A key that somebody holds, and what was asked for under it this time. */
export interface HeldKey {
  readonly officerId: string;
  readonly key: string;
  readonly inputHash: Buffer;
}

/** What the first request under a key was answered. Throws IDEMPOTENCY_KEY_REUSED when that was another one. */
export async function replay<Result>(
  queryable: Queryable,
  { officerId, key, inputHash }: HeldKey,
): Promise<Outcome<Result>> {
  const [kept] = await queryable.run(READ_KEY, [officerId, key]);
  if (kept === undefined) throw new DomainError('RETRY_LATER');
  if (!kept.inputHash.equals(inputHash)) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
  return { result: kept.result as Result, refusals: [], replayed: true };
}
