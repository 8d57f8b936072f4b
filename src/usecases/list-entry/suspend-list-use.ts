import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { longestSuspension } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText, parseToldText } from '../../domain/text.js';
import {
  ADD_SUSPENSION,
  COUNT_SUSPENDED_DAYS,
  FIND_SUSPENSION,
  type KeptEntry,
} from '../../store/list-entries.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockListEntry } from '../steps/lock-list-entry.js';

export interface SuspendListUseInput extends ActInput {
  readonly entryId: string;
  readonly untilOn: string;
  readonly courtDocument: string;
  readonly reason: string;
}

/**
 * Suspends the use of an entry (暂停使用惩戒) on a court's document, no longer than the list allows with all
 * suspensions before: its measures rest from today and hold again by
 * themselves on the day after. It favours the subject and a court has decided it, so one officer is enough; ending it early takes another.
 * Source: suspension on commitment, credit and enforcement (H9), joint punishment after mediation (H2) [K]; the months are data.
 */
export function suspendListUse(
  context: Context,
  input: SuspendListUseInput,
): Promise<Outcome<{ entryId: string }>> {
  return command(context, 'suspendListUse', input, async (unit, trail) => {
    const entry = await lockListEntry(context, unit, trail, input.entryId);
    const { days } = await runOne(unit, COUNT_SUSPENDED_DAYS, [entry.id, context.today]);
    const untilOn = readUntil(context, { entry, daysBefore: days }, input.untilOn);
    const [former] = await unit.run(FIND_SUSPENSION, [entry.id, context.today]);
    if (former !== undefined || (entry.suspendedUntilOn ?? '') >= context.today) {
      throw new DomainError('WRONG_STATE', {
        field: ['input', 'entryId'],
        explanation: { zh: '惩戒已经暂停使用。', en: 'The use of the entry is suspended already.' },
      });
    }
    const { officerId, officeId } = actorOf(context);
    const court = parseText(input.courtDocument, { field: ['input', 'courtDocument'], max: 100 });
    const reason = parseToldText(input.reason, { field: ['input', 'reason'], max: 1000 });
    const id = context.newId();
    const values = [id, entry.id, context.today, untilOn, court, reason, officerId, officeId];
    await unit.run(ADD_SUSPENSION, values);
    return { entryId: entry.id };
  });
}

function readUntil(
  context: Context,
  { entry, daysBefore }: { readonly entry: KeptEntry; readonly daysBefore: number },
  given: string,
): CivilDate {
  const field = ['input', 'untilOn'];
  const untilOn = parseCivilDate(given, field);
  if (untilOn < context.today) throw new DomainError('DATE_IN_PAST', { field });
  const latestOn = longestSuspension(entry.terms, context.today, daysBefore);
  if (latestOn === null) {
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'entryId'],
      explanation: {
        zh: '该名单的惩戒不得暂停使用。',
        en: 'The use of entries on this list is never suspended.',
      },
    });
  }
  if (untilOn > latestOn) throw new DomainError('RULE_OUT_OF_BOUNDS', { field, facts: { latestOn } });
  return untilOn;
}
