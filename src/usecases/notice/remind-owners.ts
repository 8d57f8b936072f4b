import type { CivilDate } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import { REMIND_OWNERS } from '../../store/notices.js';

/** Every day: owners are reminded of terms that end soon (整改提醒). Doing it again reminds nobody twice. */
export async function remindOwners(door: Door, on: CivilDate): Promise<number> {
  return (await door.unattended((unit) => unit.run(REMIND_OWNERS, [on]))).length;
}
