import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/refusal.js';
import { ISSUE_FEED, REVOKE_FEED } from '../../store/calendar-feeds.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockTeam } from '../steps/lock-team.js';

export interface IssueCalendarFeedInput extends ActInput {
  readonly teamId: string;
}

export interface IssuedFeed {
  readonly teamId: string;
  /** Shown once and kept nowhere: null when the act is answered again. */
  readonly token: string | null;
}

/**
 * Makes the address at which phones read the rounds of a team (日历订阅). Whoever knows it may read it without signing in, so it is 32 bytes of
 * chance; the one that the team had before ends. The token is no part of the act's result, which is kept under its key: only the SHA-256 is.
 */
export async function issueCalendarFeed(
  context: Context,
  input: IssueCalendarFeedInput,
): Promise<Outcome<IssuedFeed>> {
  const token = Buffer.from(context.newSeed(), 'hex').toString('base64url');
  const { result, ...outcome } = await command(context, 'issueCalendarFeed', input, async (unit) => {
    const team = await lockTeam(unit, input.teamId);
    if (!team.active) throw new DomainError('WRONG_STATE', { field: ['input', 'teamId'] });
    await unit.run(REVOKE_FEED, [team.id]);
    const hash = createHash('sha256').update(token).digest();
    await unit.run(ISSUE_FEED, [context.newId(), team.id, hash, actorOf(context).officerId]);
    return { teamId: team.id };
  });
  const shown = outcome.replayed ? null : token;
  return { ...outcome, result: result === null ? null : { ...result, token: shown } };
}
