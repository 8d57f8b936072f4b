import { LIST_OWN_ENTERPRISES, type OwnEnterpriseRow } from '../../store/representatives.js';
import { actorOf, type Context } from '../context.js';

export type { OwnEnterpriseRow };

/** The enterprises that the caller represents today, at most 500. */
export async function listOwnEnterprises(context: Context): Promise<OwnEnterpriseRow[]> {
  const { personId } = actorOf(context);
  return personId === null ? [] : context.store.run(LIST_OWN_ENTERPRISES, [personId, context.today]);
}
