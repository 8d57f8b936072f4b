import type { CivilDate } from './civil-date.js';
import { levelLoad } from './level-load.js';
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
 * last day of work on or before its due date, or one of the `windowDays` days of work before that. If all of them can be on
 * time, they are; as many of them as possible are in any case, and the days are loaded as evenly as the windows allow. What
 * comes too late gets the first later day with room.
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
  const waiting = houses.map((house) => waitingOf(house, workdays)).sort(compareWaiting);
  const { loads, left } = spread(waiting, {
    days: workdays.length,
    capacity,
    used: capacity - roomOfFirstDay,
    windowDays,
  });
  const visits = workdays.flatMap((on, day) => {
    const rooms = day === 0 ? firstDay : order.map((team) => ({ team, room: team.capacityPerDay }));
    return visitsOf(on, cutIntoTeams(loads[day] ?? [], rooms));
  });
  return { visits, unplanned: left.map((house) => ({ house, reason: 'NO_CAPACITY' })) };
}

function without(reason: UnplannedReason, houses: readonly RoundHouse[]): RoundPlan {
  return { visits: [], unplanned: houses.map((house) => ({ house, reason })) };
}

function roomToday({ capacityPerDay, doneToday }: RoundTeam): number {
  return Math.max(0, capacityPerDay - doneToday);
}

interface Waiting {
  readonly house: RoundHouse;
  /** Place among the days of work of the last one on or before the due date; -1 when that day has passed. */
  readonly lastDay: number;
}

function waitingOf(house: RoundHouse, workdays: readonly CivilDate[]): Waiting {
  return { house, lastDay: workdays.findLastIndex((on) => on <= house.dueOn) };
}

interface Frame {
  readonly days: number;
  readonly capacity: number;
  /** How many visits of the first day are made already. */
  readonly used: number;
  readonly windowDays: number;
}

interface Spread {
  /** The houses of each day of work. */
  readonly loads: readonly (readonly RoundHouse[])[];
  /** Those for whom no day had room. */
  readonly left: readonly RoundHouse[];
}

/** Gives each house its day. `waiting` is in the order in which houses are served. */
function spread(waiting: readonly Waiting[], frame: Frame): Spread {
  const { days, capacity, used } = frame;
  const overdue = waiting.filter(({ lastDay }) => lastDay < 0);
  const early = overdue.slice(0, days * capacity - used);
  const timely = fitIn(waiting.slice(overdue.length), used + early.length, frame);
  const served = [...early, ...timely.fitting];
  const loads = levelLoad({ ...bounds(served, early.length, frame), capacity });
  const houses: RoundHouse[][] = [];
  let next = -used;
  for (const load of loads) {
    houses.push(served.slice(Math.max(0, next), Math.max(0, next + load)).map(({ house }) => house));
    next += load;
  }
  const left: RoundHouse[] = overdue.slice(early.length).map(({ house }) => house);
  const room = loads.map((load) => capacity - load);
  for (const { house, lastDay } of timely.late) {
    const day = room.findIndex((free, index) => index > lastDay && free > 0);
    if (day < 0) left.push(house);
    houses[day]?.push(house);
    room[day] = (room[day] ?? 0) - 1;
  }
  return { loads: houses, left };
}

/**
 * Which houses can be on time behind the `before` visits that go first: day by day those with the earliest deadline, which
 * leaves as few as possible out. Windows that open earlier also close earlier, so one pass in order of deadlines is enough.
 */
function fitIn(timely: readonly Waiting[], before: number, { days, capacity, windowDays }: Frame) {
  const [fitting, late]: [Waiting[], Waiting[]] = [[], []];
  let next = 0;
  for (let day = 0; day < days; day++) {
    let room = capacity - Math.min(capacity, Math.max(0, before - day * capacity));
    for (; next < timely.length; next++) {
      const one = timely[next];
      if (one === undefined || one.lastDay - windowDays > day) break;
      const isLate = one.lastDay < day;
      if (!isLate && room === 0) break;
      (isLate ? late : fitting).push(one);
      if (!isLate) room -= 1;
    }
  }
  return { fitting, late: [...late, ...timely.slice(next)] };
}

/** What may and what must be done by the end of each day: the visits made already, the overdue in their order, the timely. */
function bounds(served: readonly Waiting[], early: number, { days, capacity, used, windowDays }: Frame) {
  const [open, due] = [new Array<number>(days).fill(0), new Array<number>(days).fill(0)];
  const add = (numbers: number[], day: number, count: number) => {
    numbers[day] = (numbers[day] ?? 0) + count;
  };
  add(open, 0, used);
  add(due, 0, used);
  for (const [rank, { lastDay }] of served.entries()) {
    const isEarly = rank < early;
    add(open, isEarly ? 0 : Math.max(0, lastDay - windowDays), 1);
    add(due, isEarly ? Math.floor((used + rank) / capacity) : lastDay, 1);
  }
  return { open: summed(open), due: summed(due) };
}

function summed(numbers: readonly number[]): number[] {
  let sum = 0;
  return numbers.map((number) => (sum += number));
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
