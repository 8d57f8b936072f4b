import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { calendarOf, registerCalendarFeed } from '../../src/http/calendar-feed.js';
import { attendRequests } from '../../src/http/requests.js';
import { makeMetrics } from '../../src/http/metrics.js';
import type { Context } from '../../src/usecases/context.js';
import { makeWorld, type OfficerName, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
let teamId: string;
beforeAll(async () => {
  world = await makeWorld();
  const { team } = await act(
    ['formTeam', 'FormTeamInput'],
    {
      name: '越塘、一组; 夜班',
      capacityPerDay: 40,
      memberIds: [world.officerId('zhongshan'), world.officerId('zhongshanSecond')],
    },
    'team { id }',
  );
  teamId = team.id;
});
afterAll(() => world.close());

type Payload = Record<string, any> & { readonly userErrors: readonly UserError[] };

async function act(
  [verb, type]: readonly [string, string],
  input: Record<string, unknown>,
  fields: string,
  officer: OfficerName = 'zhongshan',
): Promise<Payload> {
  const data = await world.data<Record<string, Payload>>(
    officer,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { replayed userErrors { code field } ${fields} } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  return data[verb] as Payload;
}

const issue = (input: Record<string, unknown> = {}, officer: OfficerName = 'zhongshan') =>
  act(
    ['issueCalendarFeed', 'CalendarFeedInput'],
    { teamId, ...input },
    'path team { calendarFeedIssuedAt }',
    officer,
  );
const revoke = (officer: OfficerName = 'zhongshan') =>
  act(['revokeCalendarFeed', 'CalendarFeedInput'], { teamId }, 'team { calendarFeedIssuedAt }', officer);

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${world.address}${path}`, { headers });

/** The logical lines of a calendar: folds taken out. */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

/** What the calendar answers with no such token, but for what differs from answer to answer. */
async function refusalOf(path: string) {
  const answer = await get(path);
  const body = (await answer.json()) as { extensions: { correlationId?: string } };
  delete body.extensions.correlationId;
  const headers = [...answer.headers].filter(([name]) => name !== 'x-correlation-id' && name !== 'date');
  return { status: answer.status, headers, body };
}

describe('The calendar of a team', () => {
  test('shows each day of its rounds with the addresses in walking order, and nothing of people, tiers or findings', async () => {
    const owner = { name: '欧阳秘密', phone: '10000000777', citizenNumber: world.citizenNumber() };
    const addresses = Array.from({ length: 12 }, (_, at) => `越塘村示例${at + 1}巷，甲栋;乙梯\\${at + 1}号`);
    for (const [at, address] of addresses.entries()) {
      const grid = { gridCode: `G${String(at + 10)}` };
      const house = await world.registerHouse('zhongshan', { owner, address, ...grid });
      const dueOn = at === 11 ? '2026-06-20' : TODAY;
      await world.owner.query('update inspection_schedule set due_on = $2 where house_id = $1', [
        uuidOf(house),
        dueOn,
      ]);
    }
    const { planRounds } = await world.data<any>(
      'zhongshan',
      'mutation ($input: PlanRoundsInput!) { planRounds(input: $input) { planned } }',
      { input: { idempotencyKey: world.key() } },
    );
    expect(planRounds.planned).toBe(12);
    const { path, team } = await issue();
    expect(path).toMatch(/^\/calendars\/[A-Za-z0-9_-]{43}\.ics$/);
    expect(team.calendarFeedIssuedAt).toMatch(/^20/);
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    const lines = linesOf(text);
    expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(lines).toContain(`UID:${uuidOf(teamId)}-${TODAY}@tiered-supervision`);
    expect(lines).toContain('DTSTART;VALUE=DATE:20260701');
    expect(lines).toContain('SUMMARY:检查出租屋12户（逾期1户）');
    expect(lines).toContain('SEQUENCE:1');
    expect(lines.filter((line) => /^DTSTAMP:\d{8}T\d{6}Z$/.test(line))).toHaveLength(1);
    const way = [addresses[11] ?? '', ...addresses.slice(0, 11)];
    const escaped = way.map((address, at) => `${at + 1}. ${address}`.replaceAll(/[\\;,]/g, '\\$&'));
    expect(lines).toContain(`DESCRIPTION:${escaped.join('\\n')}`);
    expect(text).not.toMatch(/欧阳|10000000777|陈示例|示例警员|WATCH|KEY|首次|重点/);
  });

  test('is written in lines of at most 75 octets that end as the standard says, without breaking a character', async () => {
    const { path } = await issue();
    const bytes = Buffer.from(await (await get(path)).arrayBuffer());
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const physical = text.split('\r\n');
    expect(Math.max(...physical.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    for (const line of physical) expect(line).not.toContain('�');
    expect(linesOf(text).some((line) => Buffer.byteLength(line) > 75)).toBe(true);
  });

  test('keeps the id of a day when rounds are planned anew, and raises its revision', async () => {
    const { path } = await issue();
    const idsAndRevision = async () =>
      linesOf(await (await get(path)).text()).filter((line) => /^(?:UID|SEQUENCE)/.test(line));
    const [uid] = await idsAndRevision();
    await act(['planRounds', 'PlanRoundsInput'], {}, 'planned');
    expect(await idsAndRevision()).toEqual([uid, 'SEQUENCE:2']);
  });

  test('speaks English to whoever asks for it', async () => {
    const { path } = await issue();
    const text = await (await get(path, { 'accept-language': 'en' })).text();
    expect(text).toContain('SUMMARY:Visit 12 houses (1 overdue)');
  });

  test('is a whole calendar without a single round', () => {
    const feed = {
      teamId: 't',
      teamName: '甲',
      stationName: '乙',
      plannedAt: '2026-07-01T00:00:00.000Z',
      revision: 0,
      days: [],
    };
    expect(calendarOf(feed, 'zh-CN')).toMatch(
      /^BEGIN:VCALENDAR\r\n[^]*X-WR-CALNAME:乙甲检查排班\r\n[^]*END:VCALENDAR\r\n$/,
    );
  });
});

describe('The address of a calendar', () => {
  test('is shown once and kept nowhere: only its hash is', async () => {
    const key = { idempotencyKey: world.key() };
    const { path } = await issue(key);
    const again = await issue(key);
    expect(again).toMatchObject({ replayed: true, path: null });
    const token = /^\/calendars\/(.*)\.ics$/.exec(path)?.[1] ?? '';
    const { rows } = await world.owner.query<{ everything: string }>(
      `select string_agg(t, '') as everything from (
         select to_jsonb(f)::text as t from calendar_feed f union all select to_jsonb(k)::text from idempotency_key k
         union all select to_jsonb(a)::text from audit_entry a union all select to_jsonb(l)::text from access_log l) s`,
    );
    expect(rows[0]?.everything).not.toContain(token);
    expect(rows[0]?.everything).toContain(createHash('sha256').update(token).digest('hex'));
  });

  test('ends when it is revoked, when another one is issued, and when the team goes out of service, and then answers like none', async () => {
    const never = await refusalOf(`/calendars/${'A'.repeat(43)}.ics`);
    expect(never.status).toBe(404);
    expect(await refusalOf('/calendars/short.ics')).toEqual(never);
    const first = (await issue()).path as string;
    const second = (await issue()).path as string;
    expect(await refusalOf(first)).toEqual(never);
    expect((await get(second)).status).toBe(200);
    expect(await revoke()).toMatchObject({ userErrors: [], team: { calendarFeedIssuedAt: null } });
    expect(await refusalOf(second)).toEqual(never);
    expect((await revoke()).userErrors).toEqual([{ code: 'WRONG_STATE', field: ['input', 'teamId'] }]);
    const third = (await issue()).path as string;
    const setActive = (active: boolean) =>
      act(['changeTeam', 'ChangeTeamInput'], { teamId, active }, 'team { active }');
    await setActive(false);
    expect(await refusalOf(third)).toEqual(never);
    expect((await issue()).userErrors).toEqual([{ code: 'WRONG_STATE', field: ['input', 'teamId'] }]);
    await setActive(true);
    expect(await refusalOf(third)).toEqual(never);
  });

  test('is made and ended by the station of the team only', async () => {
    const { path } = await issue();
    const notFound = [{ code: 'NOT_FOUND', field: ['input', 'teamId'] }];
    expect(await issue({}, 'longkou')).toMatchObject({ userErrors: notFound, path: null });
    expect((await revoke('longkou')).userErrors).toEqual(notFound);
    expect((await get(path)).status).toBe(200);
  });

  test('never reaches the log, and is asked for a limited number of times', async () => {
    const logged: string[] = [];
    const log = (facts: object, message: string) => void logged.push(message + JSON.stringify(facts));
    const app = Fastify({ exposeHeadRoutes: false });
    attendRequests(app, {
      log: { info: log, warn: log, error: log },
      metrics: makeMetrics(),
      headers: {},
      bodyMilliseconds: 1_000,
      isStopping: () => false,
    });
    const reads: string[] = [];
    const run = (one: { name: string }) => {
      reads.push(one.name);
      return Promise.resolve([]);
    };
    const context = {
      store: { run },
      today: TODAY,
      now: `${TODAY}T00:00:00.000Z`,
      locale: 'en',
    } as unknown as Context;
    registerCalendarFeed(app, () => Promise.resolve(context), { requests: 2, seconds: 60 });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const token = 'B'.repeat(43);
    const statuses = [];
    for (let count = 0; count < 3; count++) {
      const answer = await fetch(`${address}/calendars/${token}.ics`);
      await answer.text();
      statuses.push([answer.status, answer.headers.has('retry-after')]);
    }
    await app.close();
    expect(statuses).toEqual([
      [404, false],
      [404, false],
      [429, true],
    ]);
    expect(reads).toEqual(['find-feed', 'find-feed']);
    expect(logged).toHaveLength(3);
    expect(logged.join()).not.toContain(token);
    expect(logged[0]).toContain('"route":"/calendars/:token.ics"');
  });
});
