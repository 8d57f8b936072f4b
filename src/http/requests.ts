import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../usecases/context.js';
import { discardRest, hasBody } from './bodies.js';
import { correlationIdOf } from './headers.js';
import { localeOf } from './language.js';
import type { Metrics, RequestKind, RequestOutcome } from './metrics.js';
import { codeOf, HttpRefusal, loggable, refusalBody, statusOf, type AnswerCode } from './refusals.js';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
    locale: Locale;
    startedAt: number;
    /** Who is answered; null for nobody signed in. */
    officerId: string | null;
    kind: RequestKind;
    outcome: RequestOutcome | null;
  }
}

/** The part of pino's log that requests need. */
export interface RequestLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface RequestSettings {
  readonly log: RequestLog;
  readonly metrics: Metrics;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the rest of a refused body is read and thrown away. */
  readonly bodyMilliseconds: number;
  isStopping(): boolean;
}

/** What is the same for every request: its id and language, headers, refusals in one shape, one log line, one measurement. */
export function attendRequests(app: FastifyInstance, settings: RequestSettings): void {
  app.decorateRequest('correlationId', '');
  app.decorateRequest('locale', 'zh-CN');
  app.decorateRequest('startedAt', 0);
  app.decorateRequest('officerId', null);
  app.decorateRequest('kind', 'other');
  app.decorateRequest('outcome', null);
  // Bodies are read by the handlers, after they know who is asking.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.addHook('onRequest', (request, reply, done) => {
    const { headers, method } = request.raw;
    request.startedAt = performance.now();
    request.correlationId = correlationIdOf(headers['x-correlation-id']);
    request.locale = localeOf(headers['accept-language']);
    request.kind = kindOf(request.routeOptions.url ?? '');
    reply.headers(settings.headers);
    reply.header('x-correlation-id', request.correlationId);
    if (settings.isStopping()) reply.header('connection', 'close');
    const isOdd = (method === 'GET' || method === 'HEAD') && hasBody(request.raw);
    if (isOdd) done(new HttpRefusal('BAD_REQUEST', { connection: 'close' }));
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    finish(request, reply, settings);
    done();
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(request, reply, new HttpRefusal('NO_SUCH_ROUTE'), settings),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(request, reply, error, settings));
}

/** Answers with a refusal, whatever was thrown. `extensions` are put beside the error, such as its cost. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  settings: Pick<RequestSettings, 'log' | 'bodyMilliseconds'> & {
    extensions?: Readonly<Record<string, unknown>>;
  },
): FastifyReply {
  const code = answerCode(error);
  const { correlationId, locale } = request;
  if (code === 'INTERNAL' || code === 'RETRY_LATER') {
    request.outcome = 'failed';
    settings.log.error({ correlationId, failure: loggable(error) }, 'A request failed');
  } else {
    request.outcome = 'refused';
  }
  if (error instanceof HttpRefusal) reply.headers(error.headers);
  if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
  if (code === 'RETRY_LATER') reply.header('retry-after', '1');
  discardRest(request.raw, settings.bodyMilliseconds);
  return reply
    .code(statusOf(code))
    .type('application/json; charset=utf-8')
    .send(refusalBody(code, locale, { ...settings.extensions, correlationId }));
}

function answerCode(error: unknown): AnswerCode {
  const { statusCode } = error as { statusCode?: unknown };
  if (statusCode === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return 'BAD_REQUEST';
  return codeOf(error);
}

function finish(request: FastifyRequest, reply: FastifyReply, { log, metrics }: RequestSettings): void {
  const milliseconds = performance.now() - request.startedAt;
  const outcome = request.outcome ?? (reply.statusCode < 400 ? 'ok' : 'refused');
  metrics.observe(request.kind, outcome, milliseconds / 1000);
  log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      kind: request.kind,
      status: reply.statusCode,
      outcome,
      milliseconds: Math.round(milliseconds * 100) / 100,
      correlationId: request.correlationId,
      officerId: request.officerId,
    },
    'request',
  );
}

function kindOf(route: string): RequestKind {
  if (route === '/graphql') return 'graphql';
  if (route.startsWith('/health') || route === '/metrics') return 'health';
  if (route.startsWith('/demo')) return 'sign-in';
  return route.startsWith('/uploads') ? 'upload' : 'other';
}
