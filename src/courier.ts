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
    carry: async (message) => {
      if (!mayReach(message.url)) return { isDelivered: false, outcome: 'HOST_NOT_ALLOWED' };
      // What Node refuses to send at all, such as a header that is none, it throws.
      return await post(message).catch(() => ({ isDelivered: false, outcome: UNREACHABLE }));
    },
  };
}

const ABORTED = 'ABORTED';
const TIMEOUT = 'TIMEOUT';
const UNREACHABLE = 'UNREACHABLE';

/**
 * Settles in any case: by the status, or by whichever comes first of an error, the time limit, a stop of the service, and the end of a connection that
 * never answered, such as one that the other side has switched to another protocol.
 */
function post({ url, headers, body, timeoutSeconds, signal }: Message): Promise<Attempt> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection of its own: one that lingers would outlive the list that allowed it.
      agent: false,
    });
    const settle = (outcome: string, isDelivered = false): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      request.destroy();
      resolve({ isDelivered, outcome });
    };
    const stop = (): void => settle(ABORTED);
    // A plain timer, because Node 20 lets a timeout signal that is only held by AbortSignal.any be collected before it fires.
    const timer = setTimeout(() => settle(TIMEOUT), timeoutSeconds * 1_000);
    signal.addEventListener('abort', stop);
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.on('error', () => undefined);
      settle(`HTTP_${status}`, status >= 200 && status < 300);
    });
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      settle(`HTTP_${statusCode ?? 0}`);
    });
    request.on('error', () => settle(UNREACHABLE));
    request.on('close', () => settle(UNREACHABLE));
    if (signal.aborted) stop();
    else request.end(body);
  });
}
