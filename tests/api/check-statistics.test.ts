import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { noteFeedbackDue } from '../../src/usecases/credit-check/note-feedback-due.js';
import { checkCredit, enterList, giveFeedback } from '../support/checks.js';
import { codesOf, makeWorld, type OfficerName, TODAY, type World } from '../support/world.js';

let world: World;

const FIELDS = `officeName field fieldLabel checks clear fastTrack caution restricted suspendedUse unknown granted grantedWithConditions
  refused withdrawn departures givenInTime givenLate overdue pending superseded feedbackRateBasisPoints`;
const QUERY = `query ($from: Date!, $to: Date!, $field: String) {
  creditCheckStatistics(from: $from, to: $to, field: $field) { ${FIELDS} } }`;

type Figures = Readonly<Record<string, string | number | null>>;

async function statistics(
  officer: OfficerName = 'approver',
  changes: { from?: string; to?: string; field?: string } = {},
): Promise<readonly Figures[]> {
  const { creditCheckStatistics } = await world.data<{ creditCheckStatistics: Figures[] }>(officer, QUERY, {
    from: TODAY,
    to: '2026-07-31',
    ...changes,
  });
  return creditCheckStatistics;
}

/** What the service does in the night at the beginning of a day. */
async function night(day: string): Promise<void> {
  world.today = day;
  const { door } = world.product.world;
  await noteFeedbackDue({ door, on: day, signal: new AbortController().signal });
}

/** Five checks of procurement on 1 July, one of subsidy on 2 July, and one of another office; looked at on 20 July. */
beforeAll(async () => {
  world = await makeWorld();
  const restricted = await world.enterprise();
  await enterList(world, restricted.id, 'JUDGMENT_DEFAULTER');
  const clear = await world.enterprise();
  const departing = await checkCredit(world, restricted.creditCode);
  await giveFeedback(world, departing, { reason: '示例：法院已同意' });
  const late = await checkCredit(world, clear.creditCode);
  const superseded = world.key();
  await checkCredit(world, clear.creditCode, { matter: superseded });
  await checkCredit(world, clear.creditCode, { matter: superseded });
  await checkCredit(world, world.creditCode());
  await checkCredit(world, clear.creditCode, { officer: 'otherApprover' });
  await night('2026-07-02');
  await checkCredit(world, clear.creditCode, { field: 'SUBSIDY' });
  await night('2026-07-16');
  await giveFeedback(world, late, { decision: 'WITHDRAWN' });
  world.today = '2026-07-16';
});
afterAll(() => world.close());

describe('The statistics of credit checks', () => {
  test('count verdicts, decisions, departures and feedback by approval field', async () => {
    expect(await statistics()).toEqual([
      {
        officeName: '示例机构 approval',
        field: 'PROCUREMENT',
        fieldLabel: expect.any(String),
        checks: 5,
        clear: 3,
        fastTrack: 0,
        caution: 0,
        restricted: 1,
        suspendedUse: 0,
        unknown: 1,
        granted: 1,
        grantedWithConditions: 0,
        refused: 0,
        withdrawn: 1,
        departures: 1,
        givenInTime: 1,
        givenLate: 1,
        overdue: 2,
        pending: 0,
        superseded: 1,
        feedbackRateBasisPoints: 5_000,
      },
      expect.objectContaining({
        field: 'SUBSIDY',
        checks: 1,
        pending: 1,
        overdue: 0,
        feedbackRateBasisPoints: 0,
      }),
    ]);
  });

  test('count only checks of the days and the field asked for', async () => {
    expect(await statistics('approver', { field: 'SUBSIDY' })).toMatchObject([{ checks: 1 }]);
    expect(await statistics('approver', { from: '2026-07-02' })).toMatchObject([{ field: 'SUBSIDY' }]);
    expect(await statistics('approver', { to: TODAY })).toMatchObject([{ field: 'PROCUREMENT', checks: 5 }]);
    expect(await statistics('approver', { from: '2026-07-03' })).toEqual([]);
    expect(await statistics('approver', { from: '2025-07-01', to: TODAY })).toMatchObject([{ checks: 5 }]);
  });

  test.each(['clerk', 'auditor'] as const)(
    'show the %s every office inside the jurisdiction',
    async (who) => {
      const offices = (await statistics(who)).map(({ officeName }) => officeName);
      expect(new Set(offices)).toEqual(new Set(['示例机构 approval', '示例机构 other-approval']));
    },
  );

  test('show nothing of offices that reach beyond the jurisdiction', async () => {
    await world.owner.query(
      `update office set region_codes = '{440784,371082}' where code = 'other-approval'`,
    );
    const offices = (await statistics('auditor')).map(({ officeName }) => officeName);
    await world.owner.query(`update office set region_codes = '{440784}' where code = 'other-approval'`);
    expect(new Set(offices)).toEqual(new Set(['示例机构 approval']));
  });

  test('show an approval office its own checks only, and other roles nothing', async () => {
    const own = (await statistics('otherApprover')).map(({ officeName }) => officeName);
    expect(own).toEqual(['示例机构 other-approval']);
    expect(codesOf(await world.ask('regulator', QUERY, { from: TODAY, to: TODAY }))).toEqual(['FORBIDDEN']);
  });

  test.each([
    ['ends before it begins', '2026-07-01', '2026-06-30'],
    ['is longer than a leap year', '2025-06-30', '2026-07-01'],
  ])('are refused for a time that %s', async (_what, from, to) => {
    expect(codesOf(await world.ask('approver', QUERY, { from, to }))).toEqual(['BAD_USER_INPUT']);
  });

  test('come with the departures and their reasons', async () => {
    const { creditCheckDepartures } = await world.data<{
      creditCheckDepartures: { totalCount: number; nodes: Figures[] };
    }>(
      'clerk',
      `{ creditCheckDepartures(from: "2026-07-01", to: "2026-07-31", first: 10) {
           totalCount nodes { officeName field verdict decision reason } } }`,
    );
    expect(creditCheckDepartures).toEqual({
      totalCount: 1,
      nodes: [
        {
          officeName: '示例机构 approval',
          field: 'PROCUREMENT',
          verdict: 'RESTRICTED',
          decision: 'GRANTED',
          reason: '示例：法院已同意',
        },
      ],
    });
  });

  test('come as a file, too, for the same roles', async () => {
    const get = (officer: OfficerName | null, query = '?from=2026-07-01&to=2026-07-31') =>
      supertest(world.address)
        .get(`/credit-checks/statistics.csv${query}`)
        .set({
          'accept-language': 'zh',
          ...(officer === null ? {} : { authorization: `Bearer ${world.tokenOf(officer)}` }),
        });
    const { text, headers } = await get('approver');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, procurement, subsidy] = text.trim().split('\r\n');
    expect(head).toMatch(/^机关,审批应用领域代码,核查次数,.*反馈率（%）$/);
    expect(procurement).toBe('示例机构 approval,PROCUREMENT,5,3,0,0,1,0,1,1,0,0,1,1,1,1,2,0,1,50.00');
    expect(subsidy).toMatch(/^示例机构 approval,SUBSIDY,1,.*,0\.00$/);
    expect((await get(null)).status).toBe(401);
    expect((await get('regulator')).status).toBe(403);
    expect((await get('approver', '?from=2026-07-01')).status).toBe(400);
    expect((await get('approver', '?from=2026-07-02&to=2026-07-01')).status).toBe(400);
  });
});
