import { addDays, type CivilDate } from '../../domain/civil-date.js';
import { officeDays } from '../../domain/office-days.js';
import { planRounds, type RoundPlan } from '../../domain/rounds.js';
import {
  LOCK_ROUNDS,
  READ_DUE_HOUSES,
  READ_ROUND_FACTS,
  SAVE_ROUNDS,
  type SavedRound,
} from '../../store/rounds.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { ROUND_DAYS } from '../round-days.js';

/** What came of a planning. */
export interface PlannedRounds {
  readonly planned: number;
  /** Of the planned: those whose day lies after their due date. */
  readonly late: number;
  readonly unplanned: number;
  readonly lastOn: CivilDate;
  /** True when the days run into a year whose calendar is not published. */
  readonly isProvisional: boolean;
}

/**
 * Plans the rounds of a station for the next 28 days, anew from what is due, in one look and one stroke. Two plannings of one station
 * follow each other; an act on one of its houses waits for the stroke alone.
 */
export async function planStationRounds(
  unit: Queryable,
  stationId: string,
  on: CivilDate,
): Promise<PlannedRounds> {
  await unit.run(LOCK_ROUNDS, [stationId]);
  const lastOn = addDays(on, ROUND_DAYS - 1);
  const facts = await runOne(unit, READ_ROUND_FACTS, [stationId, on, lastOn]);
  const houses = await unit.run(READ_DUE_HOUSES, [stationId, lastOn]);
  const days = officeDays(on, ROUND_DAYS, facts);
  const plan = planRounds({
    days: days.map((day) => ({ on: day.on, works: day.kind !== 'DAY_OFF' })),
    teams: facts.teams,
    houses,
    windowDays: facts.rules.ROUND_WINDOW,
  });
  await unit.run(SAVE_ROUNDS, [stationId, JSON.stringify(savedRounds(plan))]);
  return {
    planned: plan.visits.length,
    late: plan.visits.filter(({ isLate }) => isLate).length,
    unplanned: plan.unplanned.length,
    lastOn,
    isProvisional: days.some((day) => day.isProvisional),
  };
}

function savedRounds({ visits, unplanned }: RoundPlan): SavedRound[] {
  return [
    ...visits.map(({ house, teamId, plannedOn, place }) => ({
      houseId: house.id,
      dueOn: house.dueOn,
      lastInspectionId: house.lastInspectionId,
      teamId,
      plannedOn,
      place,
      reason: null,
    })),
    ...unplanned.map(({ house, reason }) => ({
      houseId: house.id,
      dueOn: house.dueOn,
      lastInspectionId: house.lastInspectionId,
      teamId: null,
      plannedOn: null,
      place: null,
      reason,
    })),
  ];
}
