import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { loggable, type LoggableFailure } from '../http/refusals.js';
import { Gate, type Call } from './admission.js';
import type { BudgetSettings } from './cost.js';
import { documentStore } from './documents.js';
import { presentErrors } from './errors.js';
import { makeExecutor, type Execute, type Leaves } from './executor.js';
import { limitsRule, MOST_VALIDATION_ERRORS, type Limits } from './limits.js';

/** What Apollo carries along. It copies its context for each request, so the call inside is not touched. */
export interface Carried {
  readonly call: Call;
}

export interface ApolloSettings {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly budget: BudgetSettings;
  readonly leaves: Leaves;
  readonly log: FailureLog;
}

/** The part of pino's log that is needed here. */
export interface FailureLog {
  error(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface Apollo {
  readonly server: ApolloServer<Carried>;
  readonly gate: Gate;
}

/** Headers that a form or an image of a foreign page cannot send, so that a request with one of them is meant. */
export const INTENDED_BY_HEADERS = ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'];

export async function startApollo({ schema, limits, budget, leaves, log }: ApolloSettings): Promise<Apollo> {
  const gate = new Gate(schema, limits, budget);
  const server = new ApolloServer<Carried>({
    gateway: gatewayTo(schema, makeExecutor(schema, leaves)),
    // Whether a caller may introspect is decided for each request, by the gate.
    introspection: true,
    validationRules: [limitsRule(limits)],
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    parseOptions: { maxLexicalTokens: limits.tokens },
    documentStore: documentStore(),
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: INTENDED_BY_HEADERS },
    includeStacktraceInErrorResponses: false,
    stringifyResult: (value) => JSON.stringify(value),
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: logOf(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      gatekeeper(gate, log),
    ],
  });
  await server.start();
  return { server, gate };
}

type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer<Carried>>[0]['gateway']>;

/** Apollo takes another executor only from a gateway; this one has no subgraphs behind it. */
function gatewayTo(schema: GraphQLSchema, execute: Execute): Gateway {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ document, operation, request, context }) => {
          const { call } = context as unknown as Carried;
          if (call.variableErrors.length > 0) return Promise.resolve({ errors: call.variableErrors });
          return execute({ document, operation, variables: request.variables ?? {}, context: call.context });
        },
      }),
    stop: () => Promise.resolve(),
  };
}

/** What happens to each operation before it is run, and to each answer before it leaves. */
function gatekeeper(gate: Gate, log: FailureLog): ApolloServerPlugin<Carried> {
  const listener = {
    async didResolveOperation({
      document,
      operation,
      request,
      contextValue,
    }: GraphQLRequestContext<Carried>) {
      // An operation that the document does not have is refused by the executor.
      if (document === undefined || operation === undefined) return;
      const variables = (request.variables ?? {}) as Record<string, unknown>;
      await gate.admit(contextValue.call, { document, definition: operation, variables });
    },
    willSendResponse: (request: GraphQLRequestContext<Carried>) => finish(request, gate, log),
  };
  return {
    requestDidStart: () => Promise.resolve(listener),
    unexpectedErrorProcessingRequest({ requestContext, error }) {
      const { correlationId } = requestContext.contextValue.call.context;
      log.error({ correlationId, failure: loggable(error) }, 'Apollo failed');
      return Promise.resolve();
    },
  };
}

async function finish(request: GraphQLRequestContext<Carried>, gate: Gate, log: FailureLog): Promise<void> {
  const { call } = request.contextValue;
  const { body, http } = request.response;
  if (body?.kind !== 'single') return;
  if (call.cost === null) await gate.charge(call);
  const { singleResult } = body;
  const { locale, correlationId } = call.context;
  if (request.errors === undefined) {
    singleResult.extensions = { cost: call.cost };
    return;
  }
  const report = (failure: LoggableFailure, path: string) => {
    log.error({ correlationId, path, failure }, 'A field failed');
  };
  const reader = { locale, correlationId, mayIntrospect: call.mayIntrospect, document: request.document };
  const errors = presentErrors(request.errors, reader, report);
  call.outcome = errors.some(isFailure) ? 'failed' : 'refused';
  singleResult.errors = errors;
  singleResult.extensions = { cost: call.cost, correlationId };
  const code = codeOf(errors[0]);
  if (singleResult.data === undefined) http.status = STATUS_OF_CODE.get(code) ?? http.status ?? 400;
  // Clients of the older media type take any other status for a fault of the transport. Source: GraphQL over HTTP, 6.4.1.
  if (http.status === 400 && !call.strictStatus && code !== 'BAD_REQUEST') http.status = 200;
}

/** Where nothing was executed, these refusals are told by the status, too. The rest Apollo has judged: 400, or 405. */
const STATUS_OF_CODE = new Map([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['BAD_USER_INPUT', 400],
  ['TOO_COSTLY', 400],
  ['RATE_LIMITED', 429],
  ['RETRY_LATER', 503],
  ['INTERNAL', 500],
]);

function codeOf(error: GraphQLFormattedError | undefined): string {
  const code = error?.extensions?.code;
  return typeof code === 'string' ? code : '';
}

function isFailure(error: GraphQLFormattedError): boolean {
  const code = codeOf(error);
  return code === 'INTERNAL' || code === 'RETRY_LATER';
}

/** What Apollo itself has to say. Its errors repeat the messages of others, so of them only the fact is kept. */
function logOf(log: FailureLog) {
  const quiet = () => undefined;
  return {
    debug: quiet,
    info: quiet,
    warn: (message?: unknown) => log.warn({ from: 'apollo' }, String(message)),
    error: () => log.error({ from: 'apollo' }, 'Apollo reports an error'),
  };
}
