import type { CivilDate, Instant } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';

/** The two times of a question: when something held, and when we knew of it. */
export interface Moment {
  /** Null: today. */
  readonly validAt: CivilDate | null;
  /** Null: now. */
  readonly knownAt: Instant | null;
}

export const NOW: Moment = { validAt: null, knownAt: null };

/** The binds of a moment: its day, and everything that was known by then. */
export function momentValues(today: CivilDate, { validAt, knownAt }: Moment): [CivilDate, string] {
  return [validAt ?? today, knownAt === null ? 'infinity' : throughItsMillisecond(knownAt)];
}

/**
 * Instants leave in milliseconds, and PostgreSQL counts in microseconds: what is asked for as of the moment at which something
 * was said to be recorded must find it.
 */
export function throughItsMillisecond(instant: Instant): string {
  return instant.replace(/Z$/, '999Z');
}

/** What has not come yet cannot be answered; a moment of knowledge to come is as good as now. Throws DATE_IN_FUTURE. */
export function requirePast(today: CivilDate, { validAt }: Moment): void {
  if (validAt !== null && validAt > today) throw new DomainError('DATE_IN_FUTURE', { field: ['validAt'] });
}

/** Before anything was known of something there is no answer, and an empty one would be false. Throws NOTHING_KNOWN. */
export function requireKnown(firstKnownAt: Instant | null, { knownAt }: Moment): void {
  if (knownAt === null || (firstKnownAt !== null && firstKnownAt <= knownAt)) return;
  const facts = firstKnownAt === null ? {} : { facts: { firstKnownAt } };
  throw new DomainError('NOTHING_KNOWN', { field: ['knownAt'], ...facts });
}
