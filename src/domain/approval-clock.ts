import { addDays, type CivilDate } from './civil-date.js';
import {
  addWorkingDays,
  isPublished,
  isWorkingDay,
  type WorkCalendar,
  type WorkingDayDeadline,
} from './working-days.js';

/**
 * Procedures whose time is not counted; the applicant is told in writing how long they take.
 * Source: 行政许可法 art. 45: 听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审 [L].
 */
export const PROCEDURES = [
  'HEARING',
  'TENDER',
  'AUCTION',
  'INSPECTION',
  'TESTING',
  'QUARANTINE',
  'APPRAISAL',
  'EXPERT_REVIEW',
] as const;
export type Procedure = (typeof PROCEDURES)[number];

export const STOP_CAUSES = ['PAPERS_ASKED_FOR', 'COMMITMENT_WITHDRAWN', ...PROCEDURES] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

/** The clock stands still on every day after `from`, through `to`; null: it still does. */
export interface Stop {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
}

/** What has happened to an application so far. */
export interface MatterCourse {
  readonly receivedOn: CivilDate;
  /** Null while it is not accepted. */
  readonly acceptedOn: CivilDate | null;
  readonly stops: readonly Stop[];
  /** The statutory term and its one extension, in working days. */
  readonly termDays: number;
  readonly extensionDays: number;
  /** The day of the decision, on which the clock stands for good; null: it runs. */
  readonly endedOn: CivilDate | null;
}

export interface ClockSettings {
  /** Working days within which missing papers are told. */
  readonly tellWithin: number;
  /** With so many working days left a term ends soon. */
  readonly dueSoonWithin: number;
  readonly calendar: WorkCalendar;
}

export const CLOCK_STATES = ['ON_TIME', 'DUE_SOON', 'OVERDUE', 'STOPPED'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface MatterClock {
  /** From here the statutory term is counted; the day itself is not. */
  readonly startsOn: CivilDate;
  /** Nobody accepted it or told in time what is missing, so it counts as accepted on the day of receipt. */
  readonly isDeemedAccepted: boolean;
  /** Working days since receipt: those on which the clock ran, and those on which it stood still. */
  readonly elapsedDays: number;
  readonly stoppedDays: number;
  /** Of the elapsed ones, those of the statutory term. */
  readonly usedDays: number;
  /** The term with its extension. */
  readonly totalDays: number;
  /** Working days left of it; what was saved, once decided. */
  readonly remainingDays: number;
  /** The last day for the decision; null while the clock stands still. */
  readonly dueOn: CivilDate | null;
  /** True when a holiday that is not published yet may move any of this. */
  readonly provisional: boolean;
  readonly state: ClockState;
}

/**
 * The statutory clock of an application on the day `on`, in working days.
 *
 * Missing papers are told once within `tellWithin`; whoever does not tell has accepted on the day of receipt. The term runs from
 * acceptance, stands still on the days on which papers are missing or a procedure takes its time, and is extended once. What is counted since receipt falls
 * into elapsed and stopped days without remainder.
 * Source: 行政许可法 art. 32, 42, 45, 82 (working days) [L]; that papers missing again after acceptance stop the clock [K].
 */
export function clockOf(given: MatterCourse, on: CivilDate, settings: ClockSettings): MatterClock {
  const { receivedOn, endedOn } = given;
  const end = endedOn ?? on;
  // With the matter every stop ends, too.
  const stops = given.stops.map(({ from, to }) => ({ from, to: to ?? endedOn }));
  const course = { ...given, stops };
  const isDeemedAccepted = countsAsAccepted(course, end, settings);
  const startsOn = course.acceptedOn ?? receivedOn;
  const count = countDays(course, startsOn, end, settings.calendar);
  const totalDays = course.termDays + course.extensionDays;
  const isStopped = endedOn === null && stops.some(({ to }) => to === null);
  const due = isStopped ? null : dueAfter(startsOn, totalDays, stops, settings.calendar);
  const remainingDays = Math.max(0, totalDays - count.used);
  return {
    startsOn,
    isDeemedAccepted,
    elapsedDays: count.elapsed,
    stoppedDays: count.stopped,
    usedDays: count.used,
    totalDays,
    remainingDays,
    dueOn: due?.on ?? null,
    provisional: count.provisional || (due?.provisional ?? false),
    state: stateOf({ dueOn: due?.on ?? null, end, isEnded: endedOn !== null, remainingDays }, settings),
  };
}

/**
 * The last day on which missing papers can still be told (一次性告知), not counting the day of receipt. After it the matter is
 * accepted by law. Source: 行政许可法 art. 32 [L].
 */
export function tellUntil(
  receivedOn: CivilDate,
  { tellWithin, calendar }: ClockSettings,
): WorkingDayDeadline {
  return addWorkingDays(receivedOn, tellWithin, calendar);
}

function countsAsAccepted(
  { acceptedOn, receivedOn, stops }: MatterCourse,
  end: CivilDate,
  settings: ClockSettings,
): boolean {
  if (acceptedOn !== null) return false;
  const lastDay = tellUntil(receivedOn, settings).on;
  return end > lastDay && !stops.some(({ from }) => from <= lastDay);
}

interface Count {
  readonly elapsed: number;
  readonly stopped: number;
  readonly used: number;
  readonly provisional: boolean;
}

function countDays(course: MatterCourse, startsOn: CivilDate, end: CivilDate, calendar: WorkCalendar): Count {
  let [elapsed, stopped, used] = [0, 0, 0];
  let provisional = !isPublished(course.receivedOn, calendar);
  for (let day = addDays(course.receivedOn, 1); day <= end; day = addDays(day, 1)) {
    provisional ||= !isPublished(day, calendar);
    if (!isWorkingDay(day, calendar)) continue;
    if (isStoppedOn(day, course.stops)) stopped += 1;
    else {
      elapsed += 1;
      if (day > startsOn) used += 1;
    }
  }
  return { elapsed, stopped, used, provisional };
}

/** The last of `days` working days after `from` on which the clock runs; every stop has ended. */
function dueAfter(from: CivilDate, days: number, stops: readonly Stop[], calendar: WorkCalendar) {
  let on = from;
  let provisional = !isPublished(on, calendar);
  for (let left = days; left > 0;) {
    on = addDays(on, 1);
    provisional ||= !isPublished(on, calendar);
    if (isWorkingDay(on, calendar) && !isStoppedOn(on, stops)) left -= 1;
  }
  return { on, provisional };
}

function isStoppedOn(day: CivilDate, stops: readonly Stop[]): boolean {
  return stops.some(({ from, to }) => from < day && (to === null || day <= to));
}

function stateOf(
  {
    dueOn,
    end,
    isEnded,
    remainingDays,
  }: { dueOn: CivilDate | null; end: CivilDate; isEnded: boolean; remainingDays: number },
  { dueSoonWithin }: ClockSettings,
): ClockState {
  if (dueOn === null) return 'STOPPED';
  if (end > dueOn) return 'OVERDUE';
  return !isEnded && remainingDays <= dueSoonWithin ? 'DUE_SOON' : 'ON_TIME';
}
