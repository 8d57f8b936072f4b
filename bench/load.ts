import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ask } from './case.js';
import type { Order, Outcome } from './load-client.js';

/** The client process. */
export interface LoadClient {
  readonly pid: number;
  run(order: Order): Promise<Outcome>;
  stop(): Promise<void>;
}

export function startLoadClient(): LoadClient {
  const child: ChildProcess = fork(fileURLToPath(new URL('load-client.ts', import.meta.url)));
  return {
    pid: child.pid ?? 0,
    async run(order) {
      child.send(order);
      const [outcome] = (await once(child, 'message')) as [Outcome];
      if (outcome.failure !== null)
        throw new Error(`A server failed under load: ${outcome.failure.slice(0, 2_000)}`);
      return outcome;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/** A request as it goes over the wire. */
export function wireText({ method, path, headers, body }: Ask, port: number): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (method === 'POST') lines.push(`content-length: ${Buffer.byteLength(body)}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n${body}`;
}
