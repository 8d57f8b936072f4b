import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeCourier } from '../../src/courier.js';
import { type JobWorker, startWorker } from '../../src/jobs/worker.js';
import { newId } from '../../src/new-id.js';
import { deliverWebhooks } from '../../src/usecases/webhook/deliver-webhooks.js';
import { checkCredit, enterList, giveFeedback, tell } from '../support/checks.js';
import { makeWorld, type OfficerName, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The system of an office: answers with `status`, and can be away. */
class Endpoint {
  readonly received: Received[] = [];
  status = 200;
  readonly port: number;
  #server: Server | null = null;

  constructor(port: number) {
    this.port = port;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (this.status === 0) return;
        response.writeHead(this.status, this.status === 302 ? { location: `${this.url}/elsewhere` } : {});
        response.end('ignored');
      });
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    if (this.#server !== null) await new Promise((resolve) => this.#server?.close(resolve));
    this.#server = null;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }
}

/** A port that nobody listens at now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let world: World;
let endpoint: Endpoint;
const workers: JobWorker[] = [];
/** Work under way while something is locked. */
const held: Promise<unknown>[] = [];
beforeAll(async () => {
  endpoint = new Endpoint(await freePort());
  world = await makeWorld({ webhookHosts: [endpoint.host, 'hooks.example'] });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.today = TODAY;
  endpoint.status = 200;
  endpoint.received.length = 0;
  await endpoint.open();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await endpoint.close();
  await world.owner.query(
    `update webhook_delivery set state = 'GIVEN_UP' where state = 'WAITING'; update webhook set ended_at = now(), ended_by = registered_by where ended_at is null`,
  );
});

const WEBHOOK = `id url kinds registeredBy endedAt waiting givenUp lastDeliveredAt lastOutcome
  deliveries(first: 10) { totalCount nodes { id state attempts nextAt lastAttemptAt lastOutcome deliveredAt } }`;

interface Delivery {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAt: string;
  readonly lastOutcome: string | null;
  readonly deliveredAt: string | null;
}

interface Webhook {
  readonly id: string;
  readonly waiting: number;
  readonly givenUp: number;
  readonly lastOutcome: string | null;
  readonly lastDeliveredAt: string | null;
  readonly endedAt: string | null;
  readonly deliveries: { totalCount: number; nodes: readonly Delivery[] };
}

interface Acted {
  readonly act: { userErrors: readonly UserError[]; webhook: Webhook | null };
}

async function register(
  url = endpoint.url,
  changes: object = {},
  officer: OfficerName = 'approver',
): Promise<Acted['act']> {
  const input = { idempotencyKey: world.key(), url, kinds: ['ANSWER_CHANGED'], ...changes };
  const { act } = await world.data<Acted>(
    officer,
    `mutation ($input: RegisterWebhookInput!) { act: registerWebhook(input: $input) {
       userErrors { code field message } webhook { ${WEBHOOK} } } }`,
    { input },
  );
  return act;
}

async function end(webhookId: string, officer: OfficerName = 'approver'): Promise<Acted['act']> {
  const { act } = await world.data<Acted>(
    officer,
    `mutation ($input: EndWebhookInput!) { act: endWebhook(input: $input) {
       userErrors { code field message } webhook { ${WEBHOOK} } } }`,
    { input: { idempotencyKey: world.key(), webhookId } },
  );
  return act;
}

async function redeliver(
  deliveryId: string,
  officer: OfficerName = 'approver',
): Promise<{ userErrors: readonly UserError[]; delivery: Delivery | null }> {
  const { act } = await world.data<{
    act: { userErrors: readonly UserError[]; delivery: Delivery | null };
  }>(
    officer,
    `mutation ($input: RedeliverInput!) { act: redeliver(input: $input) {
       userErrors { code field message } delivery { id state attempts } } }`,
    { input: { idempotencyKey: world.key(), deliveryId } },
  );
  return act;
}

async function look(webhookId: string): Promise<Webhook> {
  const { node } = await world.data<{ node: Webhook }>(
    'approver',
    `query ($id: ID!) { node(id: $id) { ... on Webhook { ${WEBHOOK} } } }`,
    { id: webhookId },
  );
  return node;
}

/** One webhook, and one message that waits for it; returns the webhook and the check that it is about. */
async function oneWaiting(): Promise<{ webhookId: string; checkId: string; creditCode: string }> {
  const { webhook } = await register();
  const { id, creditCode } = await world.enterprise();
  const checkId = await checkCredit(world, creditCode, { matter: '示例采购〔2026〕9号' });
  await giveFeedback(world, checkId);
  await tell(world);
  await enterList(world, id, 'JUDGMENT_DEFAULTER');
  await tell(world);
  return { webhookId: webhook?.id ?? '', checkId, creditCode };
}

/** What the worker does every few seconds, `seconds` after noon of today. */
function deliver(
  seconds = 0,
  hosts: readonly string[] = [endpoint.host],
  signal = new AbortController().signal,
  signer = world.product.world.signer,
): Promise<number> {
  const { door, now } = world.product.world;
  if (signer === undefined) throw new Error('Worlds have a signer.');
  return deliverWebhooks({
    door,
    signer,
    courier: makeCourier({ hosts, mayUseLoopback: true }),
    signal,
    now: () => new Date(now().getTime() + seconds * 1_000),
  });
}

describe('A webhook', () => {
  test('is told of a changed answer with ids and codes only, and nothing is sent twice', async () => {
    const { webhookId, checkId, creditCode } = await oneWaiting();
    expect(await look(webhookId)).toMatchObject({ waiting: 1, lastOutcome: null });
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(endpoint.received).toHaveLength(1);
    expect(JSON.parse(endpoint.received[0]?.body ?? '')).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'credit.answer.changed',
      checkId: uuidOf(checkId),
      matter: '示例采购〔2026〕9号',
      field: 'PROCUREMENT',
      creditCode,
      fromVerdict: 'CLEAR',
      toVerdict: 'RESTRICTED',
      noticedAt: '2026-07-01T04:00:00.000Z',
    });
    expect(await look(webhookId)).toMatchObject({
      waiting: 0,
      lastOutcome: 'HTTP_200',
      lastDeliveredAt: '2026-07-01T04:00:00.000Z',
      deliveries: { totalCount: 1, nodes: [{ state: 'DELIVERED', attempts: 1 }] },
    });
  });

  test('is signed as docs/WEBHOOKS.md says: the snippet there accepts the message, and no altered one', async () => {
    await oneWaiting();
    await deliver();
    const [message] = endpoint.received;
    if (message === undefined) throw new Error('Nothing came.');
    const guide = readFileSync(new URL('../../docs/WEBHOOKS.md', import.meta.url), 'utf8');
    const [, snippet = ''] = /```js verify\n([^]*?)```/.exec(guide) ?? [];
    const source = `data:text/javascript;base64,${Buffer.from(snippet).toString('base64')}`;
    const { isGenuine } = (await import(source)) as {
      isGenuine(headers: IncomingHttpHeaders, body: string, jwk: unknown): boolean;
    };
    const { rows } = await world.owner.query<{ jwk: unknown }>(
      'select public_jwk as jwk from receipt_key where kid = $1',
      [message.headers['webhook-key-id']],
    );
    const jwk = rows[0]?.jwk;
    expect(isGenuine(message.headers, message.body, jwk)).toBe(true);
    expect(isGenuine(message.headers, message.body.replace('RESTRICTED', 'CLEAR'), jwk)).toBe(false);
    const later = String(Number(message.headers['webhook-timestamp']) + 1);
    expect(isGenuine({ ...message.headers, 'webhook-timestamp': later }, message.body, jwk)).toBe(false);
  });

  test('loses nothing while its endpoint is down, then answers 500, then leads elsewhere, then is silent, and at last is back', async () => {
    const { webhookId } = await oneWaiting();
    await endpoint.close();
    expect(await deliver()).toBe(0);
    expect(await look(webhookId)).toMatchObject({ waiting: 1, lastOutcome: 'UNREACHABLE' });
    await endpoint.open();
    endpoint.status = 500;
    expect(await deliver(59)).toBe(0);
    expect(endpoint.received).toHaveLength(0);
    expect(await deliver(60)).toBe(0);
    expect(await look(webhookId)).toMatchObject({ lastOutcome: 'HTTP_500' });
    endpoint.status = 302;
    await deliver(60 + 300);
    expect(await look(webhookId)).toMatchObject({
      lastOutcome: 'HTTP_302',
      deliveries: { nodes: [{ attempts: 3 }] },
    });
    await world.owner.query('update delivery_rule set timeout_seconds = 1');
    endpoint.status = 0;
    await deliver(60 + 300 + 1_800);
    expect(await look(webhookId)).toMatchObject({ waiting: 1, lastOutcome: 'TIMEOUT' });
    endpoint.status = 200;
    expect(await deliver(60 + 300 + 1_800 + 7_200)).toBe(1);
    const ids = new Set(endpoint.received.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);
    expect(new Set(endpoint.received.map(({ body }) => body)).size).toBe(1);
  });

  test('is given up after days of failures, stays on record, and can be sent again', async () => {
    const { webhookId } = await oneWaiting();
    endpoint.status = 503;
    for (let day = 0; day < 16; day++) await deliver(day * 100_000);
    const lost = await look(webhookId);
    expect(lost).toMatchObject({
      waiting: 0,
      givenUp: 1,
      deliveries: { nodes: [{ state: 'GIVEN_UP', attempts: 16 }] },
    });
    expect(await deliver(100 * 100_000)).toBe(0);
    endpoint.status = 204;
    const deliveryId = lost.deliveries.nodes[0]?.id ?? '';
    expect(await redeliver(deliveryId)).toMatchObject({
      userErrors: [],
      delivery: { state: 'WAITING', attempts: 0 },
    });
    expect(await deliver()).toBe(1);
    expect(await redeliver(deliveryId)).toMatchObject({ userErrors: [] });
    expect(await deliver()).toBe(1);
    expect(await look(webhookId)).toMatchObject({ givenUp: 0, lastOutcome: 'HTTP_204' });
  });

  test('is tried again when whoever was sending it was killed before he could say how it went', async () => {
    const { webhookId } = await oneWaiting();
    await world.owner.query(
      `update webhook_delivery set next_at = '2026-07-01T04:02:00Z' where state = 'WAITING'`,
    );
    expect(await deliver(119)).toBe(0);
    expect(await deliver(120)).toBe(1);
    expect(await look(webhookId)).toMatchObject({ waiting: 0 });
  });

  test('is told of a change once when whoever was telling it was killed in the middle', async () => {
    const { webhook } = await register();
    const { id, creditCode } = await world.enterprise();
    await giveFeedback(world, await checkCredit(world, creditCode));
    await tell(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const changes = await world.count('answer_change');
    await world.whileLocked('lock table webhook_delivery in access exclusive mode', [], async () => {
      const killed = tell(world).catch((error: unknown) => error);
      await world.untilBlocked(1);
      await world.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(await killed).toBeInstanceOf(Error);
    });
    expect(await world.count('answer_change')).toBe(changes);
    expect(await world.count('changed_subject')).toBe(1);
    expect(await tell(world)).toBe(1);
    expect(await tell(world)).toBe(0);
    expect(await look(webhook?.id ?? '')).toMatchObject({ waiting: 1, deliveries: { totalCount: 1 } });
  });

  test('has not failed when the service stops while it is being sent: it is tried again soon', async () => {
    const { webhookId } = await oneWaiting();
    endpoint.status = 0;
    const stopping = new AbortController();
    const broken = deliver(0, [endpoint.host], stopping.signal).catch((error: unknown) => error);
    await until(() => Promise.resolve(endpoint.received.length === 1));
    stopping.abort();
    expect(await broken).toMatchObject({ name: 'AbortError' });
    expect(await look(webhookId)).toMatchObject({ waiting: 1, deliveries: { nodes: [{ attempts: 0 }] } });
    endpoint.status = 200;
    expect(await deliver(120)).toBe(1);
  });

  test('is sent once by several processes that send at the same time', async () => {
    await oneWaiting();
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(endpoint.received).toHaveLength(1);
  });

  test('is not sent to a host that the operator has taken off the list, and is once it is back on it', async () => {
    const { webhookId } = await oneWaiting();
    expect(await deliver(0, [])).toBe(0);
    expect(endpoint.received).toHaveLength(0);
    expect(await look(webhookId)).toMatchObject({ waiting: 1, lastOutcome: 'HOST_NOT_ALLOWED' });
    expect(await deliver(60)).toBe(1);
  });

  test('keeps what came of the others when one message cannot even be signed', async () => {
    const { webhookId } = await oneWaiting();
    await register(`${endpoint.url}/other`);
    const { id, creditCode } = await world.enterprise();
    await giveFeedback(world, await checkCredit(world, creditCode));
    await tell(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await tell(world);
    const { signer } = world.product.world;
    if (signer === undefined) throw new Error('Worlds have a signer.');
    let signed = 0;
    const failing = {
      ...{ kid: signer.kid, publicJwk: signer.publicJwk },
      sign: (text: string) =>
        signed++ === 0 ? Promise.reject(new Error('No signature.')) : signer.sign(text),
    };
    await expect(deliver(0, [endpoint.host], undefined, failing)).rejects.toMatchObject({
      errors: [{ message: 'No signature.' }],
    });
    expect(endpoint.received).toHaveLength(2);
    const { rows } = await world.owner.query<{ outcome: string; attempts: number }>(
      `select last_outcome as outcome, attempts from webhook_delivery d join webhook w on w.id = d.webhook_id
       where w.ended_at is null order by last_outcome`,
    );
    expect(rows).toEqual([
      { outcome: 'FAILED', attempts: 1 },
      { outcome: 'HTTP_200', attempts: 1 },
      { outcome: 'HTTP_200', attempts: 1 },
    ]);
    expect(await deliver(60)).toBe(1);
    expect(await look(webhookId)).toMatchObject({ waiting: 0 });
  });

  test('leaves nothing waiting for ever when it is ended just as a message is put into the outbox', async () => {
    const { webhook } = await register();
    const { id, creditCode } = await world.enterprise();
    await giveFeedback(world, await checkCredit(world, creditCode));
    await tell(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await world.whileLocked('lock table webhook_delivery in share mode', [], async () => {
      const filling = tell(world);
      await world.untilBlocked(1);
      const ending = end(webhook?.id ?? '');
      await world.untilBlocked(2);
      held.push(filling, ending);
    });
    await Promise.all(held.splice(0));
    expect(await look(webhook?.id ?? '')).toMatchObject({
      waiting: 0,
      givenUp: 1,
      endedAt: expect.any(String),
    });
  });

  test('is told nothing any more once it has ended; what waited is given up', async () => {
    const { webhookId } = await oneWaiting();
    expect(await end(webhookId)).toMatchObject({
      userErrors: [],
      webhook: { endedAt: expect.any(String), waiting: 0, givenUp: 1, lastOutcome: null },
    });
    expect(await deliver()).toBe(0);
    expect((await end(webhookId)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'webhookId'] },
    ]);
    const { deliveries } = await look(webhookId);
    expect(deliveries.nodes).toMatchObject([{ lastOutcome: 'ENDED' }]);
    expect((await redeliver(deliveries.nodes[0]?.id ?? '')).userErrors).toMatchObject([
      { code: 'WRONG_STATE' },
    ]);
  });
});

describe('Registering a webhook', () => {
  test.each([
    ['another host', 'https://elsewhere.example/hook'],
    ['a listed host at another port', 'https://hooks.example:8443/hook'],
    ['a host that only ends like a listed one', 'https://evil-hooks.example/hook'],
    ['a listed host without TLS', 'http://hooks.example/hook'],
    ['another protocol', 'ftp://hooks.example/hook'],
    ['a user in the address', 'https://hooks.example@elsewhere.example/hook'],
    ['a password in the address', 'https://a:b@hooks.example/hook'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest'],
    ['a fragment', 'https://hooks.example/hook#x'],
    ['no address at all', 'hooks.example'],
  ])('is refused for %s', async (_what, url) => {
    const before = await world.countAll();
    expect((await register(url)).userErrors).toMatchObject([
      { code: 'HOST_NOT_ALLOWED', field: ['input', 'url'] },
    ]);
    expect(await world.countAll()).toEqual(before);
  });

  test('is done for a listed host, by an approval officer or an integrator, once', async () => {
    expect(await register('https://HOOKS.example/one')).toMatchObject({ userErrors: [] });
    expect(await register('https://hooks.example/two', {}, 'integrator')).toMatchObject({ userErrors: [] });
    expect((await register('https://hooks.example:443/one')).userErrors).toMatchObject([
      { code: 'ALREADY_EXISTS', field: ['input', 'url'] },
    ]);
  });

  test('needs something to tell of, and has a limit', async () => {
    expect((await register('https://hooks.example/x', { kinds: [] })).userErrors).toMatchObject([
      { code: 'MISSING_VALUE', field: ['input', 'kinds'] },
    ]);
    for (let count = 0; count < 20; count++)
      await register(`https://hooks.example/${count}`, {}, 'otherApprover');
    expect((await register('https://hooks.example/one-more', {}, 'otherApprover')).userErrors).toMatchObject([
      { code: 'TOO_MANY_ITEMS' },
    ]);
  });

  test('belongs to the office: another one finds neither it nor its messages', async () => {
    const { webhookId } = await oneWaiting();
    const { deliveries } = await look(webhookId);
    expect((await end(webhookId, 'otherApprover')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const deliveryId = deliveries.nodes[0]?.id ?? '';
    expect((await redeliver(deliveryId, 'otherApprover')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { nodes } = await world.data('otherApprover', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [webhookId, deliveryId],
    });
    expect(nodes).toEqual([null, null]);
    const { webhooks } = await world.data<{ webhooks: { totalCount: number; nodes: { id: string }[] } }>(
      'approver',
      '{ webhooks(first: 100) { totalCount nodes { id } } }',
    );
    expect(webhooks.nodes[0]?.id).toBe(webhookId);
    expect(webhooks.totalCount).toBe(webhooks.nodes.length);
  });

  test('cannot send again to a host that is no longer listed', async () => {
    const { webhookId } = await oneWaiting();
    await world.owner.query('update webhook set url = $2 where id = $1', [
      uuidOf(webhookId),
      'https://elsewhere.example/',
    ]);
    const { deliveries } = await look(webhookId);
    expect((await redeliver(deliveries.nodes[0]?.id ?? '')).userErrors).toMatchObject([
      { code: 'HOST_NOT_ALLOWED' },
    ]);
  });
});

describe('The worker', () => {
  test('tells and delivers by itself soon after a commit, and goes on after it was stopped and started again', async () => {
    const { webhook } = await register();
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId);
    await tell(world);
    await endpoint.close();
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const first = await work();
    await until(async () => (await look(webhook?.id ?? '')).lastOutcome === 'UNREACHABLE');
    await first.stop();
    await endpoint.open();
    await world.owner.query(`update webhook_delivery set next_at = now() where state = 'WAITING'`);
    await work();
    await until(() => Promise.resolve(endpoint.received.length === 1));
    expect(await look(webhook?.id ?? '')).toMatchObject({ waiting: 0, lastOutcome: 'HTTP_200' });
  });
});

async function work(): Promise<JobWorker> {
  const { door, signer } = world.product.world;
  if (signer === undefined) throw new Error('Worlds have a signer.');
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const courier = makeCourier({ hosts: [endpoint.host], mayUseLoopback: true });
  const worker = await startWorker({
    door,
    appUrl: world.database.appUrl,
    thread: new URL('../../src/job-thread.ts', import.meta.url),
    log,
    sending: { courier, signer },
    newId,
  });
  workers.push(worker);
  return worker;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 300; looks++) {
    if (await isSo()) return;
    await pause(50);
  }
  throw new Error('It never came to that.');
}
