import { addDays, addMonths, type CivilDate, monthOf, yearOf } from './civil-date.js';
import type { RatedRecord } from './rating.js';
import { nextSettlement } from './settlement.js';
import type { ExpectedData, Standard } from './standard.js';

/**
 * The last day on which a rating holds without being looked at again: the day before the next settlement, or the last day of the
 * present term of so many months, counted on from the day of the grade, whichever is first; null: until something happens.
 * Each term is renewed by the rating of that day, so a grade that nothing speaks against goes on.
 */
export function validUntil(
  { settlement = 'AT_ONCE', validMonths }: Pick<Standard, 'settlement' | 'validMonths'>,
  sinceOn: CivilDate,
  on: CivilDate,
): CivilDate | null {
  const next = nextSettlement(settlement, on);
  const settled = next === null ? null : addDays(next, -1);
  const limited = validMonths === undefined ? null : endOfTerm(sinceOn, validMonths, on);
  if (settled === null || limited === null) return settled ?? limited;
  return settled < limited ? settled : limited;
}

function endOfTerm(sinceOn: CivilDate, months: number, on: CivilDate): CivilDate {
  const monthsPast = (yearOf(on) - yearOf(sinceOn)) * 12 + monthOf(on) - monthOf(sinceOn);
  const terms = Math.max(1, Math.floor(monthsPast / months));
  const ends = [terms, terms + 1].map((count) => addDays(addMonths(sinceOn, count * months), -1));
  return ends.find((end) => end >= on) ?? addDays(addMonths(sinceOn, (terms + 2) * months), -1);
}

/** How complete the data of a file are (数据完整度): what a complete one has, and what of it this one lacks. */
export interface Completeness {
  readonly expected: number;
  readonly missing: readonly ExpectedData[];
}

/** Null where the standard does not say what a complete file has. Ended records count: somebody has looked. */
export function completenessOf(
  { expects = [] }: Pick<Standard, 'expects'>,
  records: readonly RatedRecord[],
  on: CivilDate,
): Completeness | null {
  if (expects.length === 0) return null;
  const known = new Set(
    records.filter(({ withdrawn, occurredOn }) => !withdrawn && occurredOn <= on).map(({ type }) => type),
  );
  const missing = expects.filter(({ recordTypes }) => !recordTypes.some((type) => known.has(type)));
  return { expected: expects.length, missing };
}
