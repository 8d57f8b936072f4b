import { refuseContradiction } from '../../domain/checklist.js';
import { DomainError } from '../../domain/refusal.js';
import { recordTypesOf, resultKey } from '../../domain/result-record.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { WITHDRAW_CORRECTION } from '../../store/corrections.js';
import { LOCK_DRAW, PUBLISH_CORRECTION } from '../../store/publications.js';
import {
  ADD_AMENDMENT,
  type HeldResult,
  LOCK_RESULT,
  type ResultRule,
  WITHDRAW_PROPOSALS,
  WITHDRAW_RESULT_RECORDS,
} from '../../store/spot-check-results.js';
import { LOCK_VISIT_OF } from '../../store/spot-check-visits.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileResult } from '../steps/file-result.js';
import { rerateEnterprise } from '../steps/rerate-enterprise.js';
import { type CorrectionInput, followResult } from '../steps/follow-result.js';
import { readResultCodes } from '../steps/read-result-codes.js';

export interface AmendSpotCheckResultInput extends ActInput {
  readonly drawId: string;
  readonly enterpriseId: string;
  readonly resultCodes: readonly string[];
  readonly note?: string | null | undefined;
  readonly reason: string;
  /** Where the result now orders a correction that it did not order before. */
  readonly correction?: CorrectionInput | null | undefined;
}

/**
 * Puts a result right that was recorded wrongly (更正), with a reason. What was recorded first stays; its records in the credit file are
 * withdrawn and those of the right result take their place; what followed from the wrong one is withdrawn as far as nobody has decided on
 * it. A result that is published already is published once more, beside the first.
 */
export function amendSpotCheckResult(
  context: Context,
  input: AmendSpotCheckResultInput,
): Promise<Outcome<{ drawId: string; enterpriseId: string }>> {
  return command(context, 'amendSpotCheckResult', input, async (unit, trail) => {
    const { drawId, enterpriseId } = input;
    const { officerId, officeId, regionCodes } = actorOf(context);
    // The draw first, so that a result is published before or after its amendment and never meanwhile; then as when a result is recorded.
    await unit.run(LOCK_DRAW, [drawId, regionCodes]);
    const [visit] = await unit.run(LOCK_VISIT_OF, [drawId, enterpriseId, regionCodes]);
    const [held] = await unit.run(LOCK_RESULT, [drawId, enterpriseId, regionCodes]);
    if (held === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'enterpriseId'] });
    const codes = await readResultCodes(unit, input.resultCodes);
    refuseContradiction([], codes);
    const note = input.note ? parseText(input.note, { field: ['input', 'note'], max: 2000 }) : null;
    refuseSame(held, codes, note);
    const reason = readReason(input.reason);
    const amendmentId = context.newId();
    const former = await readResultCodes(unit, held.resultCodes);
    await unit.run(ADD_AMENDMENT, [
      ...[amendmentId, held.id, codes.map(({ code }) => code), note],
      ...[reason, officerId, officeId, context.today],
    ]);
    await withdrawFormer(context, unit, { held, former, codes, reason });
    if (visit !== undefined) {
      const known = former.map(({ code }) => code);
      const added = codes.filter(({ code }) => !known.includes(code));
      const { inspectedOn } = held;
      const correction = input.correction ?? null;
      await followResult(context, unit, {
        ...{ inspectionId: held.id, visit, inspectedOn, codes: added, note, correction },
      });
    }
    const { inspectedOn } = held;
    await fileResult(context, unit, { inspectionId: held.id, enterpriseId, inspectedOn, codes, amendmentId });
    const cause = `amendSpotCheckResult ${amendmentId}`;
    await rerateEnterprise(context, unit, trail, { enterpriseId, cause });
    if (held.isPublished)
      await unit.run(PUBLISH_CORRECTION, [context.newId(), held.id, officeId, context.today]);
    return { drawId, enterpriseId };
  });
}

function readReason(reason: string): string {
  const field = ['input', 'reason'];
  if (reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
  return parseText(reason, { field, max: 1000 });
}

/** Putting nothing right would only be published twice. */
function refuseSame(held: HeldResult, codes: readonly ResultRule[], note: string | null): void {
  const now = codes.map(({ code }) => code).sort();
  if (now.join() !== [...held.resultCodes].sort().join() || note !== held.note) return;
  throw new DomainError('WRONG_STATE', { field: ['input', 'resultCodes'] });
}

interface Former {
  readonly held: HeldResult;
  readonly former: readonly ResultRule[];
  readonly codes: readonly ResultRule[];
  readonly reason: string;
}

async function withdrawFormer(
  context: Context,
  unit: Unit,
  { held, former, codes, reason }: Former,
): Promise<void> {
  const { officerId } = actorOf(context);
  const source = { inspectionId: held.id, amendmentId: held.amendmentId };
  const keys = recordTypesOf(former).map((type) => resultKey(source, type));
  await unit.run(WITHDRAW_RESULT_RECORDS, [keys, held.subjectId, reason]);
  const kept = codes.map(({ code }) => code);
  await unit.run(WITHDRAW_PROPOSALS, [held.id, kept, officerId, context.today, reason]);
  const isOrdered = codes.some(({ ordersCorrection }) => ordersCorrection);
  if (!isOrdered) await unit.run(WITHDRAW_CORRECTION, [held.id, context.today]);
}
