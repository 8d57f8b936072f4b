import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from './civil-date.js';
import {
  earliestVisit,
  planRounds,
  type RoundFacts,
  type RoundHouse,
  type RoundPlan,
  type RoundTeam,
} from './rounds.js';

/** A Wednesday. */
const TODAY = '2026-07-01';
const WEEKEND = 5;

const daysFrom = (today: string, count: number, works = (on: string) => weekdayOf(on) <= WEEKEND) =>
  Array.from({ length: count }, (_, at) => addDays(today, at)).map((on) => ({ on, works: works(on) }));
const team = (id: string, capacityPerDay: number, changes: Partial<RoundTeam> = {}): RoundTeam => ({
  id,
  capacityPerDay,
  gridCodes: [],
  doneToday: 0,
  ...changes,
});
const house = (id: string, dueOn: string, gridCode: string | null = null): RoundHouse => ({
  id,
  dueOn,
  gridCode,
  addressCode: `A-${id}`,
  reason: 'ROUTINE',
  lastInspectionId: null,
  lastInspectedOn: null,
});
const plan = (houses: readonly RoundHouse[], changes: Partial<RoundFacts> = {}): RoundPlan =>
  planRounds({ days: daysFrom(TODAY, 28), teams: [team('t1', 2)], windowDays: 5, houses, ...changes });
const told = ({ visits }: RoundPlan) =>
  visits.map(({ house: { id }, teamId, plannedOn, place }) => `${id} ${teamId} ${plannedOn} ${place}`);

describe('A round', () => {
  test('takes overdue houses first, the longest overdue on the earliest day', () => {
    const overdue = [house('c', '2026-06-30'), house('a', '2026-06-01'), house('b', '2026-06-10')];
    const { visits } = plan([...overdue, house('d', TODAY)], { teams: [team('t1', 1)] });
    expect(visits.map((visit) => [visit.house.id, visit.plannedOn, visit.isLate])).toEqual([
      ['a', '2026-07-01', true],
      ['b', '2026-07-02', true],
      ['c', '2026-07-03', true],
      ['d', '2026-07-06', true],
    ]);
  });

  test('goes on Friday to a house that is due on Sunday, and on Sunday where that is a duty day', () => {
    const sunday = '2026-07-05';
    const due = [house('a', sunday)];
    expect(told(plan(due, { windowDays: 0 }))).toEqual(['a t1 2026-07-03 1']);
    const days = daysFrom(TODAY, 28, (on) => on === sunday || weekdayOf(on) <= WEEKEND);
    expect(told(plan(due, { windowDays: 0, days }))).toEqual([`a t1 ${sunday} 1`]);
  });

  test('goes to no house earlier than its window opens', () => {
    const { visits } = plan([house('a', '2026-07-15')], { windowDays: 5 });
    // The five working days before the 15th reach back to the 8th, over a weekend.
    expect(visits[0]?.plannedOn).toBe('2026-07-08');
  });

  test('spreads what is due on one day evenly over the window', () => {
    const houses = Array.from({ length: 12 }, (_, at) => house(`h${at + 10}`, '2026-07-15'));
    const { visits } = plan(houses, { teams: [team('t1', 20)] });
    const perDay = new Map<string, number>();
    for (const { plannedOn } of visits) perDay.set(plannedOn, (perDay.get(plannedOn) ?? 0) + 1);
    expect([...perDay]).toEqual(
      ['2026-07-08', '2026-07-09', '2026-07-10', '2026-07-13', '2026-07-14', '2026-07-15'].map((on) => [
        on,
        2,
      ]),
    );
  });

  test('looks at a hazard again when its term has ended and not before, whatever the window', () => {
    const revisit: RoundHouse = { ...house('a', '2026-07-08'), reason: 'REVISIT' };
    const others = Array.from({ length: 6 }, (_, at) => house(`h${at}`, '2026-07-08'));
    const { visits } = plan([revisit, ...others], { teams: [team('t1', 5)] });
    expect(visits.find((one) => one.house.id === 'a')?.plannedOn).toBe('2026-07-08');
    // On a day off it waits for the next day of work, which is late but lawful.
    const sunday = plan([{ ...revisit, dueOn: '2026-07-05' }]);
    expect(sunday.visits).toMatchObject([{ plannedOn: '2026-07-06', isLate: true }]);
  });

  test('is not repeated before half of the time until the next visit has passed', () => {
    const weekly: RoundHouse = { ...house('a', '2026-07-08'), lastInspectedOn: '2026-07-01' };
    expect(earliestVisit(weekly)).toBe('2026-07-05');
    expect(plan([weekly]).visits[0]?.plannedOn).toBe('2026-07-06');
    const quarterly: RoundHouse = { ...house('b', '2026-07-08'), lastInspectedOn: '2026-04-08' };
    expect(plan([quarterly]).visits[0]?.plannedOn).toBe(TODAY);
  });

  test('gives each team its own grids first and the rest in stretches of neighbours', () => {
    const houses = [
      ...['1', '2'].map((id) => house(id, TODAY, 'G01')),
      ...['3', '4'].map((id) => house(id, TODAY, 'G02')),
      ...['5', '6'].map((id) => house(id, TODAY)),
    ];
    const teams = [team('t1', 4), team('t2', 4, { gridCodes: ['G01'] })];
    expect(told(plan(houses, { teams, windowDays: 0 }))).toEqual([
      '3 t1 2026-07-01 1',
      '4 t1 2026-07-01 2',
      '5 t1 2026-07-01 3',
      '1 t2 2026-07-01 1',
      '2 t2 2026-07-01 2',
      '6 t2 2026-07-01 3',
    ]);
  });

  test('walks to what is overdue before it follows the grids', () => {
    const houses = [house('a', TODAY, 'G01'), house('b', '2026-06-01', 'G09'), house('c', TODAY, 'G02')];
    expect(told(plan(houses, { teams: [team('t1', 5)] }))).toEqual([
      'b t1 2026-07-01 1',
      'a t1 2026-07-01 2',
      'c t1 2026-07-01 3',
    ]);
  });

  test('leaves room today for the visits that a team has made already', () => {
    const houses = [house('a', '2026-06-01'), house('b', '2026-06-02'), house('c', '2026-06-03')];
    const teams = [team('t1', 2, { doneToday: 1 })];
    expect(told(plan(houses, { teams }))).toEqual([
      'a t1 2026-07-01 1',
      'b t1 2026-07-02 1',
      'c t1 2026-07-02 2',
    ]);
  });

  test('says why a house has no place', () => {
    const houses = [house('a', TODAY), house('b', TODAY), house('c', TODAY)];
    const reasons = (changes: Partial<RoundFacts>) =>
      plan(houses, changes).unplanned.map(({ house: { id }, reason }) => `${id} ${reason}`);
    expect(reasons({ teams: [] })).toEqual(['a NO_TEAM', 'b NO_TEAM', 'c NO_TEAM']);
    expect(reasons({ days: daysFrom(TODAY, 28, () => false) })).toEqual(
      ['a', 'b', 'c'].map((id) => `${id} NO_WORKING_DAY`),
    );
    expect(reasons({ days: daysFrom(TODAY, 1), teams: [team('t1', 2)] })).toEqual(['c NO_CAPACITY']);
  });
});

const grid = fc.constantFrom(null, 'G01', 'G02', 'G03');
const facts: fc.Arbitrary<RoundFacts> = fc
  .record({
    works: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    teams: fc.array(
      fc.record({
        capacityPerDay: fc.integer({ min: 1, max: 4 }),
        gridCodes: fc.subarray(['G01', 'G02', 'G03']),
        doneToday: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 3 },
    ),
    houses: fc.array(
      fc.record({
        due: fc.integer({ min: -6, max: 11 }),
        gridCode: grid,
        reason: fc.constantFrom('ROUTINE' as const, 'ROUTINE' as const, 'REVISIT' as const),
        interval: fc.option(fc.integer({ min: 1, max: 14 })),
      }),
      { maxLength: 60 },
    ),
    windowDays: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ works, teams, houses, windowDays }) => ({
    days: works.map((isWorked, at) => ({ on: addDays(TODAY, at), works: isWorked })),
    teams: teams.map((one, at) => ({ ...one, id: `t${at}` })),
    houses: houses.map(({ due, gridCode, reason, interval }, at) => {
      const dueOn = addDays(TODAY, Math.min(due, works.length - 1));
      const last = interval === null ? null : addDays(dueOn, -interval);
      // Nobody was visited in a day to come.
      const lastInspectedOn = last === null || last > TODAY ? null : last;
      return { ...house(at.toString().padStart(2, '0'), dueOn, gridCode), reason, lastInspectedOn };
    }),
    windowDays,
  }));

const workdaysOf = ({ days }: RoundFacts) => days.filter(({ works }) => works).map(({ on }) => on);
const capacityOf = ({ teams }: RoundFacts) =>
  teams.reduce((sum, { capacityPerDay }) => sum + capacityPerDay, 0);
/** Room on each day of work, the visits already made taken off. */
const roomsOf = (given: RoundFacts) =>
  workdaysOf(given).map((on) =>
    on === given.days[0]?.on
      ? given.teams.reduce((sum, one) => sum + Math.max(0, one.capacityPerDay - one.doneToday), 0)
      : capacityOf(given),
  );

/** The days of work on which a house may be visited in time, as places among them; none where there is none. */
function windowOf({ days, windowDays }: RoundFacts, one: RoundHouse): number[] {
  const workdays = days.filter(({ works }) => works).map(({ on }) => on);
  const lastDay = workdays.filter((on) => on <= one.dueOn).length - 1;
  const earliest = earliestVisit(one) ?? '';
  return workdays.flatMap((on, at) =>
    at <= lastDay && at >= lastDay - windowDays && on >= earliest ? [at] : [],
  );
}

/** How many of those who have a day to be in time can be: the most of them that `rooms` hold, by trying every exchange. */
function mostInTime(given: RoundFacts, rooms: readonly number[]): number {
  const windows = given.houses.map((one) => windowOf(given, one));
  const guests: number[][] = rooms.map(() => []);
  const seat = (one: number, tried: Set<number>): boolean =>
    (windows[one] ?? []).some((day) => {
      if (tried.has(day)) return false;
      tried.add(day);
      const there = guests[day] ?? [];
      if (there.length < (rooms[day] ?? 0)) {
        there.push(one);
        return true;
      }
      const leaving = there.findIndex((other) => seat(other, tried));
      if (leaving < 0) return false;
      there[leaving] = one;
      return true;
    });
  return windows.filter((_, one) => seat(one, new Set())).length;
}

const couldBeInTime = (given: RoundFacts) =>
  given.houses.filter((one) => windowOf(given, one).length > 0).length;
const fits = (given: RoundFacts, rooms: readonly number[]) =>
  mostInTime(given, rooms) === couldBeInTime(given);

/** What the overdue leave of the rooms when they go first. */
function afterOverdue(given: RoundFacts): number[] {
  const [first = ''] = workdaysOf(given);
  let overdue = given.houses.filter(({ dueOn }) => dueOn < first).length;
  return roomsOf(given).map((room) => {
    const taken = Math.min(room, overdue);
    overdue -= taken;
    return room - taken;
  });
}

describe('Whatever is due, a plan', () => {
  test('names every house exactly once', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { visits, unplanned } = planRounds(given);
        const named = [...visits, ...unplanned].map((one) => one.house.id).sort();
        expect(named).toEqual(given.houses.map(({ id }) => id).sort());
      }),
    );
  });

  test('asks no team for more than it can do, and numbers its way from 1 without a gap', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const rounds = new Map<string, number[]>();
        for (const { teamId, plannedOn, place } of planRounds(given).visits) {
          const key = `${teamId} ${plannedOn}`;
          rounds.set(key, [...(rounds.get(key) ?? []), place]);
        }
        for (const [key, places] of rounds) {
          const [teamId, on] = key.split(' ');
          const found = given.teams.find(({ id }) => id === teamId);
          const done = on === TODAY ? (found?.doneToday ?? 0) : 0;
          expect(places.length).toBeLessThanOrEqual((found?.capacityPerDay ?? 0) - done);
          expect(places.sort((a, b) => a - b)).toEqual(places.map((_, at) => at + 1));
        }
      }),
    );
  });

  test('goes on days of work only, to nobody before his window, and calls late what is late', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const workdays = workdaysOf(given);
        for (const { house: one, plannedOn, isLate } of planRounds(given).visits) {
          expect(workdays).toContain(plannedOn);
          expect(isLate).toBe(plannedOn > one.dueOn);
          if (!isLate) expect(windowOf(given, one)).toContain(workdays.indexOf(plannedOn));
        }
      }),
    );
  });

  test('sees as many in time as can be behind the overdue: everybody, if some plan could', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const inTime = planRounds(given).visits.filter(({ isLate }) => !isLate).length;
        expect(inTime).toBe(mostInTime(given, afterOverdue(given)));
      }),
    );
  });

  test('sees the overdue on the first days that have room, the longest overdue first', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const [first = ''] = workdaysOf(given);
        const { visits } = planRounds(given);
        const overdue = visits
          .filter((one) => one.house.dueOn < first)
          .sort((a, b) => (a.plannedOn < b.plannedOn ? -1 : Number(a.plannedOn > b.plannedOn)));
        const days = roomsOf(given).flatMap((room, at) =>
          new Array<string>(room).fill(workdaysOf(given)[at] ?? ''),
        );
        expect(overdue.map(({ plannedOn }) => plannedOn)).toEqual(days.slice(0, overdue.length));
        const latest = new Map<string, string>();
        for (const one of overdue) {
          for (const [on, dueOn] of latest)
            if (on < one.plannedOn) expect(one.house.dueOn >= dueOn).toBe(true);
          const known = latest.get(one.plannedOn) ?? '';
          latest.set(one.plannedOn, one.house.dueOn > known ? one.house.dueOn : known);
        }
      }),
    );
  });

  test('makes its heaviest day as light as the windows allow', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const [first = ''] = workdaysOf(some);
        const given = {
          ...some,
          teams: some.teams.map((one) => ({ ...one, doneToday: 0 })),
          houses: some.houses.filter((one) => one.dueOn >= first && windowOf(some, one).length > 0),
        };
        fc.pre(
          given.houses.length > 0 && first !== '' && capacityOf(given) > 0 && fits(given, roomsOf(given)),
        );
        const loads = new Map<string, number>();
        for (const { plannedOn } of planRounds(given).visits)
          loads.set(plannedOn, (loads.get(plannedOn) ?? 0) + 1);
        let level = 1;
        while (
          !fits(
            given,
            workdaysOf(given).map(() => level),
          )
        )
          level += 1;
        expect(Math.max(...loads.values())).toBe(level);
      }),
    );
  });

  test('leaves no house on a day that is two visits heavier than another day of its window', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const [first = ''] = workdaysOf(given);
        const houses = given.houses.filter((one) => one.dueOn < first || windowOf(given, one).length > 0);
        const all = { ...given, houses };
        fc.pre(capacityOf(all) > 0 && first !== '' && fits(all, afterOverdue(all)));
        const capacity = capacityOf(all);
        const used = roomsOf(all).map((room) => capacity - room);
        const { visits } = planRounds(all);
        const loads = workdaysOf(all).map(
          (on, at) => (used[at] ?? 0) + visits.filter(({ plannedOn }) => plannedOn === on).length,
        );
        for (const { house: one, plannedOn } of visits) {
          const load = loads[workdaysOf(all).indexOf(plannedOn)] ?? 0;
          for (const day of windowOf(all, one)) expect(load - (loads[day] ?? 0)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('leaves nobody out while a later day has room', () => {
    fc.assert(
      fc.property(facts, (given) => {
        fc.pre(capacityOf(given) > 0 && workdaysOf(given).length > 0);
        const { visits, unplanned } = planRounds(given);
        const workdays = workdaysOf(given);
        const free = roomsOf(given).map(
          (room, at) => room - visits.filter(({ plannedOn }) => plannedOn === workdays[at]).length,
        );
        for (const { house: one } of unplanned) {
          const earliest = one.dueOn < TODAY ? '' : (earliestVisit(one) ?? '');
          const later = free.filter((_, at) => {
            const on = workdays[at] ?? '';
            return on > one.dueOn && on >= earliest;
          });
          expect(later.filter((room) => room > 0)).toEqual([]);
        }
      }),
    );
  });

  test('is the same in whatever order houses and teams are given', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (given, chance) => {
        const shuffled = <One>(list: readonly One[]) =>
          list
            .map((one) => ({ one, at: chance.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const sorted = ({ visits, unplanned }: RoundPlan) => ({
          visits,
          unplanned: [...unplanned].sort((a, b) => (a.house.id < b.house.id ? -1 : 1)),
        });
        const other = { ...given, houses: shuffled(given.houses), teams: shuffled(given.teams) };
        expect(sorted(planRounds(other))).toEqual(sorted(planRounds(given)));
      }),
    );
  });
});
