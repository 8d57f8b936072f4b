import type { ClockSettings } from '../../domain/approval-clock.js';
import type { ApprovalSettings } from '../../store/approval-items.js';

/** What the clock of an application needs of the terms in force. */
export function clockSettingsOf({ rules, calendar }: ApprovalSettings): ClockSettings {
  return { tellWithin: rules.TELL_WITHIN, dueSoonWithin: rules.DUE_SOON_WITHIN, calendar };
}
