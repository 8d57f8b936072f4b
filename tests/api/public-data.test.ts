import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { addDrawStaff } from '../support/draws.js';
import { arriveAt, drawFrom, type Drawn, recordResult } from '../support/visits.js';
import { codesOf, makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
let drawn: Drawn;
let creditCode: string;
const NAME = '=示例商行"甲"';
beforeAll(async () => {
  world = await makeWorld();
  const staff = await addDrawStaff(world);
  drawn = await drawFrom(world, '3001', { count: 4, staff });
  for (const [at, id] of drawn.enterprises.entries()) {
    await world.owner.query('update subject set name = $2 where id = $1', [
      uuidOf(id),
      at === 0 ? NAME : '示例公司',
    ]);
    const visit = await arriveAt(world, drawn, at);
    if (at === 0) creditCode = visit.enterprise.creditCode;
    await recordResult(world, drawn, {}, at);
  }
});
afterAll(() => world.close());

const NODE =
  'title items enterpriseName creditCode inspectedOn results officeName publishedOn version isCorrected';
const LIST = `query ($filter: PublishedSpotCheckFilter, $after: String) {
  publishedSpotChecks(first: 1, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } nodes { ${NODE} } } }`;

const csv = (query = '', headers: Record<string, string> = {}) =>
  supertest(world.address)
    .get(`/public/spot-checks.csv${query}`)
    .set({ 'accept-language': 'zh', ...headers });

async function pageOf(filter: object, after?: string): Promise<any> {
  const { publishedSpotChecks } = await world.data<any>(null, LIST, { filter, after });
  return publishedSpotChecks;
}

describe('What the public reads of random inspections', () => {
  test('is nothing before it is published', async () => {
    expect(await pageOf({})).toMatchObject({ totalCount: 0, nodes: [] });
    expect((await csv()).text.trim().split('\r\n')).toHaveLength(1);
  });

  test('is the result of each enterprise, page by page, without signing in', async () => {
    const { publishResults } = await world.data<any>(
      'regulator',
      'mutation ($input: PublishResultsInput!) { publishResults(input: $input) { userErrors { code } progress { publishedOn } } }',
      { input: { idempotencyKey: world.key(), drawId: drawn.drawId } },
    );
    expect(publishResults).toEqual({ userErrors: [], progress: { publishedOn: TODAY } });
    const first = await pageOf({});
    const second = await pageOf({}, first.pageInfo.endCursor);
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect(second.pageInfo.hasNextPage).toBe(false);
    const nodes = [...first.nodes, ...second.nodes];
    expect(nodes.find((one) => one.creditCode === creditCode)).toEqual({
      ...{ title: '示例双随机抽查', items: [], enterpriseName: NAME, creditCode, inspectedOn: TODAY },
      ...{ results: ['No problem found'], officeName: '示例机构 market', publishedOn: TODAY },
      ...{ version: 1, isCorrected: false },
    });
  });

  test.each([
    ['the enterprise', () => ({ creditCode }), 1],
    ['the beginning of the title', () => ({ title: '示例双' }), 2],
    ['another title', () => ({ title: '随机' }), 0],
    ['a time', () => ({ from: TODAY, to: TODAY }), 2],
    ['a time before', () => ({ to: '2026-06-30' }), 0],
    ['a time after', () => ({ from: '2026-07-02' }), 0],
  ])('is found by %s', async (_what, filter, count) => {
    expect((await pageOf(filter())).totalCount).toBe(count);
  });

  test('keeps the name that was published when the enterprise changes it', async () => {
    const id = uuidOf(drawn.enterprises[0] ?? '');
    await world.owner.query('update subject set name = $2 where id = $1', [id, '改名后']);
    expect((await pageOf({ creditCode })).nodes[0].enterpriseName).toBe(NAME);
  });

  test('tells no class, ratio, stratum, ticket, place, inspector or id of anything', async () => {
    const { rows } = await world.owner.query<{ fields: string[] }>(
      `select array_agg(column_name::text) as fields from information_schema.columns where table_name = 'spot_check_publication'`,
    );
    expect(
      rows[0]?.fields.filter((name) => /class|ratio|size|ticket|place|inspector|officer|subject/.test(name)),
    ).toEqual([]);
    const answer = await world.ask(null, `{ publishedSpotChecks(first: 1) { nodes { classCode } } }`);
    expect(answer.data).toEqual({});
    for (const query of ['draws(first: 1)', 'spotCheckVisits(first: 1)', 'publicationsDue(first: 1)'])
      expect(codesOf(await world.ask(null, `{ ${query} { totalCount } }`))).toEqual(['UNAUTHENTICATED']);
  });

  test('is a file as well, in which no name is taken for a formula', async () => {
    const answer = await csv(`?creditCode=${creditCode}&bom=1`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('spot-checks.csv');
    expect(answer.text.startsWith('\uFEFF抽查任务,')).toBe(true);
    const [, line] = answer.text.split('\r\n');
    expect(line).toBe(
      `示例双随机抽查,,"'=示例商行""甲""",${creditCode},${TODAY},未发现问题,示例机构 market,${TODAY},1,否`,
    );
    const english = await csv('?title=%E7%A4%BA%E4%BE%8B', { 'accept-language': 'en' });
    expect(english.text.split('\r\n')[0]).toContain('Unified social credit code');
    expect(english.text.trim().split('\r\n')).toHaveLength(3);
  });

  test.each(['creditCode=1', 'from=2026-02-30', 'to=x', `title=${'x'.repeat(201)}`, 'title=%00'])(
    'is not asked for with ?%s',
    async (query) => {
      expect((await csv(`?${query}`)).status).toBe(400);
    },
  );

  test('cannot be asked for without end', async () => {
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await csv()).status));
    expect(statuses).toContain(429);
  });
});
