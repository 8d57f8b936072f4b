import { addDays, addMonths, type CivilDate, type Instant } from '../../src/domain/civil-date.js';
import type { Random } from './random.js';
import { Ids } from './invented.js';
import { DistrictRows } from './rows.js';

/** How far back the files of a district reach. */
const monthsOfRecords = 24;

/** What every part of a district in the making shares. */
export interface World {
  readonly random: Random;
  readonly ids: Ids;
  readonly rows: DistrictRows;
  readonly today: CivilDate;
  /** The first day of the records. */
  readonly begin: CivilDate;
  /** Yesterday: today's work is still to be done. */
  readonly lastDay: CivilDate;
}

export function makeWorld(random: Random, today: CivilDate): World {
  const begin = addMonths(today, -monthsOfRecords);
  return {
    random,
    ids: new Ids(random.fork('ids'), begin),
    rows: new DistrictRows(),
    today,
    begin,
    lastDay: addDays(today, -1),
  };
}

/** When an office came to know of something: in the afternoon of that day, Shanghai time. */
export function recordedOn(on: CivilDate): Instant {
  return `${on}T09:00:00.000Z`;
}

export function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}

export function earlierOf(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other;
}
