import { DomainError, type RefusalCode } from '../../domain/refusal.js';
import { nextInspector, type Unfit, unfitnessOf } from '../../domain/replacement.js';
import { parseText } from '../../domain/text.js';
import { replacementNotice } from '../../domain/visit-notice.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_REPLACEMENT,
  LIST_RECUSALS,
  LIST_REPLACEMENT_REASONS,
  type LotsRow,
  type NewReplacement,
  type PoolRow,
  READ_POOL,
  type ReplacementReasonRow,
  TAKE_SEAT,
} from '../../store/recusals.js';
import { runOne } from '../../store/statement.js';
import { type SeatRow, type VisitRow } from '../../store/spot-check-visits.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { findSeat } from '../steps/find-seat.js';
import { lockVisit } from '../steps/lock-visit.js';
import { readSeats } from '../steps/read-seats.js';
import { writeVisitNotice } from '../steps/write-visit-notice.js';

export interface ReplaceInspectorInput extends ActInput {
  readonly visitId: string;
  /** Of the inspector who cannot go. */
  readonly certificateNumber: string;
  readonly reasonCode: string;
  readonly remark?: string | null | undefined;
  /** Somebody else than the lots name, and why. */
  readonly departure?: { readonly certificateNumber: string; readonly reason: string } | null | undefined;
}

/**
 * Puts somebody else in the place of an inspector who cannot go (更换检查人员): whoever has the next lot of the draw, so that nobody is chosen.
 * Departing from the lots needs a reason of its own and shows in the fairness watch. What the draw says stays as it is, and an enterprise
 * that was told already is told anew.
 */
export function replaceInspector(
  context: Context,
  input: ReplaceInspectorInput,
): Promise<Outcome<{ visitId: string }>> {
  return command(context, 'replaceInspector', input, async (unit, trail) => {
    const { visitId } = input;
    const { officerId, officeId } = actorOf(context);
    const visit = await lockVisit(context, unit, visitId, ['APPROVED', 'TOLD']);
    const out = findSeat(await readSeats(unit, visitId), input.certificateNumber, [
      'input',
      'certificateNumber',
    ]);
    const reason = await readReason(unit, input.reasonCode);
    const recusalId = await readRecusal(unit, visit, { out, reason });
    const lots = await runOne(unit, READ_POOL, [visitId]);
    const { next, chosen, departureReason } = choose(lots, visit.visitOn, input.departure ?? null);
    const replacement: NewReplacement = {
      ...{ id: context.newId(), visitId, outId: out.inspectorId, inId: chosen.inspectorId },
      ...{ nextId: next.inspectorId, reasonCode: reason.code, departureReason, recusalId },
      remark: input.remark ? parseText(input.remark, { field: ['input', 'remark'], max: 1000 }) : null,
    };
    await unit.run(TAKE_SEAT, [visitId, out.inspectorId, chosen.inspectorId]);
    await unit.run(ADD_REPLACEMENT, [JSON.stringify(replacement), officerId, officeId, context.today]);
    if (visit.state === 'TOLD') {
      const change = { outName: out.name, reason: reason.labelZh };
      await writeVisitNotice(context, unit, {
        ...{ visit, kind: 'REPLACEMENT', dueOn: null },
        textOf: (facts) => replacementNotice(facts, change),
      });
    }
    trail.subjectIds.add(visit.subjectId);
    return { visitId };
  });
}

async function readReason(unit: Unit, code: string): Promise<ReplacementReasonRow> {
  const reason = (await unit.run(LIST_REPLACEMENT_REASONS, [])).find((one) => one.code === code);
  if (reason === undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'reasonCode'] });
  return reason;
}

/** The upheld request that it rests on. Throws WRONG_STATE when the reason is one, and there is none. */
async function readRecusal(
  unit: Unit,
  visit: VisitRow,
  { out, reason }: { readonly out: SeatRow; readonly reason: ReplacementReasonRow },
): Promise<string | null> {
  const upheld = (await unit.run(LIST_RECUSALS, [[visit.id]])).find(
    ({ inspectorId, state }) => inspectorId === out.inspectorId && state === 'UPHELD',
  );
  if (upheld === undefined && reason.needsRecusal) {
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'reasonCode'],
      explanation: { zh: '没有成立的回避申请。', en: 'No request for recusal of him was upheld.' },
    });
  }
  return upheld?.id ?? null;
}

interface Choice {
  readonly next: PoolRow;
  readonly chosen: PoolRow;
  readonly departureReason: string | null;
}

function choose(lots: LotsRow, on: string, departure: ReplaceInspectorInput['departure']): Choice {
  const { pool, seed } = lots;
  if (seed === null) throw new Error('A visit rests on a draw without a seed.');
  const lowest = nextInspector({ ...lots, seed }, pool, on);
  const next = pool.find(({ publicId }) => publicId === lowest?.publicId);
  if (next === undefined)
    throw new DomainError('TOO_FEW_INSPECTORS', { facts: { eligible: 0, required: 1 } });
  if (!departure) return { next, chosen: next, departureReason: null };
  const field = ['input', 'departure'];
  // Whoever was not on the register of inspectors when lots were drawn, such as a grid worker, is in no pool.
  const chosen = pool.find(({ publicId }) => publicId === departure.certificateNumber);
  if (chosen === undefined) throw new DomainError('UNKNOWN_CODE', { field: [...field, 'certificateNumber'] });
  const unfit = unfitnessOf(chosen, on);
  if (unfit !== null) throw new DomainError(UNFIT[unfit], { field: [...field, 'certificateNumber'] });
  if (chosen.inspectorId === next.inspectorId) return { next, chosen, departureReason: null };
  if (departure.reason.trim() === '')
    throw new DomainError('REASON_REQUIRED', { field: [...field, 'reason'] });
  const departureReason = parseText(departure.reason, { field: [...field, 'reason'], max: 1000 });
  return { next, chosen, departureReason };
}

const UNFIT: Readonly<Record<Unfit, RefusalCode>> = {
  CERTIFICATE_ENDED: 'CERTIFICATE_EXPIRED',
  LEFT: 'CERTIFICATE_EXPIRED',
  CONFLICT: 'INSPECTOR_RECUSED',
  SPECIALTY: 'WRONG_STATE',
  TAKEN: 'WRONG_STATE',
};
