import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockOf, type ClockSettings, type MatterCourse } from './approval-clock.js';
import { addDays } from './civil-date.js';
import { isWorkingDay, type WorkCalendar } from './working-days.js';

const calendar = JSON.parse(
  readFileSync(new URL('../../seeds/calendar.json', import.meta.url), 'utf8'),
) as WorkCalendar;
const settings: ClockSettings = { tellWithin: 5, dueSoonWithin: 3, calendar };

/** Received on a Wednesday; in July 2026 only weekends are free. */
const course = (changes: Partial<MatterCourse> = {}): MatterCourse => ({
  receivedOn: '2026-07-01',
  acceptedOn: '2026-07-01',
  stops: [],
  termDays: 20,
  extensionDays: 0,
  endedOn: null,
  ...changes,
});

describe('the clock of an application', () => {
  it('counts working days after acceptance and ends on the last of the term', () => {
    expect(clockOf(course(), '2026-07-08', settings)).toEqual({
      startsOn: '2026-07-01',
      isDeemedAccepted: false,
      elapsedDays: 5,
      stoppedDays: 0,
      usedDays: 5,
      totalDays: 20,
      remainingDays: 15,
      dueOn: '2026-07-29',
      provisional: false,
      state: 'ON_TIME',
    });
  });

  it('runs from the day of acceptance, while what elapsed is counted from receipt', () => {
    const clock = clockOf(course({ acceptedOn: '2026-07-06' }), '2026-07-08', settings);
    expect(clock).toMatchObject({ elapsedDays: 5, usedDays: 2, dueOn: '2026-08-03' });
  });

  it('stands still while papers are missing, and goes on when they are there', () => {
    const asked = { from: '2026-07-03', to: null };
    const waiting = clockOf(course({ acceptedOn: null, stops: [asked] }), '2026-08-31', settings);
    expect(waiting).toMatchObject({ elapsedDays: 2, stoppedDays: 41, dueOn: null, state: 'STOPPED' });
    const again = { from: '2026-07-10', to: '2026-07-17' };
    const later = clockOf(course({ stops: [again] }), '2026-07-20', settings);
    expect(later).toMatchObject({ elapsedDays: 8, stoppedDays: 5, dueOn: '2026-08-05', state: 'ON_TIME' });
  });

  it('takes a matter for accepted on receipt when nobody told within five working days what is missing', () => {
    const open = course({ acceptedOn: null });
    expect(clockOf(open, '2026-07-08', settings).isDeemedAccepted).toBe(false);
    expect(clockOf(open, '2026-07-09', settings)).toMatchObject({
      isDeemedAccepted: true,
      startsOn: '2026-07-01',
      usedDays: 6,
    });
    const asked = course({ acceptedOn: null, stops: [{ from: '2026-07-08', to: null }] });
    expect(clockOf(asked, '2026-07-31', settings).isDeemedAccepted).toBe(false);
  });

  it('is due soon three working days before its end, and overdue the day after it', () => {
    const states = ['2026-07-23', '2026-07-24', '2026-07-29', '2026-07-30'].map(
      (on) => clockOf(course(), on, settings).state,
    );
    expect(states).toEqual(['ON_TIME', 'DUE_SOON', 'DUE_SOON', 'OVERDUE']);
  });

  it('is late on a Saturday after its last Friday, although no more working day has passed', () => {
    const ended = course({ termDays: 7, endedOn: '2026-07-11' });
    expect(clockOf(ended, '2026-12-31', settings)).toMatchObject({
      usedDays: 7,
      remainingDays: 0,
      dueOn: '2026-07-10',
      state: 'OVERDUE',
    });
  });

  it('stands for good at the decision and tells what was saved', () => {
    const ended = course({ endedOn: '2026-07-15' });
    expect(clockOf(ended, '2026-12-31', settings)).toMatchObject({ usedDays: 10, remainingDays: 10 });
  });

  it('ends with a decision that does not wait for missing papers', () => {
    const stops = [{ from: '2026-07-03', to: null }];
    const ended = course({ acceptedOn: null, stops, endedOn: '2026-07-31' });
    expect(clockOf(ended, '2026-12-31', settings)).toMatchObject({
      elapsedDays: 2,
      stoppedDays: 20,
      state: 'ON_TIME',
    });
  });

  it('is longer by an extension', () => {
    expect(clockOf(course({ extensionDays: 10 }), '2026-07-30', settings)).toMatchObject({
      totalDays: 30,
      dueOn: '2026-08-12',
      state: 'ON_TIME',
    });
  });

  it('is provisional as soon as it runs into a year without a published calendar', () => {
    const late = course({ receivedOn: '2026-12-20', acceptedOn: '2026-12-20' });
    expect(clockOf(late, '2026-12-21', settings).provisional).toBe(true);
    expect(clockOf(course(), '2026-07-02', settings).provisional).toBe(false);
  });

  it('divides all working days since receipt into elapsed and stopped ones, and never counts below zero', () => {
    const day = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(
        day,
        day,
        day,
        fc.array(fc.tuple(day, day), { maxLength: 3 }),
        (start, ran, taken, spans) => {
          const receivedOn = addDays('2026-01-01', start);
          const on = addDays(receivedOn, ran);
          const stops = spans.map(([from, length]) => ({
            from: addDays(receivedOn, from),
            to: addDays(receivedOn, from + length),
          }));
          const acceptedOn = addDays(receivedOn, Math.min(taken, ran));
          const clock = clockOf(course({ receivedOn, acceptedOn, stops }), on, settings);
          let all = 0;
          for (let at = addDays(receivedOn, 1); at <= on; at = addDays(at, 1))
            if (isWorkingDay(at, calendar)) all += 1;
          expect(clock.elapsedDays + clock.stoppedDays).toBe(all);
          expect(clock.usedDays).toBeLessThanOrEqual(clock.elapsedDays);
          expect(Math.min(clock.elapsedDays, clock.stoppedDays, clock.usedDays)).toBeGreaterThanOrEqual(0);
          expect(clock.remainingDays).toBe(Math.max(0, 20 - clock.usedDays));
        },
      ),
    );
  });

  it('has used up exactly its term on the day on which it is due, whatever stopped it', () => {
    const day = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(day, day, day, fc.integer({ min: 0, max: 15 }), (start, from, length, extensionDays) => {
        const receivedOn = addDays('2026-01-01', start);
        const stop = { from: addDays(receivedOn, from), to: addDays(receivedOn, from + length) };
        const matter = course({ receivedOn, acceptedOn: receivedOn, stops: [stop], extensionDays });
        const { dueOn } = clockOf(matter, receivedOn, settings);
        const atTheEnd = clockOf(matter, dueOn ?? '', settings);
        expect([atTheEnd.usedDays, atTheEnd.remainingDays]).toEqual([20 + extensionDays, 0]);
        expect(atTheEnd.state).toBe('DUE_SOON');
        expect(clockOf(matter, addDays(dueOn ?? '', 1), settings).state).toBe('OVERDUE');
      }),
    );
  });
});
