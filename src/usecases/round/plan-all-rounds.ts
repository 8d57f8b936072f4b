import type { CivilDate } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import { LIST_STATIONS_WITH_TEAMS } from '../../store/rounds.js';
import { planStationRounds } from '../steps/plan-station-rounds.js';

/**
 * Plans the rounds of every station that has teams, each in a unit of work of its own, from what the night has made due. Doing it again
 * changes nothing. What fails at one station does not keep the others from their plan: the failures are thrown together at the end.
 */
export async function planAllRounds(door: Door, on: CivilDate, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const { stationId } of await door.for(null).run(LIST_STATIONS_WITH_TEAMS, [])) {
    signal.throwIfAborted();
    await door
      .unattended((unit) => planStationRounds(unit, stationId, on))
      .catch((error: unknown) => failures.push(error));
  }
  signal.throwIfAborted();
  if (failures.length > 0) throw new AggregateError(failures, 'Rounds of some stations were not planned.');
}
