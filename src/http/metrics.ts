import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { HttpRefusal } from './refusals.js';

/** What kind of request was answered. Names that clients choose (operations, paths) never become labels. */
export type RequestKind =
  'query' | 'mutation' | 'graphql' | 'page' | 'sign-in' | 'upload' | 'health' | 'other';

/** `refused`: the caller could put it right. `failed`: we could not. */
export type RequestOutcome = 'ok' | 'refused' | 'failed';

export interface Metrics {
  observe(kind: RequestKind, outcome: RequestOutcome, seconds: number): void;
  /** Reports a number that is read whenever metrics are asked for, such as the length of a queue. */
  watch(name: string, help: string, read: () => number): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const PREFIX = 'supervision_';
const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** One per process: it also measures the event loop, the heap and the garbage collector. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: `${PREFIX}request_duration_seconds`,
    help: 'Time from the headers of a request to the end of its answer',
    labelNames: ['kind', 'outcome'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return {
    observe: (kind, outcome, seconds) => durations.observe({ kind, outcome }, seconds),
    watch: (name, help, read) => {
      new Gauge({
        name: PREFIX + name,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/**
 * `GET /metrics`, for a collector on the same machine, or one that knows the bearer token. To everybody else it does not
 * exist: how much an office works, and when, is not public.
 */
export function routeMetrics(app: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  app.get('/metrics', async (request, reply) => {
    if (!mayCollect(request, token)) throw new HttpRefusal('NO_SUCH_ROUTE');
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

function mayCollect({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined && isSame(headers.authorization ?? '', `Bearer ${token}`)) return true;
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !forwarded && /^(?:127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
}

/** Compares in a time that says nothing about how much was right. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => hash('sha256', text, 'buffer'));
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
