import { addDays, type CivilDate, weekdayOf } from '../../src/domain/civil-date.js';
import { gridsOf } from './grids.js';
import type { StationPlan } from './size.js';
import type { World } from './world.js';

/** Houses that two officers can see in a day when they go from door to door in one lane. */
const capacityPerDay = 40;
const saturday = 6;
const daysBetweenDuties = 14;
const daysOfDuty = 28;

const numerals = ['一', '二', '三', '四', '五', '六'];

/** The teams of a station with the grids that they go to first, and the Saturdays on which it works: every other one. */
export function addTeams(
  { ids, rows, today }: World,
  station: { readonly id: string; readonly plan: StationPlan; readonly officerIds: readonly string[] },
): void {
  const { id: stationId, plan, officerIds } = station;
  if (plan.teams === 0) return;
  const grids = shared(gridsOf(plan), plan.teams);
  for (const [at, members] of shared(officerIds, plan.teams).entries()) {
    const id = ids.next();
    const name = `检查${numerals[at] ?? String(at + 1)}组`;
    rows.add('inspection_team', { id, stationId, name, capacityPerDay, gridCodes: grids[at] ?? [] });
    for (const officerId of members) rows.add('inspection_team_member', { teamId: id, officerId });
  }
  for (let on = nextSaturday(today); on < addDays(today, daysOfDuty); on = addDays(on, daysBetweenDuties))
    rows.add('duty_day', { officeId: stationId, dutyOn: on });
}

function nextSaturday(today: CivilDate): CivilDate {
  return addDays(today, (saturday - weekdayOf(today) + 7) % 7);
}

/** As many stretches of a list as there are teams, as long as each other or one longer. */
function shared<One>(list: readonly One[], teams: number): One[][] {
  return Array.from({ length: teams }, (_, at) =>
    list.slice(Math.floor((at * list.length) / teams), Math.floor(((at + 1) * list.length) / teams)),
  );
}
