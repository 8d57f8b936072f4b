import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeCourier } from './courier.js';
import type { Attempt } from './domain/delivery.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Whoever answers each connection with these bytes, or not at all. */
async function answering(bytes: string | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (bytes === '') socket.end();
      else if (bytes !== null) socket.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function carry(
  host: string,
  { signal = new AbortController().signal, headers = {}, timeoutSeconds = 1 } = {},
): Promise<Attempt> {
  const message = { url: `http://${host}/hook`, headers, body: '{}', timeoutSeconds, signal };
  return makeCourier({ hosts: [host], mayUseLoopback: true }).carry(message);
}

/** Collects what nobody holds any more, as happens in a process that lives long. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('A courier', () => {
  test.each([
    ['a success', 'HTTP/1.1 204 No Content\r\n\r\n', true, 'HTTP_204'],
    ['a failure', 'HTTP/1.1 503 Away\r\ncontent-length: 0\r\n\r\n', false, 'HTTP_503'],
    [
      'a status before an answer that never ends',
      'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx',
      true,
      'HTTP_200',
    ],
    [
      'a switch to another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      false,
      'HTTP_101',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', false, 'UNREACHABLE'],
    ['a connection that ends without a word', '', false, 'UNREACHABLE'],
  ])('tells of %s', async (_what, bytes, isDelivered, outcome) => {
    expect(await carry(await answering(bytes))).toEqual({ isDelivered, outcome });
  });

  test('gives up a silent endpoint at its time, also when everything that can be has been collected meanwhile', async () => {
    const carried = carry(await answering(null));
    for (let looks = 0; looks < 5; looks++) {
      await pause(100);
      collectGarbage();
    }
    expect(await carried).toEqual({ isDelivered: false, outcome: 'TIMEOUT' });
  });

  test('gives up at once when the service stops, before or while it is on its way', async () => {
    const host = await answering(null);
    const stopping = new AbortController();
    const carried = carry(host, { signal: stopping.signal, timeoutSeconds: 60 });
    await pause(50);
    stopping.abort();
    expect(await carried).toEqual({ isDelivered: false, outcome: 'ABORTED' });
    expect(await carry(host, { signal: stopping.signal, timeoutSeconds: 60 })).toEqual({
      isDelivered: false,
      outcome: 'ABORTED',
    });
  });

  test('makes an outcome of what cannot be sent at all', async () => {
    const host = await answering(null);
    expect(await carry(host, { headers: { 'webhook-id': 'a\r\nb' } })).toEqual({
      isDelivered: false,
      outcome: 'UNREACHABLE',
    });
  });
});
