import { FAILED_RECTIFICATION_RECORD, rectifyBy } from '../../domain/hazard.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  CLOSE_HAZARD,
  COUNT_FAILURE,
  FIND_HAZARDS,
  type HazardRow,
  READ_VISIT_RULES,
} from '../../store/hazards.js';
import { ADD_RECORDS, END_RECORDS_OF_HAZARD, type NewRecord } from '../../store/records.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockHouse } from '../steps/lock-house.js';
import { type HouseEffect, refreshHouse } from '../steps/refresh-house.js';

export interface RecordRectificationInput extends ActInput {
  readonly hazardId: string;
  readonly outcome: 'RECTIFIED' | 'NOT_RECTIFIED';
  readonly checkedOn: string;
  /** What was seen; the officer's words. */
  readonly evidence: string;
}

export interface RecordedRectification extends HouseEffect {
  readonly hazardId: string;
}

/**
 * Records what became of a hazard (整改): put right, which closes it, or not put right when its term was over (逾期), which is
 * counted, leaves a record of its own and begins a new term. Tier and next due date follow at once.
 */
export function recordRectification(
  context: Context,
  input: RecordRectificationInput,
): Promise<Outcome<RecordedRectification>> {
  return command(context, 'recordRectification', input, async (unit, trail) => {
    const { houseId } = await findHazard(context, unit, input.hazardId);
    const house = await lockHouse(context, unit, houseId, ['input', 'hazardId']);
    // Read again now that nobody else can change it: another officer may have come first.
    const found = await findHazard(context, unit, input.hazardId);
    const check = readCheck(context, input, found);
    if (input.outcome === 'RECTIFIED') await close(unit, found, check);
    else await countFailure(context, unit, found, check);
    const cause = `recordRectification ${found.id}`;
    const effect = await refreshHouse(unit, trail, house, { on: context.today, cause });
    return { ...effect, hazardId: found.id };
  });
}

async function findHazard(context: Context, unit: Unit, hazardId: string): Promise<HazardRow> {
  const [found] = await unit.run(FIND_HAZARDS, [[hazardId], actorOf(context).regionCodes]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'hazardId'] });
  return found;
}

interface Check {
  readonly checkedOn: string;
  readonly evidence: string;
}

function readCheck(context: Context, input: RecordRectificationInput, hazard: HazardRow): Check {
  const field = ['input', 'checkedOn'];
  const checkedOn = parseCivilDate(input.checkedOn, field);
  if (checkedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (checkedOn < hazard.foundOn) throw new DomainError('INVALID_DATE', { field });
  if (input.outcome === 'NOT_RECTIFIED' && checkedOn <= hazard.dueOn) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: { zh: '整改期限尚未届满。', en: 'The term for putting it right has not ended.' },
      facts: { dueOn: hazard.dueOn },
    });
  }
  return { checkedOn, evidence: parseText(input.evidence, { field: ['input', 'evidence'], max: 1000 }) };
}

/** The hazard's own record and those of its failed rectifications stop counting on the day it was found put right. */
async function close(unit: Unit, hazard: HazardRow, { checkedOn, evidence }: Check): Promise<void> {
  const closed = await unit.run(CLOSE_HAZARD, [hazard.id, checkedOn, evidence]);
  if (closed.length === 0 && hazard.state === 'OPEN') {
    throw new DomainError('INVALID_DATE', {
      field: ['input', 'checkedOn'],
      explanation: { zh: '此后仍被查见未整改。', en: 'It was found not put right on a later day.' },
    });
  }
  if (closed.length === 0) throw new DomainError('WRONG_STATE', { field: ['input', 'hazardId'] });
  await unit.run(END_RECORDS_OF_HAZARD, [hazard.id, checkedOn]);
}

async function countFailure(context: Context, unit: Unit, hazard: HazardRow, check: Check): Promise<void> {
  const { checkedOn, evidence } = check;
  const { officeId, officeName } = actorOf(context);
  const rules = await runOne(unit, READ_VISIT_RULES, [null, officeId]);
  const item = rules.items.find(({ code }) => code === hazard.itemCode);
  if (item === undefined) throw new Error(`Check item ${hazard.itemCode} is gone.`);
  const dueOn = rectifyBy(checkedOn, { value: item.termValue, unit: item.termUnit }, rules.calendar);
  const [counted] = await unit.run(COUNT_FAILURE, [hazard.id, dueOn]);
  if (counted === undefined) throw new DomainError('WRONG_STATE', { field: ['input', 'hazardId'] });
  const record: NewRecord = {
    id: context.newId(),
    subjectId: hazard.houseId,
    type: FAILED_RECTIFICATION_RECORD,
    occurredOn: checkedOn,
    content: evidence,
    sourceKey: `failed rectification ${hazard.id} ${counted.failureCount}`,
    hazardId: hazard.id,
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([record]), officeId, officeName]);
}
