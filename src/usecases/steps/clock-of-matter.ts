import { clockOf, type MatterClock } from '../../domain/approval-clock.js';
import type { CivilDate } from '../../domain/civil-date.js';
import type { ApprovalSettings } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { clockSettingsOf } from './clock-settings-of.js';

/** The clock of a matter on a day, by the terms in force. */
export function clockOfMatter(
  { decidedOn, ...course }: MatterRow,
  on: CivilDate,
  settings: ApprovalSettings,
): MatterClock {
  return clockOf({ ...course, endedOn: decidedOn }, on, clockSettingsOf(settings));
}
