import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { LOCK_TEAM } from '../../store/teams.js';

/** Locks a team of the actor's own office. One of another office is not found, exactly like one that does not exist. */
export async function lockTeam(unit: Unit, teamId: string) {
  const [team] = await unit.run(LOCK_TEAM, [teamId, unit.opener.officeId]);
  if (team === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'teamId'] });
  return team;
}
