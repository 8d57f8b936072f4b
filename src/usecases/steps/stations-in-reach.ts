import { LIST_STATIONS_WITHIN } from '../../store/regions.js';
import { actorOf, type Context, hasRole } from '../context.js';

/** The police stations whose work somebody sees: an officer of a station his own, oversight all of the jurisdiction. */
export async function stationsInReach(context: Context): Promise<string[]> {
  const { officeId, regionCodes } = actorOf(context);
  if (hasRole(context, 'STATION_OFFICER')) return [officeId];
  const stations = await context.store.run(LIST_STATIONS_WITHIN, [regionCodes]);
  return stations.map(({ id }) => id);
}
