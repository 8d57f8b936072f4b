import { FAILED_RECTIFICATION_RECORD, hazardTerm, judgeLook, termEndedOn } from '../../domain/hazard.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { type Photo, parsePhotos } from '../../domain/photo.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { addWorkingDays } from '../../domain/working-days.js';
import type { Unit } from '../../store/door.js';
import {
  CLOSE_HAZARD,
  COUNT_FAILURE,
  FIND_HAZARDS,
  type HazardCheckRow,
  type HazardRow,
  LIST_HAZARD_CHECKS,
  type NewHazardCheck,
  NOTE_LOOK,
} from '../../store/hazards.js';
import { ADD_RECORDS, END_RECORDS_OF_HAZARD, type NewRecord } from '../../store/records.js';
import { runOne } from '../../store/statement.js';
import { READ_VISIT_RULES } from '../../store/visit-rules.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type Failure, followFailure } from '../steps/follow-failure.js';
import { lockHouse } from '../steps/lock-house.js';
import { noteConductOfPeople } from '../steps/note-conduct-of-people.js';
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
 * has to press or to punish is told in the same transaction. The same look sent again is answered and counts once. A look within the
 * term is taken in where somebody has asked for it, and counts for nothing.
 */
export function recordRectification(
  context: Context,
  input: RecordRectificationInput,
): Promise<Outcome<RecordedRectification>> {
  return command(context, 'recordRectification', input, async (unit, trail) => {
    const { houseId } = await findHazard(context, unit, input.hazardId);
    const house = await lockHouse(context, unit, houseId, ['input', 'hazardId']);
    // Read again now that nobody else can change it: another officer may have come first.
    const hazard = await findHazard(context, unit, input.hazardId);
    const check = readCheck(context, input, hazard);
    const checks = await unit.run(LIST_HAZARD_CHECKS, [[hazard.id]]);
    const repeated = checks.some((former) => isSame(former, check, input.outcome));
    const cause = `recordRectification ${hazard.id}`;
    const on = context.today;
    if (!repeated) refuseTooLate(hazard, checks);
    if (!repeated && input.outcome === 'RECTIFIED') await close(unit, check);
    const isFailing = !repeated && input.outcome === 'NOT_RECTIFIED';
    const failure = isFailing ? await countFailure(context, unit, { hazard, check, checks }) : null;
    const effect = await refreshHouse(unit, trail, house, { on, cause });
    const transferId = failure === null ? null : await followFailure(context, unit, failure);
    if (failure !== null)
      await noteConductOfPeople(unit, trail, { houseIds: [house.id], on, cause, newId: context.newId });
    return { ...effect, hazardId: hazard.id, transferId, repeated };
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
    evidence: parseToldText(input.evidence, { field: ['input', 'evidence'], max: 1000 }),
    photos: parsePhotos(input.photos, ['input', 'photos']),
  };
}

/** What was not put right is on record as a failure or as a look within the term. */
function isSame(
  former: HazardCheckRow,
  check: NewHazardCheck,
  outcome: RecordRectificationInput['outcome'],
): boolean {
  return (
    (former.outcome === 'RECTIFIED') === (outcome === 'RECTIFIED') &&
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

interface LookAt {
  readonly hazard: HazardRow;
  readonly check: NewHazardCheck;
  readonly checks: readonly HazardCheckRow[];
}

/** Counts a failure and begins a new term; null for a look within the term, which somebody has asked for. */
async function countFailure(
  context: Context,
  unit: Unit,
  { hazard, check, checks }: LookAt,
): Promise<Failure | null> {
  const { checkedOn, evidence } = check;
  const { officeId, officeName } = actorOf(context);
  const { items, calendar, rules } = await readRules(unit, hazard, { officeId, checkedOn });
  const item = items.find(({ code }) => code === hazard.itemCode);
  if (item === undefined) throw new Error(`Check item ${hazard.itemCode} is gone.`);
  const term = { value: item.termValue, unit: item.termUnit };
  const termFrom = (from: string) => hazardTerm({ from, term, calendar, rules });
  const next = termFrom(checkedOn);
  const { dueOn } = hazard;
  const failures = checks
    .filter(({ outcome }) => outcome === 'NOT_RECTIFIED')
    .map((failure) => ({ ...failure, nextDueOn: termFrom(failure.checkedOn).dueOn }));
  if (judgeLook({ checkedOn, nextDueOn: next.dueOn, dueOn, failures }) === 'WITHIN_TERM') {
    if (hazard.revisitOn > dueOn) refuseTooEarly(hazard);
    const { on } = addWorkingDays(dueOn, Math.max(1, rules.REVISIT_AFTER), calendar);
    await runOne(unit, NOTE_LOOK, [JSON.stringify(check), on]);
    return null;
  }
  const endedOn = termEndedOn({ checkedOn, dueOn, failures });
  const values = [JSON.stringify(check), JSON.stringify(next), endedOn];
  const { failureCount } = await runOne(unit, COUNT_FAILURE, values);
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
  return { houseId, hazardId, checkedOn, recordId: record.id, failureCount, rules };
}

async function readRules(
  unit: Unit,
  { houseId }: HazardRow,
  { officeId, checkedOn }: { readonly officeId: string; readonly checkedOn: string },
) {
  const { rules, ...rest } = await runOne(unit, READ_VISIT_RULES, [[], officeId, houseId, checkedOn]);
  if (rules === null) throw new DomainError('INVALID_DATE', { field: ['input', 'checkedOn'] });
  return { ...rest, rules };
}

function refuseTooEarly({ dueOn }: HazardRow): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'checkedOn'],
    explanation: {
      zh: '当日整改期限尚未届满，或者该期限内已有复查记录。',
      en: 'The term for putting it right had not ended on that day, or a look after it is on record already.',
    },
    facts: { dueOn },
  });
}
