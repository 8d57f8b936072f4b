import { DomainError } from '../../domain/refusal.js';
import { LOCK_ROUNDS } from '../../store/rounds.js';
import { CHANGE_TEAM, RELEASE_TEAM, SET_TEAM_MEMBERS } from '../../store/teams.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockTeam } from '../steps/lock-team.js';
import { readTeam, type TeamParts } from '../steps/read-team.js';

export interface ChangeTeamInput extends ActInput, TeamParts {
  readonly teamId: string;
  readonly active?: boolean | null | undefined;
}

/**
 * Changes a team of the caller's station: what is given replaces what there was. A team that goes out of service loses its rounds,
 * which wait to be planned anew, and its calendar address. All else takes effect when rounds are planned next.
 */
export function changeTeam(context: Context, input: ChangeTeamInput): Promise<Outcome<{ teamId: string }>> {
  return command(context, 'changeTeam', input, async (unit) => {
    // A planning under way must not send out a team that is just leaving.
    if (input.active === false) await unit.run(LOCK_ROUNDS, [unit.opener.officeId]);
    const team = await lockTeam(unit, input.teamId);
    const { name, capacityPerDay, memberIds, gridCodes } = await readTeam(unit, input);
    const active = input.active ?? null;
    const changed = await unit.run(CHANGE_TEAM, [team.id, name, capacityPerDay, gridCodes, active]);
    if (changed.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'name'] });
    if (memberIds !== null) await unit.run(SET_TEAM_MEMBERS, [team.id, memberIds]);
    if (team.active && active === false) await unit.run(RELEASE_TEAM, [team.id]);
    return { teamId: team.id };
  });
}
