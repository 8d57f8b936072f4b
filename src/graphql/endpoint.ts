import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readJson, type BodyLimits } from '../http/bodies.js';
import { type Caller, callerOf } from '../http/caller.js';
import { preferencesOf, remembered } from '../http/headers.js';
import { refuse, type RequestLog } from '../http/requests.js';
import { HttpRefusal } from '../http/refusals.js';
import type { SignIn } from '../http/sign-in.js';
import type { Context } from '../usecases/context.js';
import type { Call } from './admission.js';
import { INTENDED_BY_HEADERS, type Apollo } from './apollo.js';

export interface EndpointSettings extends BodyLimits {
  readonly apollo: Apollo;
  readonly signIn: SignIn;
  readonly log: RequestLog;
  readonly demoMode: boolean;
  contextFor(caller: Caller): Context;
  /** Shows GraphiQL. */
  showPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';
const HTML_TYPE = 'text/html';
const ADDRESS = '/graphql';

/** `GET` and `POST /graphql`. Source: GraphQL over HTTP, draft of 2025. */
export function routeGraphql(app: FastifyInstance, settings: EndpointSettings): void {
  app.get(ADDRESS, (request, reply) => {
    if (mediaTypeFor(request.raw.headers.accept ?? '*/*') !== HTML_TYPE)
      return answer(request, reply, settings);
    request.kind = 'page';
    return settings.showPage(request, reply);
  });
  app.post(ADDRESS, (request, reply) => answer(request, reply, settings));
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'],
    url: ADDRESS,
    handler: () => Promise.reject(new HttpRefusal('METHOD_NOT_ALLOWED', { allow: 'GET, POST' })),
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: EndpointSettings,
): Promise<FastifyReply> {
  const mediaType = mediaTypeFor(request.raw.headers.accept ?? '*/*');
  // Told before anything is executed: an act that was done must not be answered with 406.
  if (mediaType !== JSON_TYPE && mediaType !== GRAPHQL_TYPE) throw new HttpRefusal('NOT_ACCEPTABLE');
  const call = await callFrom(request, settings, mediaType === GRAPHQL_TYPE);
  try {
    return await execute(request, reply, { call, mediaType, settings });
  } catch (error) {
    await settings.apollo.gate.charge(call);
    return refuse(request, reply, error, { ...settings, extensions: { cost: call.cost } });
  }
}

/** Who is calling, before a byte of the body is read. Throws UNAUTHENTICATED for a bad token. */
async function callFrom(
  request: FastifyRequest,
  settings: EndpointSettings,
  strictStatus: boolean,
): Promise<Call> {
  const caller = await callerOf(request, settings.signIn);
  const { actor } = caller;
  return {
    context: settings.contextFor(caller),
    payer: actor?.officerId ?? `address ${request.ip}`,
    mayIntrospect: settings.demoMode || (actor?.roles.some((role) => MAY_INTROSPECT.has(role)) ?? false),
    strictStatus,
    operation: null,
    variableErrors: [],
    cost: null,
    retryAfterSeconds: null,
    outcome: 'ok',
  };
}

const MAY_INTROSPECT: ReadonlySet<string> = new Set(['INTEGRATOR', 'AUDITOR']);

async function execute(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, mediaType, settings }: { call: Call; mediaType: string; settings: EndpointSettings },
): Promise<FastifyReply> {
  const { apollo } = settings;
  const httpGraphQLRequest = await graphqlRequest(request, settings);
  const context = () => Promise.resolve({ call });
  const { status, headers, body } = await apollo.server.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context,
  });
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
  // The plugins have not seen such an answer, so nothing of it is let out.
  if (status === 500 && call.outcome === 'ok') throw new Error('Apollo gave no answer.');
  request.kind = call.operation === 'query' || call.operation === 'mutation' ? call.operation : 'graphql';
  request.outcome = call.outcome;
  const allow = headers.get('allow');
  if (allow !== undefined) reply.header('allow', allow);
  if (call.retryAfterSeconds !== null) reply.header('retry-after', String(call.retryAfterSeconds));
  reply.code(status ?? 200).header('content-type', `${mediaType}; charset=utf-8`);
  return reply.send(call.cost === null ? await withCost(body.string, call, settings) : body.string);
}

/** Apollo answers requests that are no GraphQL at all without asking the plugins; they cost something, too. */
async function withCost(body: string, call: Call, { apollo }: EndpointSettings): Promise<string> {
  await apollo.gate.charge(call);
  call.outcome = 'refused';
  const extensions = { cost: call.cost, correlationId: call.context.correlationId };
  return JSON.stringify({ ...(JSON.parse(body) as object), extensions });
}

async function graphqlRequest(
  request: FastifyRequest,
  settings: EndpointSettings,
): Promise<HTTPGraphQLRequest> {
  const { method = 'GET', url = '', headers: given } = request.raw;
  if (method === 'GET') {
    const headers = new HeaderMap();
    for (const name of INTENDED_BY_HEADERS) {
      const value = given[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    return { method, headers, search: searchOf(url), body: undefined };
  }
  const body = await readJson(request.raw, settings);
  if (Array.isArray(body)) throw new HttpRefusal('BATCHING_REFUSED');
  return { method, headers: JSON_HEADERS, search: '', body };
}

/**
 * What Apollo gets to see of the headers. Foreign pages cannot send JSON unasked, and nothing else was read, so its guard
 * against forged requests is told to be content. The media type of the answer has been chosen: an empty `accept` keeps Apollo
 * from weighing one again, which takes longer than compiled operations do.
 */
const JSON_HEADERS = new HeaderMap([
  ['apollo-require-preflight', 'application/json'],
  ['accept', ''],
]);

/** Broken percent-encoding would be mended silently further on. */
function searchOf(url: string): string {
  const at = url.indexOf('?');
  const search = at < 0 ? '' : url.slice(at);
  try {
    decodeURIComponent(search.replaceAll('+', ' '));
  } catch {
    throw new HttpRefusal('INVALID_UTF8');
  }
  return search;
}

/** The media type to answer in, null when the caller takes none that there is. */
const mediaTypeFor = remembered((accept: string): string | null => {
  for (const { value, weight } of preferencesOf(accept)) {
    if (weight === 0) continue;
    if (value === JSON_TYPE || value === GRAPHQL_TYPE || value === HTML_TYPE) return value;
    if (value === '*/*' || value === 'application/*') return JSON_TYPE;
  }
  return null;
});
