import { DomainError } from './refusal.js';

/** A day as people in China count it: `YYYY-MM-DD`, Asia/Shanghai, years 1900–2200. Strings compare in order of time. */
export type CivilDate = string;

/** A moment in UTC, as `2026-11-22T04:00:00.000Z`. */
export type Instant = string;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const DAY_MS = 86_400_000;

/**
 * China has kept one time zone without summer time since 1991, and no record here is timed before. A fixed offset
 * gives the same answer as Intl with the zone's name, some forty times faster.
 */
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;
const LAST_FORMATTABLE_MS = Date.UTC(9999, 11, 31);

/** True for a day that exists, written `YYYY-MM-DD` in ASCII digits, of the years 1900–2200. */
export function isCivilDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digitsOf(text, 0, 4);
  return (
    year >= FIRST_YEAR && year <= LAST_YEAR && dayExists(year, digitsOf(text, 5, 7), digitsOf(text, 8, 10))
  );
}

/** The date itself. Throws INVALID_DATE when `isCivilDate` says no. */
export function parseCivilDate(text: string, field?: readonly string[]): CivilDate {
  if (!isCivilDate(text)) throw new DomainError('INVALID_DATE', field ? { field } : {});
  return text;
}

/** The date of a year, month (1–12) and day, or null when that day does not exist or lies outside 1900–2200. */
export function civilDate(year: number, month: number, day: number): CivilDate | null {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR) || !dayExists(year, month, day)) return null;
  // Written out, because importing does this for every date of a file, and a Date object costs far more.
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The day `days` after (negative: before) `date`. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOf(midnightOf(date) + days * DAY_MS);
}

/** The same day `months` later; where that month is shorter, its last day: one month after 31 January is 28 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const monthsSinceYearZero = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(monthsSinceYearZero / 12);
  const month = monthsSinceYearZero - year * 12 + 1;
  return dateOf(Date.UTC(year, month - 1, Math.min(dayOfMonth(date), daysInMonth(year, month))));
}

/** Whole days from `from` to `to`; negative when `to` is the earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return (midnightOf(to) - midnightOf(from)) / DAY_MS;
}

/** The day in China at a moment: 2026-11-21T16:00:00Z is already 22 November. Throws RangeError for no moment at all. */
export function civilDateOf(instant: Date | Instant): CivilDate {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  return dateOf(ms + SHANGHAI_AHEAD_MS);
}

/** The time on Chinese clocks at a moment, to the second: `2026-07-01 12:00:00`. Throws RangeError for no moment at all. */
export function civilTimeOf(instant: Instant): string {
  const there = new Date(Date.parse(instant) + SHANGHAI_AHEAD_MS).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 19)}`;
}

/** For sorting: -1, 0 or 1. */
export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** 1 Monday … 7 Sunday, as ISO 8601 counts. */
export function weekdayOf(date: CivilDate): number {
  // 1970-01-01, day 0, was a Thursday.
  const daysSinceThursday = midnightOf(date) / DAY_MS;
  return ((((daysSinceThursday + 3) % 7) + 7) % 7) + 1;
}

export function yearOf(date: CivilDate): number {
  return digitsOf(date, 0, 4);
}

/** 1–12. */
export function monthOf(date: CivilDate): number {
  return digitsOf(date, 5, 7);
}

/** 1–31. */
export function dayOfMonth(date: CivilDate): number {
  return digitsOf(date, 8, 10);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function dayExists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function midnightOf(date: CivilDate): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, dayOfMonth(date));
}

function dateOf(ms: number): CivilDate {
  if (!(ms < LAST_FORMATTABLE_MS + DAY_MS))
    throw new RangeError('This is no moment that a date can be written for');
  return new Date(ms).toISOString().slice(0, 10);
}

/** The number that the ASCII digits of text[from, to) spell, or NaN when one of them is none (full-width ones are not). */
function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
