import type { CivilDate } from './civil-date.js';
import { addInterval, type Interval } from './inspection-schedule.js';
import type { OfficeDay } from './office-days.js';

export interface ForecastFacts {
  /** The days ahead, today first. */
  readonly days: readonly OfficeDay[];
  /** Houses that all teams together can visit on a day of work. */
  readonly capacityPerDay: number;
  /** Houses that are due on a day and, after each visit, again one interval later; null: nobody knows when. */
  readonly due: readonly {
    readonly dueOn: CivilDate;
    readonly interval: Interval | null;
    readonly count: number;
  }[];
  readonly planned: ReadonlyMap<CivilDate, number>;
}

/** What one day holds, or several together. Visits each. */
export interface Workload {
  readonly capacity: number;
  readonly due: number;
  readonly planned: number;
  readonly expected: number;
}

export interface ForecastDay extends Workload, OfficeDay {}

export interface ForecastWeek extends Workload {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly overflow: number;
}

export interface InspectionForecast {
  /** Houses that were due before today. */
  readonly overdue: number;
  readonly days: readonly ForecastDay[];
  readonly weeks: readonly ForecastWeek[];
}

const DAYS_OF_WEEK = 7;

/**
 * What the days ahead will ask of a station. `expected` counts a house on each day on which it will be due if it is visited
 * whenever it is: a house of weekly interval four times in four weeks. What is overdue is expected today. `overflow` is what
 * will be left undone at the end of a week if everybody does all he can, what was left the week before included.
 * Source: intervals by tier, Heshan urban villages [S]; the forecast is ours [D].
 */
export function forecastInspections({
  days,
  capacityPerDay,
  due,
  planned,
}: ForecastFacts): InspectionForecast {
  const [today, last] = [days[0]?.on ?? '', days.at(-1)?.on ?? ''];
  const dueOnDay = new Map<CivilDate, number>();
  const expectedOn = new Map<CivilDate, number>();
  let overdue = 0;
  for (const { dueOn, interval, count } of due) {
    if (dueOn < today) overdue += count;
    else add(dueOnDay, dueOn, count);
    const first = dueOn < today ? today : dueOn;
    for (const on of visitDays(first, interval, last)) add(expectedOn, on, count);
  }
  const forecast = days.map((day) => ({
    ...day,
    capacity: day.kind === 'DAY_OFF' ? 0 : capacityPerDay,
    due: dueOnDay.get(day.on) ?? 0,
    planned: planned.get(day.on) ?? 0,
    expected: expectedOn.get(day.on) ?? 0,
  }));
  return { overdue, days: forecast, weeks: weeksOf(forecast) };
}

/** The days on which a house is due up to `last`, if it is visited on each of them. */
function visitDays(first: CivilDate, interval: Interval | null, last: CivilDate): CivilDate[] {
  const on: CivilDate[] = [];
  let next: CivilDate | null = first;
  while (next !== null && next <= last) {
    on.push(next);
    next = interval === null ? null : addInterval(next, interval);
  }
  return on;
}

function weeksOf(days: readonly ForecastDay[]): ForecastWeek[] {
  const weeks: ForecastWeek[] = [];
  let left = 0;
  for (let at = 0; at < days.length; at += DAYS_OF_WEEK) {
    const week = days.slice(at, at + DAYS_OF_WEEK);
    const [from, to] = [week[0]?.on ?? '', week.at(-1)?.on ?? ''];
    const sum = (of: (day: ForecastDay) => number) => week.reduce((total, day) => total + of(day), 0);
    const [capacity, expected] = [sum((day) => day.capacity), sum((day) => day.expected)];
    left = Math.max(0, left + expected - capacity);
    weeks.push({
      from,
      to,
      capacity,
      due: sum((day) => day.due),
      planned: sum((day) => day.planned),
      expected,
      overflow: left,
    });
  }
  return weeks;
}

function add(numbers: Map<CivilDate, number>, on: CivilDate, count: number): void {
  numbers.set(on, (numbers.get(on) ?? 0) + count);
}
