import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { codeSvg } from '../../src/http/code-svg.js';
import { inspect } from '../support/own-view.js';
import { styleHashIn } from '../support/style-hash.js';
import { codesOf, makeWorld, PUBLIC_URL, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function codeOf(houseId: string): Promise<{ url: string; svg: string }> {
  const query = 'query ($id: ID!) { node(id: $id) { ... on RentalHouse { houseCode { url svg } } } }';
  return (await world.data<any>('zhongshan', query, { id: houseId })).node.houseCode;
}

/** What somebody sees who scans the code: without signing in. */
async function scan(houseId: string, accept = 'text/html') {
  const { url } = await codeOf(houseId);
  return supertest(world.address).get(new URL(url).pathname).set('accept', accept);
}

async function showColours(stationCode?: string): Promise<void> {
  const input = {
    idempotencyKey: world.key(),
    code: 'SHOW_TIER_COLOUR',
    value: 1,
    validFrom: TODAY,
    reason: '示例',
  };
  const query =
    'mutation ($input: SetInspectionRuleInput!) { setInspectionRule(input: $input) { userErrors { code } } }';
  const { setInspectionRule } = await world.data<any>('drafter', query, { input: { ...input, stationCode } });
  expect(setInspectionRule.userErrors).toEqual([]);
}

describe('The code of a house', () => {
  test('leads to a random public address, drawn as a picture that says nothing else', async () => {
    const houseId = await world.registerHouse();
    const { url, svg } = await codeOf(houseId);
    expect(url.startsWith(`${PUBLIC_URL}/h/`)).toBe(true);
    const code = url.slice(`${PUBLIC_URL}/h/`.length);
    expect(code).toMatch(UUID);
    expect(code).not.toBe(uuidOf(houseId));
    expect(svg).toBe(await codeSvg(url));
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*>(?:<path [^<>]*\/>)+<\/svg>\n?$/);
    expect(await codeOf(houseId)).toEqual({ url, svg });
    expect((await codeOf(await world.registerHouse())).url).not.toBe(url);
  });

  test('is drawn for stations only', async () => {
    const houseId = await world.registerHouse();
    const query = 'query ($id: ID!) { node(id: $id) { ... on RentalHouse { houseCode { url } } } }';
    expect(codesOf(await world.ask('auditor', query, { id: houseId }))).toEqual(['FORBIDDEN']);
  });

  test('draws no text into the picture, whatever the text is', async () => {
    const svg = await codeSvg('"/><script>alert(1)</script>&<![CDATA[');
    expect(svg).not.toMatch(/script|CDATA|&/);
  });
});

describe('Whoever scans it', () => {
  test('reads address, station, what it is for and where to report hazards, and nothing about people or the tier', async () => {
    const owner = { name: '李房主示例', phone: '10000000777', citizenNumber: world.citizenNumber() };
    const registration = world.registration('zhongshan', { owner });
    const houseId = await world.registerHouse('zhongshan', registration);
    await inspect(world, houseId, ['MAJOR_FIRE_HAZARD'], { description: '堵塞消防通道' });
    const { status, text, headers } = await scan(houseId);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const shown of ['越塘村示例巷1号', '示例机构 zhongshan-station', '标准地址', 'Report hazards'])
      expect(text).toContain(shown);
    const hidden = [
      owner.name,
      owner.phone,
      owner.citizenNumber,
      '堵塞',
      'WATCH_LIST',
      '重点关注',
      'red',
      '等级',
      'Tier',
      registration.addressCode,
    ];
    expect(hidden.filter((each) => text.includes(each))).toEqual([]);
  });

  test('loads and runs nothing: the page has no script, and its policy lets only its own style in', async () => {
    const { text, headers } = await scan(await world.registerHouse());
    expect(text).not.toMatch(/<script|javascript:|\bon[a-z]+=|<link|<img/i);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';style-src 'sha256-[A-Za-z0-9+/=]+';base-uri 'none';form-action 'none';frame-ancestors 'none'$/,
    );
    expect(headers['content-security-policy']).toContain(styleHashIn(text));
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  test('gets facts by `Accept: application/json`', async () => {
    const { status, body } = await scan(await world.registerHouse(), 'application/json');
    expect({ status, body }).toEqual({
      status: 200,
      body: { address: '越塘村示例巷1号', stationName: '示例机构 zhongshan-station' },
    });
  });

  test('sees hostile text as text', async () => {
    const address = `<script>alert("1")</script>&'"><img src=x onerror=alert(1)>`;
    const { text } = await scan(await world.registerHouse('zhongshan', { address }));
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;&quot;&gt;&lt;img');
    expect(text).not.toMatch(/<script|<img/);
  });

  test.each([
    ['a code that no house has', '8f14e45f-ceea-467f-a0b4-6f1d6f2d3a11'],
    ['the address code of a house', '440784001001-0001'],
    ['the id of a house', 'own id'],
    ['a code with something before it', '%00'],
    ['a code in upper case', 'UPPER'],
    ['SQL', "'%20or%20'1'='1"],
  ])('finds for %s a page that says nothing else', async (_what, code) => {
    const houseId = await world.registerHouse();
    const known = (await codeOf(houseId)).url.split('/').at(-1) ?? '';
    const tried = { 'own id': uuidOf(houseId), UPPER: known.toUpperCase() }[code] ?? code;
    const get = (path: string) => supertest(world.address).get(`/h/${path}`).set('accept', 'text/html');
    const [answer, missing] = [await get(tried), await get('00000000-0000-4000-8000-000000000000')];
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(missing.text);
    expect(answer.text).not.toMatch(/示例|Tier|等级/);
    const json = await supertest(world.address).get(`/h/${tried}`).set('accept', 'application/json');
    expect({ status: json.status, codes: codesOf(json.body) }).toEqual({ status: 404, codes: ['NOT_FOUND'] });
  });

  test('sees the tier only where its station shows it, from that day on', async () => {
    const ours = await world.registerHouse();
    await inspect(world, ours, ['EVACUATION_ROUTE']);
    const theirs = await world.registerHouse('longkou');
    await inspect(world, theirs, ['EVACUATION_ROUTE'], { by: 'longkou', second: 'longkouSecond' });
    const tier = { tier: { label: expect.any(String), colour: 'yellow' } };
    expect((await scan(ours, 'application/json')).body).not.toHaveProperty('tier');
    await showColours('zhongshan-station');
    expect((await scan(ours, 'application/json')).body).toMatchObject(tier);
    const { text } = await scan(ours);
    expect(text).toMatch(/<circle [^>]*fill="yellow"\/>/);
    expect(text).toContain('等级：重点出租屋');
    expect(text).not.toMatch(/通道|EVACUATION/);
    const url = new URL((await codeOfElsewhere(theirs)).url).pathname;
    const there = await supertest(world.address).get(url).set('accept', 'application/json');
    expect(there.body).toEqual({ address: expect.any(String), stationName: '示例机构 longkou-station' });
  });
});

async function codeOfElsewhere(houseId: string): Promise<{ url: string }> {
  const query = 'query ($id: ID!) { node(id: $id) { ... on RentalHouse { houseCode { url } } } }';
  return (await world.data<any>('longkou', query, { id: houseId })).node.houseCode;
}
