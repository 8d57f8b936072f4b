import { tellUntil } from '../../domain/approval-clock.js';
import { termOf } from '../../domain/approval-matter.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { addWorkingDays } from '../../domain/working-days.js';
import {
  type ApprovalItemRow,
  FIND_ITEM_IN_FORCE,
  READ_APPROVAL_SETTINGS,
} from '../../store/approval-items.js';
import { ADD_MATTER, FIND_APPLICANT } from '../../store/approval-matters.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { clockSettingsOf } from '../steps/clock-settings-of.js';

export interface ReceiveMatterInput extends ActInput {
  readonly itemCode: string;
  readonly creditCode: string;
  /** The office's own number of the application. */
  readonly number: string;
  readonly receivedOn: string;
}

/**
 * Takes an application in (收件). From the day of receipt the office has five working days to accept it or to tell, once, what is
 * missing. Whoever is barred after false material or fraud cannot apply for the item again before the bar ends.
 * Source: 行政许可法 art. 32, 78, 79 [L].
 */
export function receiveMatter(
  context: Context,
  input: ReceiveMatterInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'receiveMatter', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const receivedOn = readDay(context, input.receivedOn);
    const number = parseText(input.number, { field: ['input', 'number'], max: 200 });
    const item = await readItem(context, unit, input.itemCode, receivedOn);
    const subjectId = await readApplicant(unit, input, receivedOn);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [receivedOn]);
    const termDays = termOf(item.clock, settings.rules);
    const due = tellUntil(receivedOn, clockSettingsOf(settings));
    const [added] = await unit.run(ADD_MATTER, [
      context.newId(),
      officeId,
      item.id,
      subjectId,
      number,
      receivedOn,
      officerId,
      termDays,
      due.on,
      due.provisional,
      addWorkingDays(receivedOn, termDays, settings.calendar).on,
    ]);
    if (added === undefined) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'number'] });
    trail.subjectIds.add(subjectId);
    trail.matter = number;
    return { matterId: added.id };
  });
}

function readDay({ today }: Context, text: string): string {
  const field = ['input', 'receivedOn'];
  const receivedOn = parseCivilDate(text, field);
  if (receivedOn > today) throw new DomainError('DATE_IN_FUTURE', { field });
  return receivedOn;
}

/** An item of a field that is not the office's is not known to it. */
async function readItem(
  context: Context,
  unit: Unit,
  code: string,
  receivedOn: string,
): Promise<ApprovalItemRow> {
  const [item] = await unit.run(FIND_ITEM_IN_FORCE, [code, receivedOn]);
  if (item === undefined || !actorOf(context).approvalFields.includes(item.fieldCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'itemCode'] });
  return item;
}

async function readApplicant(unit: Unit, input: ReceiveMatterInput, receivedOn: string): Promise<string> {
  const field = ['input', 'creditCode'];
  const creditCode = parseCreditCode(input.creditCode, field);
  const [applicant] = await unit.run(FIND_APPLICANT, [creditCode, input.itemCode, receivedOn]);
  if (applicant === undefined) throw new DomainError('NOT_FOUND', { field });
  const { id, barredUntilOn } = applicant;
  if (barredUntilOn !== null) throw new DomainError('APPLICANT_BARRED', { field, facts: { barredUntilOn } });
  return id;
}
