import { correctionTerm } from '../../domain/carry-out.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { correctionOrderNotice } from '../../domain/visit-notice.js';
import type { Unit } from '../../store/door.js';
import { ADD_CORRECTION, type NewCorrection } from '../../store/corrections.js';
import { ADD_PROPOSALS, type NewProposal, type ResultRule } from '../../store/spot-check-results.js';
import { READ_CARRY_OUT_RULES, type VisitRow } from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { writeVisitNotice } from './write-visit-notice.js';

/** What is to be corrected, by which law, and within how many working days. */
export interface CorrectionInput {
  readonly requirement: string;
  readonly legalBasis: string;
  /** The usual term when absent. */
  readonly termDays?: number | null | undefined;
}

/** A result that something may follow from. */
export interface FollowedResult {
  readonly inspectionId: string;
  readonly visit: VisitRow;
  readonly inspectedOn: string;
  readonly codes: readonly ResultRule[];
  readonly note: string | null;
  readonly correction: CorrectionInput | null;
}

/**
 * What follows from a result at once: an order to correct where a result says that one was given, and a proposal for each list that a
 * result can lead to. Nobody is put on a list here. Throws MISSING_VALUE without an order where one belongs, WRONG_STATE the other way round.
 */
export async function followResult(context: Context, unit: Unit, result: FollowedResult): Promise<void> {
  const { codes, correction } = result;
  const field = ['input', 'correction'];
  const isOrdered = codes.some(({ ordersCorrection }) => ordersCorrection);
  if (isOrdered && correction === null) throw new DomainError('MISSING_VALUE', { field });
  if (!isOrdered && correction !== null) throw new DomainError('WRONG_STATE', { field });
  if (correction !== null) await orderCorrection(context, unit, result, correction);
  await proposeLists(context, unit, result);
}

async function orderCorrection(
  context: Context,
  unit: Unit,
  { inspectionId, visit }: FollowedResult,
  input: CorrectionInput,
): Promise<void> {
  const field = ['input', 'correction'];
  const settings = await runOne(unit, READ_CARRY_OUT_RULES, [context.today]);
  const termDays = input.termDays ?? settings.rules.CORRECT_WITHIN;
  const most = settings.rules.CORRECT_AT_MOST;
  if (termDays < 1 || termDays > most) {
    throw new DomainError('RULE_OUT_OF_BOUNDS', { field: [...field, 'termDays'], facts: { least: 1, most } });
  }
  // The term runs from the day on which the order is given, which the record of it is.
  const term = correctionTerm(context.today, termDays, settings);
  const order: NewCorrection = {
    id: context.newId(),
    ...{ inspectionId, visitId: visit.id, subjectId: visit.subjectId, termDays, ...term },
    requirement: parseText(input.requirement, { field: [...field, 'requirement'], max: 1000 }),
    legalBasis: parseText(input.legalBasis, { field: [...field, 'legalBasis'], max: 500 }),
    orderedOn: context.today,
  };
  const { officerId } = actorOf(context);
  await unit.run(ADD_CORRECTION, [JSON.stringify(order), officerId, visit.officeId]);
  await writeVisitNotice(context, unit, {
    ...{ visit, kind: 'CORRECTION', dueOn: order.dueOn },
    textOf: (facts) => correctionOrderNotice({ ...facts, ...order }),
  });
}

async function proposeLists(
  context: Context,
  unit: Unit,
  { inspectionId, visit, inspectedOn, codes, note }: FollowedResult,
): Promise<void> {
  const proposals = codes.flatMap(({ code, labelZh, proposesList, listBasis }): NewProposal[] => {
    if (proposesList === null || listBasis === null) return [];
    const facts = `${inspectedOn} 随机抽查：${labelZh}${note === null ? '' : `（${note}）`}`;
    const id = context.newId();
    return [{ id, resultCode: code, listCode: proposesList, facts, legalBasis: listBasis }];
  });
  if (proposals.length === 0) return;
  const { officerId } = actorOf(context);
  await unit.run(ADD_PROPOSALS, [
    ...[JSON.stringify(proposals), inspectionId, visit.subjectId],
    ...[officerId, visit.officeId, context.today],
  ]);
}
