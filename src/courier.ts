import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Attempt } from './domain/delivery.js';
import type { Courier, Message } from './usecases/courier.js';

export interface CourierLimits {
  /** `host` or `host:port`, as they stand in an address; nothing else is ever reached. */
  readonly hosts: readonly string[];
  /** Demo mode: listed addresses of this very machine may go without TLS. */
  readonly mayUseLoopback: boolean;
}

/**
 * Posts messages. Redirects are not followed, because they would lead past the operator's list, and of an answer only the status is
 * looked at: whatever the other side sends is dropped unread.
 */
export function makeCourier({ hosts, mayUseLoopback }: CourierLimits): Courier {
  const listed = new Set(hosts.map((host) => host.toLowerCase()));
  const mayReach = (text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const { protocol, host, hostname, username, password, hash } = new URL(text);
    if (username + password + hash !== '' || !listed.has(host)) return false;
    return protocol === 'https:' || (protocol === 'http:' && mayUseLoopback && hostname === '127.0.0.1');
  };
  return {
    mayReach,
    carry: (message) =>
      mayReach(message.url)
        ? post(message)
        : Promise.resolve({ isDelivered: false, outcome: 'HOST_NOT_ALLOWED' }),
  };
}

function post({ url, headers, body, timeoutSeconds, signal }: Message): Promise<Attempt> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection of its own: one that lingers would outlive the list that allowed it.
      agent: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1_000)]),
    });
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.on('error', () => undefined);
      response.destroy();
      resolve({ isDelivered: status >= 200 && status < 300, outcome: `HTTP_${status}` });
    });
    request.on('error', ({ name }) =>
      resolve({ isDelivered: false, outcome: name === 'AbortError' ? 'TIMEOUT' : 'UNREACHABLE' }),
    );
    request.end(body);
  });
}
