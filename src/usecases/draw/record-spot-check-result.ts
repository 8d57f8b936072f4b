import { checkFindings, type PointAnswer, refuseContradiction } from '../../domain/checklist.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { recordTypesOf } from '../../domain/result-record.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ADD_FINDINGS, LIST_POINTS_OF_DRAW, type ResultRule } from '../../store/spot-check-results.js';
import {
  type DrawnTarget,
  LOCK_VISIT_OF,
  SET_VISIT_STATE,
  type VisitRow,
} from '../../store/spot-check-visits.js';
import { ADD_RESULT } from '../../store/spot-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileResult } from '../steps/file-result.js';
import { rerateEnterprise } from '../steps/rerate-enterprise.js';
import { type CorrectionInput, followResult } from '../steps/follow-result.js';
import { findDrawnTarget } from '../steps/find-drawn-target.js';
import { readResultCodes } from '../steps/read-result-codes.js';
import { requireVisitState } from '../steps/require-visit-state.js';

export interface RecordSpotCheckResultInput extends ActInput {
  readonly drawId: string;
  readonly enterpriseId: string;
  readonly inspectedOn: string;
  readonly resultCodes: readonly string[];
  readonly note?: string | null | undefined;
  /** The checklist, point by point. */
  readonly findings?: readonly PointAnswer[] | null | undefined;
  readonly correction?: CorrectionInput | null | undefined;
}

export interface RecordedResult {
  readonly drawId: string;
  readonly enterpriseId: string;
}

/** Draws that were made before visits were approved, told and recorded on arrival. */
const BEFORE_VISITS = 'sha256-tickets-1';

/**
 * Records what the inspection of a drawn enterprise found, by the official result codes; several may apply. Nobody records a result of a
 * visit at which no arrival is on record. Results that the catalogue marks leave a record in the credit file, and the enterprise is rated
 * anew at once; an order to correct and proposals for lists follow in the same transaction.
 */
export function recordSpotCheckResult(
  context: Context,
  input: RecordSpotCheckResultInput,
): Promise<Outcome<RecordedResult>> {
  return command(context, 'recordSpotCheckResult', input, async (unit, trail) => {
    const { drawId, enterpriseId } = input;
    const { officerId } = actorOf(context);
    const target = await findDrawnTarget(context, unit, input);
    const inspectedOn = readDay(context, input.inspectedOn, target.drawnOn);
    const codes = await readResultCodes(unit, input.resultCodes);
    const note = input.note ? parseText(input.note, { field: ['input', 'note'], max: 2000 }) : null;
    const visit = await lockArrivedVisit(context, unit, target, inspectedOn);
    const inspectionId = context.newId();
    const added = await unit.run(ADD_RESULT, [
      ...[inspectionId, drawId, enterpriseId, inspectedOn],
      ...[codes.map(({ code }) => code), note, officerId],
    ]);
    if (added.length === 0) throw new DomainError('ALREADY_RECORDED', { field: ['input', 'enterpriseId'] });
    if (visit === null) refuseVisitsWork(input);
    else {
      await keepChecklist(unit, { inspectionId, drawId, codes, answers: input.findings ?? [] });
      const correction = input.correction ?? null;
      await followResult(context, unit, { inspectionId, visit, inspectedOn, codes, note, correction });
      await unit.run(SET_VISIT_STATE, [visit.id, 'RESULTED']);
    }
    trail.subjectIds.add(enterpriseId);
    await fileResult(context, unit, { inspectionId, enterpriseId, inspectedOn, codes, amendmentId: null });
    const cause = `recordSpotCheckResult ${inspectionId}`;
    if (recordTypesOf(codes).length > 0)
      await rerateEnterprise(context, unit, trail, { enterpriseId, cause });
    return { drawId, enterpriseId };
  });
}

function readDay(context: Context, text: string, drawnOn: string | null): string {
  const field = ['input', 'inspectedOn'];
  const inspectedOn = parseCivilDate(text, field);
  if (inspectedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (drawnOn === null) throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
  if (inspectedOn < drawnOn) throw new DomainError('INVALID_DATE', { field, facts: { drawnOn } });
  return inspectedOn;
}

/** Null for draws of the first kind, whose objects were visited without any of it. */
async function lockArrivedVisit(
  context: Context,
  unit: Unit,
  { drawId, subjectId, algorithm }: DrawnTarget,
  inspectedOn: string,
): Promise<VisitRow | null> {
  const [visit] = await unit.run(LOCK_VISIT_OF, [drawId, subjectId, actorOf(context).regionCodes]);
  if (visit === undefined && algorithm === BEFORE_VISITS) return null;
  const field = ['input', 'enterpriseId'];
  if (visit === undefined) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: {
        zh: '该次检查尚未批准、告知和到场登记。',
        en: 'The visit was not approved, told and recorded on arrival.',
      },
    });
  }
  if (visit.state === 'RESULTED' || visit.state === 'PUBLISHED')
    throw new DomainError('ALREADY_RECORDED', { field });
  requireVisitState(visit, ['ARRIVED'], field);
  if (visit.arrivedOn !== null && inspectedOn < visit.arrivedOn) {
    const facts = { arrivedOn: visit.arrivedOn };
    throw new DomainError('INVALID_DATE', { field: ['input', 'inspectedOn'], facts });
  }
  return visit;
}

interface Checklist {
  readonly inspectionId: string;
  readonly drawId: string;
  readonly codes: readonly ResultRule[];
  readonly answers: readonly PointAnswer[];
}

async function keepChecklist(unit: Unit, { inspectionId, drawId, codes, answers }: Checklist): Promise<void> {
  const points = (await unit.run(LIST_POINTS_OF_DRAW, [drawId])).map(({ code }) => code);
  const findings = checkFindings(answers, points, codes, ['input', 'findings']);
  refuseContradiction(findings, codes);
  if (findings.length > 0) await unit.run(ADD_FINDINGS, [inspectionId, JSON.stringify(findings)]);
}

/** Checklists and orders belong to visits. */
function refuseVisitsWork({ findings, correction }: RecordSpotCheckResultInput): void {
  if (findings && findings.length > 0) throw new DomainError('WRONG_STATE', { field: ['input', 'findings'] });
  if (correction) throw new DomainError('WRONG_STATE', { field: ['input', 'correction'] });
}
