import { LIST_TEAMS, type TeamRow } from '../../store/teams.js';
import { actorOf, type Context } from '../context.js';

export type { TeamRow };

/** The teams of the caller's station, by name; those out of service only when asked for. */
export function listTeams(context: Context, withInactive: boolean): Promise<TeamRow[]> {
  return context.store.run(LIST_TEAMS, [actorOf(context).officeId, withInactive]);
}
