import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { isWorkingDay } from '../../domain/working-days.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_DUTY_DAYS,
  LIST_DUTY_DAYS,
  LOCK_ROUNDS,
  READ_CALENDAR,
  REMOVE_DUTY_DAYS,
} from '../../store/rounds.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface SetDutyDaysInput extends ActInput {
  readonly days: readonly string[];
  /** True: the office works on them; false: it does not after all. */
  readonly onDuty: boolean;
}

const MOST_DAYS = 100;

/**
 * Says on which days that are no working days the office works (值班), such as on-call weekends. Visits that were planned on a day that
 * is taken back wait to be planned anew.
 */
export function setDutyDays(
  context: Context,
  input: SetDutyDaysInput,
): Promise<Outcome<{ dutyDays: string[] }>> {
  return command(context, 'setDutyDays', input, async (unit) => {
    const { officeId } = actorOf(context);
    const days = readDays(context, input.days);
    // Whoever plans meanwhile must not plan on a day that is being taken back.
    await unit.run(LOCK_ROUNDS, [officeId]);
    if (input.onDuty) {
      await refuseWorkingDays(unit, days);
      await unit.run(ADD_DUTY_DAYS, [officeId, days]);
    } else {
      await unit.run(REMOVE_DUTY_DAYS, [officeId, days]);
    }
    const dutyDays = await unit.run(LIST_DUTY_DAYS, [officeId, context.today]);
    return { dutyDays: dutyDays.map(({ on }) => on) };
  });
}

function readDays(context: Context, texts: readonly string[]): string[] {
  if (texts.length > MOST_DAYS)
    throw new DomainError('TOO_MANY_ITEMS', { field: ['input', 'days'], facts: { most: MOST_DAYS } });
  return texts.map((text, index) => {
    const field = ['input', 'days', String(index)];
    const day = parseCivilDate(text, field);
    if (day < context.today) throw new DomainError('DATE_IN_PAST', { field });
    return day;
  });
}

async function refuseWorkingDays(unit: Unit, days: readonly string[]): Promise<void> {
  const { calendar } = await runOne(unit, READ_CALENDAR, []);
  const index = days.findIndex((day) => isWorkingDay(day, calendar));
  if (index < 0) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'days', String(index)],
    explanation: { zh: '该日本为工作日。', en: 'That day is a working day anyway.' },
  });
}
