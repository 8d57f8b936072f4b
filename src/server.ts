import { createServer, type Server as HttpServer, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { startApollo } from './graphql/apollo.js';
import type { BudgetSettings } from './graphql/cost.js';
import { routeGraphql } from './graphql/endpoint.js';
import { type Caller, callerOf } from './http/caller.js';
import type { Leaves } from './graphql/executor.js';
import type { Limits } from './graphql/limits.js';
import { EXAMPLES } from './http/examples.js';
import { graphiqlPage } from './http/graphiql.js';
import { securityHeaders } from './http/headers.js';
import { routeHealth } from './http/health.js';
import { routeMetrics, type Metrics } from './http/metrics.js';
import { refusalBody, statusOf, type TransportCode } from './http/refusals.js';
import { attendRequests, type RequestLog } from './http/requests.js';
import { makeSignIn, routeDemoSignIn, type FindActor, type SignInSettings } from './http/sign-in.js';
import type { Context } from './usecases/context.js';

/** How long the server waits, in milliseconds. Slow clients are cut off; the numbers keep that under 20 seconds. */
export interface Deadlines {
  /** From the opening of a connection, or the last answer on it, to the end of the headers. */
  readonly headers: number;
  /** From the headers to the end of a JSON body. */
  readonly body: number;
  /** Without a byte in either direction while a request is under way: also the longest that an answer may take to begin. */
  readonly silence: number;
  /** Between two requests on one connection. */
  readonly keepAlive: number;
  /** A whole request, file included. Files have no other limit in all, only one of silence. */
  readonly upload: number;
  /** How often the first and the last of these are looked at. */
  readonly checkEvery: number;
  /** For requests under way when the server stops. */
  readonly drain: number;
}

export const USUAL_DEADLINES: Deadlines = {
  headers: 10_000,
  body: 15_000,
  silence: 18_000,
  keepAlive: 65_000,
  upload: 3_600_000,
  checkEvery: 2_000,
  drain: 10_000,
};

export interface ServerConfig {
  readonly limits: Limits;
  readonly budget: BudgetSettings;
  readonly deadlines: Deadlines;
  /** Longest JSON body, in bytes. */
  readonly bodyBytes: number;
  readonly signIn: SignInSettings;
  /** Whether every value that leaves is checked against its type (the default), or trusted to be of it. */
  readonly leaves?: Leaves;
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed, as Fastify's `trustProxy`. */
  readonly trustProxy: boolean | string | readonly string[];
  /** With this bearer token `/metrics` answers from anywhere; without it only on the same machine. */
  readonly metricsToken?: string;
}

export interface ServerParts {
  /** With access applied. */
  readonly schema: GraphQLSchema;
  readonly config: ServerConfig;
  /** Asked by `/health/ready`. */
  readonly store?: { ping(): Promise<void> };
  readonly contextFor: (caller: Caller) => Context;
  readonly findActor: FindActor;
  readonly log: RequestLog;
  readonly metrics: Metrics;
  /** Adds routes for what does not fit into GraphQL, such as files. */
  readonly addRoutes?: (app: FastifyInstance, contextOf: ContextOf) => void;
}

/** The context of a request outside GraphQL, with the same sign-in. Throws UNAUTHENTICATED for a bad token. */
export type ContextOf = (request: FastifyRequest) => Promise<Context>;

export interface Server {
  readonly app: FastifyInstance;
  /** Starts listening; the address, such as `http://127.0.0.1:4000`. */
  listen(port: number, host: string): Promise<string>;
  /** Takes no more connections, lets what is under way finish, and closes. */
  readonly stop: () => Promise<void>;
}

/** HTTP + Apollo + schema. Reads no environment and opens no port by itself: main and the tests share it. */
export async function makeServer(parts: ServerParts): Promise<Server> {
  const { config, log, metrics, schema } = parts;
  const { deadlines, limits, budget } = config;
  const now = () => Date.now();
  const apollo = await startApollo({ schema, limits, budget, leaves: config.leaves ?? 'checked', log });
  const signIn = makeSignIn(config.signIn, parts.findActor, now);
  const bodies = { bytes: config.bodyBytes, bodyMilliseconds: deadlines.body };
  const demoMode = config.signIn.demo !== undefined;
  let stopping: Promise<void> | null = null;
  const isStopping = () => stopping !== null;

  const app = fastify(config);
  attendRequests(app, {
    log,
    metrics,
    headers: { ...(await securityHeaders()), 'cache-control': 'no-store' },
    bodyMilliseconds: deadlines.body,
    isStopping,
  });
  routeHealth(app, { ping: () => parts.store?.ping() ?? Promise.resolve(), isStopping });
  routeMetrics(app, metrics, config.metricsToken);
  if (config.signIn.demo !== undefined) routeDemoSignIn(app, config.signIn.demo, bodies, now);
  const showPage = graphiqlPage({
    title: '信用分级分类监管 · Tiered supervision',
    examples: EXAMPLES,
    demoMode,
  });
  routeGraphql(app, { ...bodies, apollo, signIn, log, demoMode, contextFor: parts.contextFor, showPage });
  parts.addRoutes?.(app, async (request) => parts.contextFor(await callerOf(request, signIn)));
  await app.ready();

  const stop = async () => {
    await drain(app.server, deadlines.drain);
    await app.close();
    await apollo.server.stop();
  };
  return {
    app,
    listen: (port, host) => app.listen({ port, host }),
    stop: () => (stopping ??= stop()),
  };
}

function fastify({ deadlines, trustProxy }: ServerConfig): FastifyInstance {
  return Fastify({
    logger: false,
    exposeHeadRoutes: false,
    trustProxy: typeof trustProxy === 'object' ? [...trustProxy] : trustProxy,
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      // An address that cannot be decoded; no hook and no route ever sees it.
      reply.raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(refusalBody('BAD_REQUEST', 'zh-CN'));
    },
    serverFactory: (handler) => {
      const server = createServer(
        {
          headersTimeout: deadlines.headers,
          requestTimeout: deadlines.upload,
          connectionsCheckingInterval: deadlines.checkEvery,
          keepAliveTimeout: deadlines.keepAlive,
        },
        handler,
      );
      server.timeout = deadlines.silence;
      return server;
    },
  });
}

/** What never became a request: broken or oversized headers, or headers that did not come in time. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = CODE_OF_BROKEN[error.code ?? ''] ?? 'BAD_REQUEST';
  const status = statusOf(code);
  const body = refusalBody(code, 'zh-CN');
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

const CODE_OF_BROKEN: Readonly<Record<string, TransportCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

const LOOK_EVERY_MS = 50;

/** Connections are closed as they fall idle; after `milliseconds` the rest is cut. */
async function drain(server: HttpServer, milliseconds: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), milliseconds);
  await closed;
  clearInterval(look);
  clearTimeout(cut);
}
