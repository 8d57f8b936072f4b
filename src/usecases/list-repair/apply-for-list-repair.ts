import { parseCivilDate } from '../../domain/civil-date.js';
import { earliestRepair } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { ADD_REPAIR, type KeptEntry } from '../../store/list-entries.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockListEntry } from '../steps/lock-list-entry.js';
import { readCalendar } from '../steps/read-calendar.js';

export interface ApplyForListRepairInput extends ActInput {
  readonly entryId: string;
  readonly correctedOn: string;
  readonly evidence: string;
}

/**
 * Records an application to leave a list early (信用修复、提前移出申请), once the entry has lasted for the least months of the list, counted from the entry
 * or from the correction as the list has it. It must be decided in the working days of the list.
 * Source: minimum period, correction and duties done come before repair [S]; the months and days are data.
 */
export function applyForListRepair(
  context: Context,
  input: ApplyForListRepairInput,
): Promise<Outcome<{ repairId: string }>> {
  return command(context, 'applyForListRepair', input, async (unit, trail) => {
    const entry = await lockListEntry(context, unit, trail, input.entryId);
    const field = ['input', 'correctedOn'];
    const correctedOn = parseCivilDate(input.correctedOn, field);
    if (correctedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
    const workingDays = requireTime(context, entry, correctedOn);
    const evidence = parseToldText(input.evidence, { field: ['input', 'evidence'], max: 2000 });
    const due = addWorkingDays(context.today, workingDays, await readCalendar(unit));
    const { officeId, officerId } = actorOf(context);
    const repairId = context.newId();
    const added = await unit.run(ADD_REPAIR, [
      ...[repairId, entry.id, officeId, correctedOn, evidence, context.today, officerId],
      ...[due.on, due.provisional],
    ]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'entryId'] });
    return { repairId };
  });
}

/** In how many working days it must be decided; throws WRONG_STATE where there is no repair, or not yet. */
function requireTime(context: Context, entry: KeptEntry, correctedOn: string): number {
  const field = ['input', 'entryId'];
  const earliestOn = earliestRepair(entry.terms, entry.validFrom, correctedOn);
  const workingDays = entry.terms.decideRepairWorkingDays;
  if (earliestOn === null || workingDays === null) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: { zh: '该名单不适用信用修复。', en: 'There is no repair from this list here.' },
    });
  }
  if (context.today >= earliestOn) return workingDays;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: {
      zh: `尚未届满最短期限，${earliestOn} 起方可申请。`,
      en: `The least period is not over: repair can be applied for from ${earliestOn}.`,
    },
    facts: { earliestOn },
  });
}
