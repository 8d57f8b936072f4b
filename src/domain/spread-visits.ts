import { loadOfToday, type OpenVisits } from './level-load.js';
import type { RoundHouse } from './team-rounds.js';

/** A house with its window, in days of work from 0 on. */
export interface Waiting {
  readonly house: RoundHouse;
  readonly firstDay: number;
  /** -1 when the last day on or before the due date has passed; before `firstDay` when no day would be right. */
  readonly lastDay: number;
}

export interface Frame {
  readonly days: number;
  /** Visits of one day, at most. */
  readonly capacity: number;
  /** How many visits of the first day are made already. */
  readonly used: number;
}

export interface Spread {
  /** The houses of each day of work. */
  readonly loads: readonly (readonly RoundHouse[])[];
  /** Those for whom no day had room. */
  readonly left: readonly RoundHouse[];
}

/** Gives each house its day. `waiting` is in the order in which houses are served: earliest deadline first. */
export function spread(waiting: readonly Waiting[], frame: Frame): Spread {
  const { days, capacity, used } = frame;
  const overdue = waiting.filter(({ lastDay }) => lastDay < 0);
  const early = overdue.slice(0, days * capacity - used);
  const loads: RoundHouse[][] = Array.from({ length: days }, () => []);
  for (const [rank, { house }] of early.entries()) loads[Math.floor((used + rank) / capacity)]?.push(house);
  const taken = loads.map((houses, day) => houses.length + (day === 0 ? used : 0));
  const { fitting, late } = fitIn(waiting.slice(overdue.length), taken, capacity);
  for (const [day, houses] of levelled(fitting, taken).entries()) loads[day]?.push(...houses);
  const left = overdue.slice(early.length).map(({ house }) => house);
  for (const { house, firstDay, lastDay } of late) {
    const day = loads.findIndex(
      (houses, at) => at > lastDay && at >= firstDay && houses.length + (at === 0 ? used : 0) < capacity,
    );
    if (day < 0) left.push(house);
    else loads[day]?.push(house);
  }
  return { loads, left };
}

/**
 * Which houses can be on time beside the visits that days hold already: day by day those with the earliest deadline, which leaves
 * as few as possible out.
 */
function fitIn(timely: readonly Waiting[], taken: readonly number[], capacity: number) {
  const queue = new Queue(timely, taken.length);
  const fitting = taken.flatMap((count, day) => queue.take(day, capacity - count));
  const served = new Set(fitting);
  return { fitting, late: timely.filter((one) => !served.has(one)) };
}

/** The houses of each day, all of which can be on time, so that the days are as even as can be. */
function levelled(fitting: readonly Waiting[], taken: readonly number[]): RoundHouse[][] {
  const queue = new Queue(fitting, taken.length);
  return taken.map((count, day) => {
    const load = loadOfToday([...queue.windowsFrom(day), ...fixedFrom(taken, day)], taken.length - day);
    return queue.take(day, Math.max(0, load - count)).map(({ house }) => house);
  });
}

/** What days hold already, as visits that can be made on that day only. */
function fixedFrom(taken: readonly number[], day: number): OpenVisits[] {
  return taken.slice(day).map((count, at) => ({ opens: at, due: at, count }));
}

/** Houses that wait to be served, earliest deadline first. */
class Queue {
  /** By first day, then by last day, in the order of service. */
  readonly #windows: Waiting[][][];

  constructor(waiting: readonly Waiting[], days: number) {
    this.#windows = Array.from({ length: days }, () => Array.from({ length: days }, () => []));
    for (const one of waiting) this.#windows[one.firstDay]?.[one.lastDay]?.push(one);
  }

  /** Serves up to `count` houses whose window is open on `day`; they wait no more. */
  take(day: number, count: number): Waiting[] {
    const served: Waiting[] = [];
    for (let due = day; due < this.#windows.length; due++) {
      for (const opened of this.#windows.slice(0, Math.min(day, due) + 1)) {
        if (served.length >= count) return served;
        served.push(...(opened[due]?.splice(0, count - served.length) ?? []));
      }
    }
    return served;
  }

  /** The windows of those who wait, as they look on `day`: what was open before is open today. */
  windowsFrom(day: number): OpenVisits[] {
    return this.#windows.flatMap((opened, opens) =>
      opened.flatMap((houses, due) =>
        houses.length === 0 || due < day
          ? []
          : [{ opens: Math.max(0, opens - day), due: due - day, count: houses.length }],
      ),
    );
  }
}
