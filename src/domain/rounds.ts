import { addDays, type CivilDate, daysBetween } from './civil-date.js';
import { spread, type Waiting } from './spread-visits.js';
import {
  compare,
  compareOnTheWay,
  cutIntoTeams,
  type RoundHouse,
  type RoundTeam,
  type TeamRoom,
} from './team-rounds.js';

export type { RoundHouse, RoundTeam } from './team-rounds.js';

export interface RoundFacts {
  /** The days to be planned, today first, and whether the office works on them. */
  readonly days: readonly { readonly on: CivilDate; readonly works: boolean }[];
  readonly teams: readonly RoundTeam[];
  readonly houses: readonly RoundHouse[];
  /** How many days of work before its deadline a visit may be made; 0: on the last one only. */
  readonly windowDays: number;
}

export const UNPLANNED_REASONS = ['NO_TEAM', 'NO_WORKING_DAY', 'NO_CAPACITY'] as const;
export type UnplannedReason = (typeof UNPLANNED_REASONS)[number];

export interface PlannedVisit {
  readonly house: RoundHouse;
  readonly teamId: string;
  readonly plannedOn: CivilDate;
  /** 1 and up: the walking order of the team on that day. */
  readonly place: number;
  /** True when the day lies after the due date. */
  readonly isLate: boolean;
}

export interface RoundPlan {
  readonly visits: readonly PlannedVisit[];
  readonly unplanned: readonly { readonly house: RoundHouse; readonly reason: UnplannedReason }[];
}

/**
 * Who goes where on which day (检查排班). Every house comes out exactly once, with a place or with the reason why it has none,
 * and the answer does not depend on the order in which houses and teams are given.
 *
 * Overdue houses come first, longest overdue first, as early as there is room. Each other house gets a day of its window: the
 * last day of work on or before its due date, or one of the `windowDays` days of work before that, but none before
 * `earliestVisit`. If all of them can be on time, they are; as many of them as possible are in any case, and the days are loaded
 * as evenly as the windows allow. What comes too late gets the first later day with room.
 * Source: interval by tier, Heshan urban villages [S]; the order of work is ours [D].
 */
export function planRounds({ days, teams, houses, windowDays }: RoundFacts): RoundPlan {
  const workdays = days.filter(({ works }) => works).map(({ on }) => on);
  const capacity = teams.reduce((sum, { capacityPerDay }) => sum + capacityPerDay, 0);
  if (capacity === 0) return without('NO_TEAM', houses);
  if (workdays.length === 0) return without('NO_WORKING_DAY', houses);
  const order = [...teams].sort((a, b) => compare(a.id, b.id));
  const startsToday = workdays[0] === days[0]?.on;
  const firstDay: TeamRoom[] = order.map((team) => ({
    team,
    room: startsToday ? roomToday(team) : team.capacityPerDay,
  }));
  const roomOfFirstDay = firstDay.reduce((sum, { room }) => sum + room, 0);
  const waiting = houses.map((house) => waitingOf(house, workdays, windowDays)).sort(compareWaiting);
  const { loads, left } = spread(waiting, {
    days: workdays.length,
    capacity,
    used: capacity - roomOfFirstDay,
  });
  const visits = workdays.flatMap((on, day) => {
    const rooms = day === 0 ? firstDay : order.map((team) => ({ team, room: team.capacityPerDay }));
    return visitsOf(on, cutIntoTeams(loads[day] ?? [], rooms));
  });
  return { visits, unplanned: left.map((house) => ({ house, reason: 'NO_CAPACITY' })) };
}

/**
 * The day before which nobody goes to a house, although a round would pass there; null: any day will do. A hazard is looked at again
 * when its term has ended and not before it. A visit is not repeated before half of the time until the next one has passed:
 * otherwise a house that is due every week could be visited on two days running, and four weeks would hold more visits than
 * the tiers ask for.
 * Source: a term that has not ended is not exceeded [L]; half of the interval [D].
 */
export function earliestVisit(
  house: Pick<RoundHouse, 'dueOn' | 'reason' | 'lastInspectedOn'>,
): CivilDate | null {
  const { dueOn, reason, lastInspectedOn } = house;
  if (reason === 'REVISIT') return dueOn;
  if (lastInspectedOn === null) return null;
  return addDays(lastInspectedOn, Math.ceil(daysBetween(lastInspectedOn, dueOn) / 2));
}

function without(reason: UnplannedReason, houses: readonly RoundHouse[]): RoundPlan {
  return { visits: [], unplanned: houses.map((house) => ({ house, reason })) };
}

function roomToday({ capacityPerDay, doneToday }: RoundTeam): number {
  return Math.max(0, capacityPerDay - doneToday);
}

function waitingOf(house: RoundHouse, workdays: readonly CivilDate[], windowDays: number): Waiting {
  const lastDay = workdays.findLastIndex((on) => on <= house.dueOn);
  const earliest = earliestVisit(house);
  const allowed = earliest === null ? 0 : workdays.findIndex((on) => on >= earliest);
  const firstDay = Math.max(0, lastDay - windowDays, allowed < 0 ? workdays.length : allowed);
  return { house, firstDay, lastDay };
}

function visitsOf(on: CivilDate, rounds: ReadonlyMap<string, readonly RoundHouse[]>): PlannedVisit[] {
  return [...rounds].flatMap(([teamId, houses]) =>
    [...houses]
      .sort((a, b) => Number(b.dueOn < on) - Number(a.dueOn < on) || compareOnTheWay(a, b))
      .map((house, index) => ({
        house,
        teamId,
        plannedOn: on,
        place: index + 1,
        isLate: house.dueOn < on,
      })),
  );
}

/** Earliest deadline first, then the longest due, then neighbours together. */
function compareWaiting(a: Waiting, b: Waiting): number {
  return a.lastDay - b.lastDay || compare(a.house.dueOn, b.house.dueOn) || compareOnTheWay(a.house, b.house);
}
