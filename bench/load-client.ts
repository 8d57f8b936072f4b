import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.js';

/** What the bench orders its client to do. */
export interface Order {
  readonly port: number;
  /** Whole requests, sent in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  /** Answers of the first moments are not counted. */
  readonly warmUpMilliseconds: number;
  readonly milliseconds: number;
}

export interface Outcome {
  readonly answers: number;
  /** Also those before and after the time that counts. */
  readonly allAnswers: number;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
  /** The first answer that was none, if one was not. */
  readonly failure: string | null;
}

/**
 * Sends requests as fast as they are answered over a fixed number of connections. A process of its own that does as little
 * as possible for each answer: what it spends, the servers on the same machine do not have.
 */
function run(order: Order): Promise<Outcome> {
  const requests = order.requests.map((request) => Buffer.from(request));
  const latencies: number[] = [];
  const begin = performance.now();
  const countFrom = begin + order.warmUpMilliseconds;
  const end = countFrom + order.milliseconds;
  let next = 0;
  let allAnswers = 0;
  let failure: string | null = null;

  const work = (socket: Socket) =>
    new Promise<void>((resolve) => {
      let sentAt = 0;
      const send = () => {
        sentAt = performance.now();
        socket.write(requests[next++ % requests.length] ?? '');
      };
      const reader = new AnswerReader((problem) => {
        const now = performance.now();
        failure ??= problem;
        allAnswers += 1;
        if (sentAt >= countFrom && now <= end) latencies.push(now - sentAt);
        if (now < end && failure === null) send();
        else socket.end(resolve);
      });
      socket.on('data', (chunk: Buffer) => reader.read(chunk));
      socket.on('error', (error) => {
        failure ??= error.message;
        resolve();
      });
      socket.on('close', () => {
        if (performance.now() < end) failure ??= 'The server closed a connection.';
        resolve();
      });
      socket.on('connect', send);
    });

  const sockets = Array.from({ length: order.connections }, () =>
    connect({ port: order.port, host: '127.0.0.1', noDelay: true }),
  );
  return Promise.all(sockets.map(work)).then(() => {
    latencies.sort((a, b) => a - b);
    const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
    return {
      answers: latencies.length,
      allAnswers,
      milliseconds: order.milliseconds,
      p50: at(0.5),
      p99: at(0.99),
      failure,
    };
  });
}

process.on('message', (order: Order) => {
  void run(order).then((outcome) => process.send?.(outcome));
});
