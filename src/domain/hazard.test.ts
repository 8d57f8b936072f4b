import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCalendar } from '../../seeds/reference-files.js';
import { addDays } from './civil-date.js';
import {
  afterFailure,
  type FailedLook,
  hazardTerm,
  judgeLook,
  type RectificationTerm,
  termEndedOn,
} from './hazard.js';
import { isWorkingDay } from './working-days.js';

const calendar = { years: readCalendar() };
const RULES = { REVISIT_AFTER: 1, REMIND_BEFORE: 2 };
const anyDay = fc.integer({ min: 0, max: 1_200 }).map((days) => addDays('2025-01-01', days));
const anyTerm = fc.record<RectificationTerm>({
  value: fc.integer({ min: 1, max: 30 }),
  unit: fc.constantFrom('DAY', 'WEEK', 'WORKING_DAY'),
});

describe('the term of a hazard', () => {
  it('is reminded of two working days before its end and looked at on the first working day after it', () => {
    const term = hazardTerm({ from: '2026-09-17', term: { value: 7, unit: 'DAY' }, calendar, rules: RULES });
    // The 24th is a Thursday before three holidays.
    expect(term).toEqual({
      dueOn: '2026-09-24',
      remindOn: '2026-09-22',
      revisitOn: '2026-09-28',
      provisional: false,
    });
  });

  it('of one day is reminded of on the day of the finding at the earliest', () => {
    const term = hazardTerm({ from: '2026-07-01', term: { value: 1, unit: 'DAY' }, calendar, rules: RULES });
    expect(term).toMatchObject({ dueOn: '2026-07-02', remindOn: '2026-07-01', revisitOn: '2026-07-03' });
  });

  it('is provisional where a year without a published calendar has been counted', () => {
    const from = (day: string) =>
      hazardTerm({ from: day, term: { value: 3, unit: 'DAY' }, calendar, rules: RULES }).provisional;
    expect([from('2026-12-27'), from('2026-12-28'), from('2026-12-30')]).toEqual([false, true, true]);
  });

  it('always ends after the finding, is looked at after it on a working day, and reminded of in between', () => {
    const anyRules = fc.record({
      REVISIT_AFTER: fc.integer({ min: 0, max: 10 }),
      REMIND_BEFORE: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(anyDay, anyTerm, anyRules, (from, term, rules) => {
        const { dueOn, remindOn, revisitOn } = hazardTerm({ from, term, calendar, rules });
        expect(from < dueOn && dueOn < revisitOn).toBe(true);
        expect(from <= remindOn && remindOn <= dueOn).toBe(true);
        expect(isWorkingDay(revisitOn, calendar)).toBe(true);
      }),
    );
  });
});

describe('a failed rectification', () => {
  const rules = { FAILURES_BEFORE_TRANSFER: 3, PRESS_VILLAGE_FROM: 1, PRESS_TOWN_FROM: 2 };

  it.each([
    [1, 1, { transfers: false, toldToPress: ['VILLAGE_COMMITTEE'] }],
    [2, 2, { transfers: false, toldToPress: ['VILLAGE_COMMITTEE', 'TOWN'] }],
    [3, 3, { transfers: true, toldToPress: ['VILLAGE_COMMITTEE', 'TOWN'] }],
    [1, 3, { transfers: true, toldToPress: ['VILLAGE_COMMITTEE'] }],
  ] as const)('number %i of the hazard and %i of the house', (ofHazard, untransferred, expected) => {
    expect(afterFailure({ ofHazard, untransferred }, rules)).toEqual(expected);
  });
});

describe('a look at which a hazard was not put right', () => {
  const TERM = 3;
  const FOUND = '2026-06-01';
  const DUE = addDays(FOUND, TERM);

  /** Looks as they come in, one after the other; the failures that are on record in the end, and the term that runs then. */
  function record(days: readonly string[]): { failures: string[]; dueOn: string } {
    let dueOn = DUE;
    const failures: FailedLook[] = [];
    for (const checkedOn of days) {
      const nextDueOn = addDays(checkedOn, TERM);
      if (judgeLook({ checkedOn, nextDueOn, dueOn, failures }) === 'WITHIN_TERM') continue;
      failures.push({ checkedOn, nextDueOn, dueOn: termEndedOn({ checkedOn, dueOn, failures }) });
      failures.sort((a, b) => (a.checkedOn < b.checkedOn ? -1 : 1));
      dueOn = dueOn > nextDueOn ? dueOn : nextDueOn;
    }
    return { failures: failures.map(({ checkedOn }) => checkedOn).sort(), dueOn };
  }

  it('is a failure after the term and nothing within it', () => {
    expect(record([DUE]).failures).toEqual([]);
    expect(record([addDays(DUE, 1)])).toEqual({ failures: ['2026-06-05'], dueOn: '2026-06-08' });
    expect(record(['2026-06-05', '2026-06-08', '2026-06-09']).failures).toEqual(['2026-06-05', '2026-06-09']);
  });

  it('counts the same when it comes in late', () => {
    expect(record(['2026-06-20', '2026-06-05'])).toEqual(record(['2026-06-05', '2026-06-20']));
  });

  it('counts once each day, and no two failures lie within one term, in whatever order they come in', () => {
    const days = fc.array(
      fc.integer({ min: 0, max: 40 }).map((day) => addDays(FOUND, day)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(days, (looks) => {
        const { failures, dueOn } = record(looks);
        for (const [at, day] of failures.entries()) {
          expect(day > (at === 0 ? DUE : addDays(failures[at - 1] ?? '', TERM))).toBe(true);
        }
        const last = failures.at(-1);
        expect(dueOn).toBe(last === undefined ? DUE : addDays(last, TERM));
      }),
    );
  });
});
