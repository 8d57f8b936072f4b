import { type CivilDate, daysBetween } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';
import { actorOf, type Context, hasRole } from './context.js';

export interface CheckTime {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Code of an approval field; absent: all. */
  readonly field?: string | null | undefined;
}

/** Days from the first to the last: a leap year. */
const LONGEST_TIME_DAYS = 366;

/** Throws BAD_USER_INPUT for a time that is none, or too long. */
export function requireTime({ from, to }: CheckTime): void {
  if (from <= to && daysBetween(from, to) < LONGEST_TIME_DAYS) return;
  throw new DomainError('BAD_USER_INPUT', { field: ['to'], facts: { mostDays: LONGEST_TIME_DAYS } });
}

/**
 * Whose checks somebody counts: the credit office and oversight those of every office inside their jurisdiction, an approval office its own.
 * Binds: region codes, office or null.
 */
export function scopeOf(context: Context): [readonly string[], string | null] {
  const { regionCodes, officeId } = actorOf(context);
  return [regionCodes, hasRole(context, 'CREDIT_CLERK', 'AUDITOR') ? null : officeId];
}
