import { FAILED_RECTIFICATION_RECORD, hazardTerm } from '../../domain/hazard.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { type Photo, parsePhotos } from '../../domain/photo.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  CLOSE_HAZARD,
  COUNT_FAILURE,
  FIND_HAZARDS,
  type HazardCheckRow,
  type HazardRow,
  LIST_HAZARD_CHECKS,
  type NewHazardCheck,
} from '../../store/hazards.js';
import { ADD_RECORDS, END_RECORDS_OF_HAZARD, type NewRecord } from '../../store/records.js';
import { runOne } from '../../store/statement.js';
import { READ_VISIT_RULES } from '../../store/visit-rules.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { followFailure } from '../steps/follow-failure.js';
import { lockHouse } from '../steps/lock-house.js';
import { type HouseEffect, refreshHouse } from '../steps/refresh-house.js';

export interface RecordRectificationInput extends ActInput {
  readonly hazardId: string;
  readonly outcome: 'RECTIFIED' | 'NOT_RECTIFIED';
  readonly checkedOn: string;
  /** What was seen; the officer's words. */
  readonly evidence: string;
  readonly photos?: readonly Photo[] | null | undefined;
}

export interface RecordedRectification extends HouseEffect {
  readonly hazardId: string;
  /** The case that was handed to the department that punishes, if this was one failure too many. */
  readonly transferId: string | null;
  /** True when this very look was on record already. */
  readonly repeated: boolean;
}

/**
 * Records what became of a hazard (整改): put right, which closes it, or not put right when its term was over (逾期), which is counted, leaves a
 * record of its own and begins a new term. Only an officer closes a hazard, with what he saw. Tier and next due date follow at once; who
 * has to press or to punish is told in the same transaction. The same look sent again is answered and counts once.
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
    const checks = await unit.run(LIST_HAZARD_CHECKS, [[found.id]]);
    const repeated = checks.some((former) => isSame(former, check, input.outcome));
    const isClosing = input.outcome === 'RECTIFIED';
    if (!repeated) refuseTooLate(found, checks);
    if (!repeated && !isClosing) refuseTooEarly(check, found);
    if (!repeated && isClosing) await close(unit, check);
    const transferId = repeated || isClosing ? null : await countFailure(context, unit, found, check);
    const cause = `recordRectification ${found.id}`;
    const effect = await refreshHouse(unit, trail, house, { on: context.today, cause });
    return { ...effect, hazardId: found.id, transferId, repeated };
  });
}

async function findHazard(context: Context, unit: Unit, hazardId: string): Promise<HazardRow> {
  const [found] = await unit.run(FIND_HAZARDS, [[hazardId], actorOf(context).regionCodes]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'hazardId'] });
  return found;
}

function readCheck(context: Context, input: RecordRectificationInput, hazard: HazardRow): NewHazardCheck {
  const field = ['input', 'checkedOn'];
  const checkedOn = parseCivilDate(input.checkedOn, field);
  if (checkedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (checkedOn < hazard.foundOn) throw new DomainError('INVALID_DATE', { field });
  return {
    id: context.newId(),
    hazardId: hazard.id,
    checkedOn,
    officerId: actorOf(context).officerId,
    evidence: parseText(input.evidence, { field: ['input', 'evidence'], max: 1000 }),
    photos: parsePhotos(input.photos, ['input', 'photos']),
  };
}

function isSame(former: HazardCheckRow, check: NewHazardCheck, outcome: HazardCheckRow['outcome']): boolean {
  return (
    former.outcome === outcome &&
    former.checkedOn === check.checkedOn &&
    former.evidence === check.evidence &&
    former.officerId === check.officerId
  );
}

/** Whoever comes after the hazard was closed is told by whom and when. */
function refuseTooLate(hazard: HazardRow, checks: readonly HazardCheckRow[]): void {
  if (hazard.state === 'OPEN') return;
  const closing = checks.find(({ outcome }) => outcome === 'RECTIFIED');
  const by = closing === undefined ? {} : explanationOf(closing);
  throw new DomainError('WRONG_STATE', { field: ['input', 'hazardId'], ...by });
}

function explanationOf({ officerName, checkedOn }: HazardCheckRow) {
  return {
    explanation: {
      zh: `${officerName}已于 ${checkedOn} 查验并关闭该隐患。`,
      en: `${officerName} found it put right on ${checkedOn} and closed it.`,
    },
    facts: { checkedOn, officerName },
  };
}

function refuseTooEarly({ checkedOn }: NewHazardCheck, { dueOn }: HazardRow): void {
  if (checkedOn > dueOn) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'checkedOn'],
    explanation: { zh: '整改期限尚未届满。', en: 'The term for putting it right has not ended.' },
    facts: { dueOn },
  });
}

/** The hazard's own record and those of its failed rectifications stop counting on the day it was found put right. */
async function close(unit: Unit, check: NewHazardCheck): Promise<void> {
  const closed = await unit.run(CLOSE_HAZARD, [JSON.stringify(check)]);
  if (closed.length === 0) {
    throw new DomainError('INVALID_DATE', {
      field: ['input', 'checkedOn'],
      explanation: { zh: '此后仍被查见未整改。', en: 'It was found not put right on a later day.' },
    });
  }
  await unit.run(END_RECORDS_OF_HAZARD, [check.hazardId, check.checkedOn]);
}

async function countFailure(
  context: Context,
  unit: Unit,
  hazard: HazardRow,
  check: NewHazardCheck,
): Promise<string | null> {
  const { checkedOn, evidence } = check;
  const { officeId, officeName } = actorOf(context);
  const { items, calendar, rules } = await runOne(unit, READ_VISIT_RULES, [
    [],
    officeId,
    hazard.houseId,
    checkedOn,
  ]);
  const item = items.find(({ code }) => code === hazard.itemCode);
  if (item === undefined) throw new Error(`Check item ${hazard.itemCode} is gone.`);
  const term = hazardTerm({
    from: checkedOn,
    term: { value: item.termValue, unit: item.termUnit },
    calendar,
    rules,
  });
  const { failureCount } = await runOne(unit, COUNT_FAILURE, [JSON.stringify(check), JSON.stringify(term)]);
  const record: NewRecord = {
    id: context.newId(),
    subjectId: hazard.houseId,
    type: FAILED_RECTIFICATION_RECORD,
    occurredOn: checkedOn,
    content: evidence,
    sourceKey: `failed rectification ${hazard.id} ${failureCount}`,
    hazardId: hazard.id,
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([record]), officeId, officeName]);
  const { houseId, id: hazardId } = hazard;
  return followFailure(context, unit, { houseId, hazardId, checkedOn, failureCount, rules });
}
