import type { Door } from '../../store/door.js';
import { FIND_OFFICER, type OfficerRow } from '../../store/officers.js';
import { type Actor, type Role, ROLES } from '../context.js';

/** The actor behind a token's subject; null for somebody who is not, or no longer, an active officer. */
export async function findActor(door: Door, officerId: string): Promise<Actor | null> {
  const [officer] = await door.for(null).run(FIND_OFFICER, [officerId]);
  return officer === undefined ? null : { ...officer, roles: officer.roles.filter(isRole) };
}

function isRole(role: OfficerRow['roles'][number]): role is Role {
  return Object.hasOwn(ROLES, role);
}
