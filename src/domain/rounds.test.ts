import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from './civil-date.js';
import { planRounds, type RoundFacts, type RoundHouse, type RoundPlan, type RoundTeam } from './rounds.js';

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
    houses: fc.array(fc.record({ due: fc.integer({ min: -6, max: 11 }), gridCode: grid }), { maxLength: 60 }),
    windowDays: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ works, teams, houses, windowDays }) => ({
    days: works.map((isWorked, at) => ({ on: addDays(TODAY, at), works: isWorked })),
    teams: teams.map((one, at) => ({ ...one, id: `t${at}` })),
    houses: houses.map(({ due, gridCode }, at) =>
      house(at.toString().padStart(2, '0'), addDays(TODAY, Math.min(due, works.length - 1)), gridCode),
    ),
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

/** Whether everybody who can be on time could be: earliest deadline first into `rooms`, written as plainly as can be. */
function fits(given: RoundFacts, rooms: readonly number[]): boolean {
  const workdays = workdaysOf(given);
  const lastDays = given.houses
    .map(({ dueOn }) => workdays.filter((on) => on <= dueOn).length - 1)
    .filter((lastDay) => lastDay >= 0)
    .sort((a, b) => a - b);
  const free = [...rooms];
  return lastDays.every((lastDay) => {
    const day = free.findIndex((room, at) => room > 0 && at <= lastDay && at >= lastDay - given.windowDays);
    if (day >= 0) free[day] = (free[day] ?? 0) - 1;
    return day >= 0;
  });
}

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
        for (const {
          house: { dueOn },
          plannedOn,
          isLate,
        } of planRounds(given).visits) {
          expect(workdays).toContain(plannedOn);
          expect(isLate).toBe(plannedOn > dueOn);
          const lastDay = workdays.filter((on) => on <= dueOn).length - 1;
          expect(workdays.indexOf(plannedOn)).toBeGreaterThanOrEqual(
            Math.max(0, Math.min(lastDay - given.windowDays, workdays.length - 1)),
          );
        }
      }),
    );
  });

  test('makes nobody late whom it could have seen in time behind the overdue', () => {
    fc.assert(
      fc.property(facts, (given) => {
        fc.pre(capacityOf(given) > 0 && fits(given, afterOverdue(given)));
        const workdays = workdaysOf(given);
        const { visits, unplanned } = planRounds(given);
        const canBeInTime = ({ dueOn }: RoundHouse) => workdays.some((on) => on <= dueOn);
        expect(visits.filter((one) => one.isLate && canBeInTime(one.house))).toEqual([]);
        expect(unplanned.filter((one) => canBeInTime(one.house))).toEqual([]);
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
          houses: some.houses.filter(({ dueOn }) => dueOn >= first),
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

  test('leaves nobody out while a later day has room', () => {
    fc.assert(
      fc.property(facts, (given) => {
        fc.pre(capacityOf(given) > 0 && workdaysOf(given).length > 0);
        const { visits, unplanned } = planRounds(given);
        const workdays = workdaysOf(given);
        const free = roomsOf(given).map(
          (room, at) => room - visits.filter(({ plannedOn }) => plannedOn === workdays[at]).length,
        );
        for (const {
          house: { dueOn },
        } of unplanned) {
          const lastDay = workdays.filter((on) => on <= dueOn).length - 1;
          expect(free.slice(lastDay + 1).filter((room) => room > 0)).toEqual([]);
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
