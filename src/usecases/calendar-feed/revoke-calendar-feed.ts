import { DomainError } from '../../domain/refusal.js';
import { REVOKE_FEED } from '../../store/calendar-feeds.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockTeam } from '../steps/lock-team.js';

export interface RevokeCalendarFeedInput extends ActInput {
  readonly teamId: string;
}

/** Ends the calendar address of a team at once; to whoever still asks there it has never been. */
export function revokeCalendarFeed(
  context: Context,
  input: RevokeCalendarFeedInput,
): Promise<Outcome<{ teamId: string }>> {
  return command(context, 'revokeCalendarFeed', input, async (unit) => {
    const team = await lockTeam(unit, input.teamId);
    const revoked = await unit.run(REVOKE_FEED, [team.id]);
    if (revoked.length === 0) throw new DomainError('WRONG_STATE', { field: ['input', 'teamId'] });
    return { teamId: team.id };
  });
}
