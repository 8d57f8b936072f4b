import type { CivilDate } from '../../domain/civil-date.js';
import { correctionReminder } from '../../domain/visit-notice.js';
import { ADD_REMINDERS, LIST_CORRECTIONS_TO_REMIND } from '../../store/corrections.js';
import type { Door } from '../../store/door.js';

interface Reminding {
  readonly door: Door;
  readonly on: CivilDate;
  newId(): string;
}

/** How many times a thousand orders are looked at in one night; the rest has its turn the night after. */
const MOST_ROUNDS = 100;

/** Every day: whoever was ordered to correct something is reminded of a term that ends soon. Doing it again reminds nobody twice. */
export async function remindOfCorrections({ door, on, newId }: Reminding): Promise<number> {
  let reminded = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const count = await door.unattended(async (unit) => {
      const orders = await unit.run(LIST_CORRECTIONS_TO_REMIND, [on]);
      const reminders = orders.map(({ visitId, dueOn, ...order }) => {
        const body = correctionReminder({ ...order, dueOn, noticedOn: on });
        return { id: newId(), visitId, dueOn, body };
      });
      if (reminders.length > 0) await unit.run(ADD_REMINDERS, [JSON.stringify(reminders), on]);
      return reminders.length;
    });
    if (count === 0) break;
    reminded += count;
  }
  return reminded;
}
