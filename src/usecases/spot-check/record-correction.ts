import { correctionTerm } from '../../domain/carry-out.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { parsePhotos, type Photo } from '../../domain/photo.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_CORRECTION_CHECK,
  BEGIN_NEW_TERM,
  CLOSE_CORRECTION,
  type CorrectionRow,
  END_FAILURE_RECORDS,
  LIST_CORRECTION_CHECKS,
  LOCK_CORRECTION,
  type NewCorrectionCheck,
} from '../../store/corrections.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import { READ_CARRY_OUT_RULES } from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { rerateEnterprise } from '../steps/rerate-enterprise.js';

export interface RecordCorrectionInput extends ActInput {
  readonly correctionId: string;
  readonly outcome: 'CORRECTED' | 'NOT_CORRECTED';
  readonly checkedOn: string;
  /** What was seen; the officer's words. */
  readonly evidence: string;
  readonly photos?: readonly Photo[] | null | undefined;
}

const CORRECTED_RECORD = 'SPOT_CHECK_CORRECTED';
const FAILED_RECORD = 'SPOT_CHECK_PROBLEM';

/**
 * Records what became of an order to correct (复查). Corrected: the order is closed, a record of it goes into the file, and records of
 * earlier failures to follow it stop counting; that a problem was found stays a fact. Not corrected when the term was over: one more record,
 * and a new term of the same length begins. The enterprise is rated anew at once.
 */
export function recordCorrection(
  context: Context,
  input: RecordCorrectionInput,
): Promise<Outcome<{ correctionId: string }>> {
  return command(context, 'recordCorrection', input, async (unit, trail) => {
    const { correctionId, outcome } = input;
    const { officerId, regionCodes } = actorOf(context);
    const [order] = await unit.run(LOCK_CORRECTION, [correctionId, regionCodes]);
    if (order === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'correctionId'] });
    if (order.state !== 'OPEN') throw new DomainError('WRONG_STATE', { field: ['input', 'correctionId'] });
    const check = readCheck(context, input, order);
    if (outcome === 'NOT_CORRECTED') refuseTooEarly(check, order);
    else refuseBeforeFailure(check, await unit.run(LIST_CORRECTION_CHECKS, [[order.id]]));
    await unit.run(ADD_CORRECTION_CHECK, [JSON.stringify(check), officerId]);
    if (outcome === 'CORRECTED') await close(unit, order, check.checkedOn);
    else await beginNewTerm(unit, order, check.checkedOn);
    await fileCheck(context, unit, order, check);
    const cause = `recordCorrection ${check.id}`;
    await rerateEnterprise(context, unit, trail, { enterpriseId: order.subjectId, cause });
    return { correctionId };
  });
}

function readCheck(
  context: Context,
  { checkedOn: text, outcome, evidence, photos }: RecordCorrectionInput,
  { id: orderId, orderedOn, dueOn }: CorrectionRow,
): NewCorrectionCheck {
  const field = ['input', 'checkedOn'];
  const checkedOn = parseCivilDate(text, field);
  if (checkedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (checkedOn < orderedOn) throw new DomainError('INVALID_DATE', { field, facts: { orderedOn } });
  return {
    ...{ id: context.newId(), orderId, outcome, checkedOn, dueOn },
    evidence: parseText(evidence, { field: ['input', 'evidence'], max: 1000 }),
    photos: parsePhotos(photos, ['input', 'photos']),
  };
}

function refuseTooEarly({ checkedOn }: NewCorrectionCheck, { dueOn }: CorrectionRow): void {
  if (checkedOn > dueOn) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'checkedOn'],
    explanation: { zh: '改正期限尚未届满。', en: 'The term for correcting it has not ended.' },
    facts: { dueOn },
  });
}

function refuseBeforeFailure(
  { checkedOn }: NewCorrectionCheck,
  checks: readonly { readonly checkedOn: string }[],
): void {
  if (checks.every((former) => former.checkedOn <= checkedOn)) return;
  throw new DomainError('INVALID_DATE', {
    field: ['input', 'checkedOn'],
    explanation: { zh: '此后仍被查见未改正。', en: 'It was found not corrected on a later day.' },
  });
}

async function close(unit: Unit, order: CorrectionRow, checkedOn: string): Promise<void> {
  await unit.run(CLOSE_CORRECTION, [order.id, checkedOn]);
  const keys = Array.from({ length: order.failureCount }, (_, at) => failureKey(order.id, at + 1));
  if (keys.length > 0) await unit.run(END_FAILURE_RECORDS, [order.subjectId, keys, checkedOn]);
}

async function beginNewTerm(unit: Unit, order: CorrectionRow, checkedOn: string): Promise<void> {
  const settings = await runOne(unit, READ_CARRY_OUT_RULES, [checkedOn]);
  const { dueOn, remindOn, provisional } = correctionTerm(checkedOn, order.termDays, settings);
  await unit.run(BEGIN_NEW_TERM, [order.id, dueOn, remindOn, provisional]);
}

function failureKey(orderId: string, count: number): string {
  return `failed correction ${orderId} ${count}`;
}

async function fileCheck(
  context: Context,
  unit: Unit,
  order: CorrectionRow,
  { outcome, checkedOn, evidence }: NewCorrectionCheck,
): Promise<void> {
  const { officeId, officeName } = actorOf(context);
  const isCorrected = outcome === 'CORRECTED';
  const record: NewRecord = {
    id: context.newId(),
    subjectId: order.subjectId,
    type: isCorrected ? CORRECTED_RECORD : FAILED_RECORD,
    occurredOn: checkedOn,
    content: `${isCorrected ? '责令改正事项已改正' : '责令改正逾期未改正'}：${evidence}`,
    sourceKey: isCorrected ? `correction ${order.id}` : failureKey(order.id, order.failureCount + 1),
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([record]), officeId, officeName]);
}
