import type { Door } from '../../store/door.js';
import { LIST_OFFICERS, type OfficerRow } from '../../store/officers.js';

/** Every officer of the demo district, for the demo sign-in only. */
export function listDemoOfficers(door: Door): Promise<OfficerRow[]> {
  return door.for(null).run(LIST_OFFICERS, []);
}
