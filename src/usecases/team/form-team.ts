import { DomainError } from '../../domain/refusal.js';
import { ADD_TEAM } from '../../store/teams.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { readTeam } from '../steps/read-team.js';

export interface FormTeamInput extends ActInput {
  readonly name: string;
  readonly capacityPerDay: number;
  readonly memberIds: readonly string[];
  readonly gridCodes?: readonly string[] | null | undefined;
}

/** Forms a team of the caller's station (检查组) that rounds can be planned for. */
export function formTeam(context: Context, input: FormTeamInput): Promise<Outcome<{ teamId: string }>> {
  return command(context, 'formTeam', input, async (unit) => {
    const { name, capacityPerDay, memberIds, gridCodes } = await readTeam(unit, input);
    const teamId = context.newId();
    const { officeId } = actorOf(context);
    const values = [teamId, officeId, name, capacityPerDay, gridCodes ?? [], memberIds];
    const added = await unit.run(ADD_TEAM, values);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'name'] });
    return { teamId };
  });
}
