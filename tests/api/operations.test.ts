import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import supertest from 'supertest';
import { USUAL_DEADLINES } from '../../src/server.js';
import { petSchema, slowField } from '../support/pet-schema.js';
import { startSmallServer, type Answer, type SmallServer } from '../support/small-server.js';
import { talk } from '../support/talk.js';

describe('slow clients', () => {
  const deadlines = { ...USUAL_DEADLINES, headers: 150, body: 150, silence: 400, checkEvery: 30 };
  const HEAD =
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n';
  let impatient: SmallServer;

  beforeAll(async () => {
    impatient = await startSmallServer(petSchema(), { config: { deadlines } });
  });
  afterAll(() => impatient.stop());

  test('the usual deadlines cut each kind of slowness off in less than 20 seconds', () => {
    const { headers, body, silence, checkEvery } = USUAL_DEADLINES;
    expect(Math.max(headers + checkEvery, body, silence)).toBeLessThan(20_000);
  });

  test('who does not finish the headers is cut off', async () => {
    expect(await talk(impatient.url, 'POST /graphql HTTP/1.1\r\nHost: x\r\n')).toMatch(
      /^HTTP\/1.1 408 [^]*TOO_SLOW/,
    );
  });

  test('who sends the body byte by byte is cut off after the same time', async () => {
    const startedAt = performance.now();
    const answer = await talk(impatient.url, HEAD, { trickle: '{', everyMilliseconds: 20 });
    expect(answer).toMatch(/^HTTP\/1.1 408 [^]*TOO_SLOW/);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  test('who opens a connection and says nothing is cut off', async () => {
    await talk(impatient.url, '');
  });
});

describe('stopping', () => {
  test('lets what is under way finish, takes nothing new, and then is gone', async () => {
    const server = await startSmallServer(petSchema());
    const agent = supertest.agent(server.url);
    const underWay = agent
      .post('/graphql')
      .send({ query: '{ slow }' })
      .then((answer) => answer.body as Answer);
    await delay(50);
    const stopped = server.stop();
    await delay(20);
    await expect(supertest(server.url).get('/health/live')).rejects.toThrow(
      /ECONNREFUSED|ECONNRESET|socket hang up/,
    );
    slowField.release();
    expect((await underWay).data).toEqual({ slow: 'done' });
    await stopped;
  });

  test('waits no longer than the deadline', async () => {
    const server = await startSmallServer(petSchema(), {
      config: { deadlines: { ...USUAL_DEADLINES, drain: 100 } },
    });
    const underWay = supertest(server.url).post('/graphql').send({ query: '{ slow }' });
    const answered = underWay.then(
      () => 'answered',
      () => 'cut',
    );
    await delay(50);
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(await answered).toBe('cut');
  });
});

describe('health and metrics', () => {
  let small: SmallServer;
  beforeAll(async () => {
    small = await startSmallServer(petSchema());
  });
  afterAll(() => small.stop());

  test('ready follows the database, live does not', async () => {
    let isAway = false;
    const ping = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve());
    const server = await startSmallServer(petSchema(), { store: { ping } });
    const statuses = async () => [
      (await supertest(server.url).get('/health/live')).status,
      (await supertest(server.url).get('/health/ready')).status,
    ];
    const before = await statuses();
    isAway = true;
    const after = await statuses();
    await server.stop();
    expect([before, after]).toEqual([
      [200, 200],
      [200, 503],
    ]);
  });

  test('metrics count requests by kind and outcome, without names that clients chose', async () => {
    await small.ask('query MyName { hello }');
    await small.ask('query ($how: String!) { fail(how: $how) }', { variables: { how: 'bug' } });
    const { text } = await supertest(small.url).get('/metrics');
    expect(text).toMatch(/request_duration_seconds_count\{kind="query",outcome="ok"\} [1-9]/);
    expect(text).toMatch(/request_duration_seconds_count\{kind="query",outcome="failed"\} [1-9]/);
    expect(text).toMatch(/nodejs_eventloop_lag/);
    expect(text).not.toMatch(/MyName/);
  });

  test('metrics are for this machine, or for who knows the token', async () => {
    const server = await startSmallServer(petSchema(), { config: { metricsToken: 'let-me-see' } });
    const through = (headers: Record<string, string>) =>
      supertest(server.url)
        .get('/metrics')
        .set({ 'x-forwarded-for': '203.0.113.9', ...headers });
    const statuses = [
      (await through({})).status,
      (await through({ authorization: 'Bearer guess' })).status,
      (await through({ authorization: 'Bearer let-me-see' })).status,
    ];
    await server.stop();
    expect(statuses).toEqual([404, 404, 200]);
  });
});
