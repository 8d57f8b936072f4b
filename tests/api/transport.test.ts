import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { makeDemoKey } from '../../src/http/tokens.js';
import { petSchema, tally } from '../support/pet-schema.js';
import { smallSchema, startSmallServer, type Answer, type SmallServer } from '../support/small-server.js';
import { talk } from '../support/talk.js';

let small: SmallServer;
beforeAll(async () => {
  small = await startSmallServer(petSchema());
});
afterAll(() => small.stop());

function codeOf({ errors }: Answer): unknown {
  return errors?.[0]?.extensions.code;
}

describe('what is no request for GraphQL', () => {
  const post = () => supertest(small.url).post('/graphql').set('content-type', 'application/json');
  const hello = JSON.stringify({ query: '{ hello }' });

  const refused: readonly (readonly [string, () => supertest.Test, number, string])[] = [
    ['broken JSON', () => post().send('{ "query": '), 400, 'BROKEN_JSON'],
    ['no body', () => post(), 400, 'BROKEN_JSON'],
    [
      'a body that is too long',
      () => post().send(`{"query":"${'x'.repeat(100_001)}"}`),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'another media type',
      () => post().set('content-type', 'text/plain').send(hello),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a form',
      () => post().set('content-type', 'application/x-www-form-urlencoded').send('query=x'),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a media type that is none',
      () => post().set('content-type', 'json').send(hello),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'UTF-7',
      () => post().set('content-type', 'application/json; charset=utf-7').send(hello),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a compressed body',
      () => raw(gzipSync(hello), { 'content-encoding': 'gzip' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['bytes that are no UTF-8', () => raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, 'INVALID_UTF8'],
    ['several operations at once', () => post().send(`[${hello},${hello}]`), 400, 'BATCHING_REFUSED'],
    ['no query', () => post().send('{"variables":{}}'), 400, 'BAD_REQUEST'],
    ['a query that is no text', () => post().send('{"query":1}'), 400, 'BAD_REQUEST'],
    [
      'nothing that can be accepted',
      () => post().set('accept', 'image/png').send(hello),
      406,
      'NOT_ACCEPTABLE',
    ],
    ['another method', () => supertest(small.url).put('/graphql').send({}), 405, 'METHOD_NOT_ALLOWED'],
    ['another address', () => supertest(small.url).post('/graphiql').send({}), 404, 'NO_SUCH_ROUTE'],
    ['broken percent-encoding', () => get('?query=%ff'), 400, 'INVALID_UTF8'],
    ['an address that cannot be decoded', () => supertest(small.url).get('/%ff'), 400, 'BAD_REQUEST'],
    ['a purpose that is no text', () => post().set('x-purpose', '%00').send(hello), 400, 'BAD_USER_INPUT'],
  ];

  test.each(refused)('%s is refused in JSON', async (_what, send, status, code) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(codeOf(answer.body as Answer)).toBe(code);
  });

  test('a request that a foreign page could send unasked is refused', async () => {
    const answer = await supertest(small.url).get('/graphql?query={hello}');
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/Cross-Site Request Forgery/);
  });

  test('an act by GET is refused', async () => {
    const answer = await get('?query=mutation{count}');
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('POST');
  });

  test('an act whose answer the caller would not take is not done', async () => {
    tally.count = 0;
    const answer = await post().set('accept', 'text/csv').send('{"query":"mutation { count }"}');
    expect(answer.status).toBe(406);
    expect(tally.count).toBe(0);
  });

  test('every refusal says what it cost, and its id', async () => {
    const answer = await post().send('[]');
    expect(answer.body).toMatchObject({
      extensions: { cost: { requested: 1 }, correlationId: answer.headers['x-correlation-id'] },
    });
  });

  test('a chunked body that grows too long is refused, too', async () => {
    const chunk = 'x'.repeat(20_000);
    const lines = Array.from({ length: 8 }, () => `4e20\r\n${chunk}\r\n`).join('');
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await talk(small.url, `${head}${lines}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  test('headers that are too long and lines that are no HTTP are refused in JSON', async () => {
    expect(await talk(small.url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 [^]*"HEADERS_TOO_LARGE"/,
    );
    expect(await talk(small.url, 'HELLO\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"BAD_REQUEST"/);
  });

  function get(search: string) {
    return supertest(small.url).get(`/graphql${search}`).set('apollo-require-preflight', 'yes');
  }

  function raw(body: Buffer, headers: Record<string, string> = {}) {
    return post()
      .set(headers)
      .serialize((bytes: unknown) => bytes as string)
      .send(body as unknown as string);
  }
});

describe('failures', () => {
  const fail = (how: string, headers = {}) =>
    small.ask('query ($how: String!) { fail(how: $how) }', { variables: { how }, headers });

  beforeEach(() => void (small.log as unknown[]).splice(0));

  test('an unknown one is masked, and can be found in the log by its id', async () => {
    const { body, headers, text } = await fail('bug');
    expect(body.data).toEqual({ fail: null });
    expect(body.errors).toEqual([
      {
        message: '系统内部错误，已记录。',
        locations: [{ line: 1, column: 25 }],
        path: ['fail'],
        extensions: { code: 'INTERNAL', correlationId: headers['x-correlation-id'] },
      },
    ]);
    expect(text).not.toMatch(/undefined|stack|\.ts/);
    const line = small.log.find(({ level }) => level === 'error');
    expect(line?.facts).toMatchObject({
      correlationId: headers['x-correlation-id'],
      path: 'fail',
      failure: { error: 'TypeError', message: "Cannot read properties of undefined (reading 'x')" },
    });
  });

  test('what a unique index says goes neither to the caller nor into the log', async () => {
    const { text, body } = await fail('unique');
    expect(codeOf(body)).toBe('INTERNAL');
    expect(text + JSON.stringify(small.log)).not.toContain('440784190001010006');
    expect(JSON.stringify(small.log)).toContain('person_number_key');
  });

  test.each(['refused', 'stopping', 'lost', 'pool'])(
    'a database that is away (%s) is told as retryable',
    async (how) => {
      const { body } = await fail(how, { 'accept-language': 'en' });
      expect(codeOf(body)).toBe('RETRY_LATER');
      expect(body.errors?.[0]?.message).toMatch(/nothing is done twice/);
    },
  );

  test('a refusal of the request comes with its code, in Chinese unless English is asked for first', async () => {
    const messages: unknown[] = [];
    for (const language of ['', 'zh-CN,en;q=0.8', 'en-GB,zh;q=0.5', 'fr', 'fr,en;q=0.9,zh;q=0.8']) {
      const { body } = await fail('reused', language === '' ? {} : { 'accept-language': language });
      expect(codeOf(body)).toBe('IDEMPOTENCY_KEY_REUSED');
      messages.push(body.errors?.[0]?.message);
    }
    const [zh, en] = ['该幂等键已用于另一份输入。', 'This idempotency key was used with another input.'];
    expect(messages).toEqual([zh, zh, en, zh, en]);
  });

  test('a refusal of the input outside a payload keeps its field, its explanation and its facts', async () => {
    const { body } = await fail('unknownRegion', { 'accept-language': 'en' });
    expect(body.errors?.[0]).toMatchObject({
      message: 'No such region code. Please check.',
      extensions: { code: 'UNKNOWN_REGION', field: ['input', 'regionCode'], facts: { given: 6 } },
    });
  });

  test('a promised field without value is masked, and the log says which', async () => {
    const { body } = await small.ask('{ owner { broken } }');
    expect(codeOf(body)).toBe('INTERNAL');
    expect(JSON.stringify(small.log)).toContain('Cannot return null for non-nullable field Owner.broken');
  });
});

describe('what the schema looks like', () => {
  const INTROSPECTION = '{ __schema { queryType { name } } }';

  test('is told to integrators and auditors, and to nobody else', async () => {
    const told = await Promise.all([
      small.ask(INTROSPECTION, { roles: ['INTEGRATOR'] }),
      small.ask(INTROSPECTION, { roles: ['AUDITOR'] }),
      small.ask(INTROSPECTION, { roles: ['STATION_OFFICER'] }),
      small.ask('{ a: __type(name: "Owner") { name } }', { roles: null }),
    ]);
    expect(told.map(({ status }) => status)).toEqual([200, 200, 403, 401]);
    expect(told.map(({ body }) => codeOf(body))).toEqual([
      undefined,
      undefined,
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
  });

  test('is told to everybody in demo mode', async () => {
    const demo = { key: await makeDemoKey(), listOfficers: () => Promise.resolve([]) };
    const open = await startSmallServer(petSchema(), { config: { signIn: { demo } } });
    const { body } = await open.ask(INTROSPECTION, { roles: null });
    await open.stop();
    expect(body.errors).toBeUndefined();
  });

  test.each(['{ helo }', '{ owner { nam } }', '{ hello(nam: "x") }', '{ owner { pet { name } } }'])(
    'is not given away by suggestions: %s',
    async (query) => {
      const ordinary = await small.ask(query);
      const helped = await small.ask(query, { roles: ['INTEGRATOR'] });
      expect(ordinary.text).not.toMatch(/Did you mean/);
      expect(helped.text).toMatch(/Did you mean/);
    },
  );

  test('is not given away by suggestions for values of variables either', async () => {
    const schema = smallSchema('enum Tone { LOUD QUIET } type Query { tone(tone: Tone!): String }', {});
    const server = await startSmallServer(schema);
    const { text, body } = await server.ask('query ($t: Tone!) { tone(tone: $t) }', {
      variables: { t: 'LOUT' },
    });
    await server.stop();
    expect(text).not.toMatch(/Did you mean|LOUD/);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['t'] });
  });
});

describe('every answer', () => {
  test('carries headers that keep browsers from doing anything with it', async () => {
    const { headers } = await small.ask('{ hello }');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('carries the id of the caller when that is harmless, else one of our own', async () => {
    const kept = await small.ask('{ hello }', { headers: { 'x-correlation-id': 'case-12345' } });
    const replaced = await small.ask('{ hello }', { headers: { 'x-correlation-id': 'a b"c' } });
    expect(kept.headers['x-correlation-id']).toBe('case-12345');
    expect(replaced.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is one line in the log that says who and how long, and nothing of what was asked or told', async () => {
    (small.log as unknown[]).splice(0);
    await small.ask('query Secret($n: String) { hello(name: $n) }', { variables: { n: '张三' } });
    await delay(5);
    const lines = small.log.filter(({ message }) => message === 'request');
    expect(lines).toHaveLength(1);
    expect(Object.keys(lines[0]?.facts ?? {}).sort()).toEqual([
      'correlationId',
      'kind',
      'method',
      'milliseconds',
      'officerId',
      'outcome',
      'route',
      'status',
    ]);
    expect(lines[0]?.facts).toMatchObject({ kind: 'query', outcome: 'ok', status: 200, route: '/graphql' });
    expect(JSON.stringify(lines)).not.toMatch(/张三|Secret|hello/);
  });
});
