import { LIST_COLLEAGUES, type OfficerRow } from '../../store/officers.js';
import { actorOf, type Context } from '../context.js';

/** The active officers of the caller's own office. */
export function listColleagues(context: Context): Promise<OfficerRow[]> {
  return context.store.run(LIST_COLLEAGUES, [actorOf(context).officeId]);
}
