import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDrawStaff, type DrawStaff, diceDraw, mustAct } from '../support/draws.js';
import { actOnVisit, drawFrom, type Drawn, recordResult, arriveAt, tellOne } from '../support/visits.js';
import { type Caller, codesOf, makeWorld, TODAY, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
let first: Drawn;
beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
});
afterAll(() => world.close());

const WATCH = `query ($from: Date!, $to: Date!) { spotCheckFairness(from: $from, to: $to) {
  totals { draws objects visits seats replaced departures amendments voided redrawn resultsMissing }
  deviations { publicId observed expected probability enterprise { id } }
  pairs { oneCertificate otherCertificate observed expected probability }
  replacers { officeName officerName replaced departures share }
  oddities { kind drawId title on officerName reason } } }`;

async function watch(caller: Caller = 'auditor', from = TODAY, to = TODAY): Promise<any> {
  const { spotCheckFairness } = await world.data<any>(caller, WATCH, { from, to });
  return spotCheckFairness;
}

describe('The fairness watch', () => {
  test('sees nothing where nothing was drawn', async () => {
    expect(await watch()).toMatchObject({
      totals: { draws: 0, objects: 0 },
      deviations: [],
      pairs: [],
      oddities: [],
    });
  });

  test('holds how often an enterprise was drawn against its chances', async () => {
    // Of four enterprises of one class two are drawn each time; somebody is drawn more often than not in three draws.
    first = await drawFrom(world, '4001', { count: 4, staff });
    await drawFrom(world, '4001', { count: 0, staff });
    await drawFrom(world, '4001', { count: 0, staff });
    const { totals, deviations, pairs } = await watch();
    expect(totals).toMatchObject({ draws: 3, objects: 6, resultsMissing: 6 });
    const tails: Record<number, string> = { 2: '0.500000', 3: '0.125000' };
    expect(deviations.length).toBeGreaterThanOrEqual(1);
    for (const { observed, expected, probability } of deviations) {
      expect(expected).toBe('1.500000');
      expect(probability).toBe(tails[observed]);
    }
    // Three inspectors make three pairs, so six objects let expect two of each.
    for (const { observed, expected } of pairs) {
      expect(observed).toBeGreaterThan(1);
      expect(expected).toBe('2.000000');
    }
  });

  test('counts who is replaced by whom, and what departs from the usual course, with the reasons', async () => {
    const visit = await tellOne(world, first, 0);
    const [out] = visit.inspectors.map(({ certificateNumber }) => certificateNumber);
    await actOnVisit(world, 'regulator', 'replaceInspector', {
      ...{ visitId: visit.id, certificateNumber: out, reasonCode: 'ILLNESS' },
    });
    await arriveAt(world, first, 1);
    await recordResult(world, first, {}, 1);
    await world.data(
      'regulator',
      'mutation ($input: AmendSpotCheckResultInput!) { amendSpotCheckResult(input: $input) { userErrors { code } } }',
      {
        input: {
          ...{ idempotencyKey: world.key(), drawId: first.drawId, enterpriseId: first.enterprises[1] },
          ...{ resultCodes: ['CLOSED'], reason: '示例：看错' },
        },
      },
    );
    const { id } = await mustAct(world, 'regulator', 'prepareDraw', diceDraw(world, staff));
    await mustAct(world, 'regulator', 'voidDraw', { drawId: id, reason: '示例：骰子损坏' });
    const { totals, replacers, oddities } = await watch('regulator');
    expect(totals).toMatchObject({
      visits: 2,
      seats: 4,
      replaced: 1,
      departures: 0,
      amendments: 1,
      voided: 1,
    });
    expect(totals.resultsMissing).toBe(5);
    expect(replacers).toEqual([
      {
        ...{
          officeName: '示例机构 market',
          officerName: '示例监管员',
          replaced: 1,
          departures: 0,
          share: '0.250000',
        },
      },
    ]);
    expect(oddities.map(({ kind, reason }: any) => [kind, reason])).toEqual(
      expect.arrayContaining([
        ['AMENDMENT', '示例：看错'],
        ['VOID', '示例：骰子损坏'],
      ]),
    );
    expect(oddities).toHaveLength(2);
  });

  test('sees nothing of another jurisdiction, and only the time asked for', async () => {
    const elsewhere = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    expect((await watch(elsewhere)).totals).toMatchObject({ draws: 0, voided: 0, visits: 0 });
    expect((await watch('auditor', '2026-06-01', '2026-06-30')).totals.draws).toBe(0);
  });

  test.each([
    ['2026-07-02', '2026-07-01'],
    ['2020-01-01', '2026-07-01'],
  ])('refuses the time from %s to %s', async (from, to) => {
    expect(codesOf(await world.ask('auditor', WATCH, { from, to }))).toEqual(['BAD_USER_INPUT']);
  });
});
