import { buildSchema, GraphQLObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import supertest from 'supertest';
import type { Caller } from '../../src/http/caller.js';
import { USUAL_LIMITS } from '../../src/graphql/limits.js';
import { makeMetrics } from '../../src/http/metrics.js';
import {
  DEMO_AUDIENCE,
  demoIssuer,
  makeDemoKey,
  signDemoToken,
  type DemoKey,
} from '../../src/http/tokens.js';
import {
  makeServer,
  USUAL_DEADLINES,
  type Server,
  type ServerConfig,
  type ServerParts,
} from '../../src/server.js';
import type { Actor, Context, Role } from '../../src/usecases/context.js';

/** What a resolver of the small schema is given: who calls, and nothing to reach a database with. */
export type Resolvers = Readonly<
  Record<string, Readonly<Record<string, GraphQLFieldResolver<unknown, Context>>>>
>;

/** A schema with resolvers, for tests of the transport, which does not care what the fields mean. */
export function smallSchema(text: string, resolvers: Resolvers): GraphQLSchema {
  const schema = buildSchema(text);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!(type instanceof GraphQLObjectType)) throw new Error(`${typeName} is no object type`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field === undefined) throw new Error(`${typeName}.${name} does not exist`);
      field.resolve = resolve;
    }
  }
  return schema;
}

/** One line of the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface SmallServer {
  readonly server: Server;
  readonly url: string;
  readonly log: readonly LogLine[];
  readonly key: DemoKey;
  /** Sends a query as an officer with these roles, or as nobody. */
  ask(
    query: string,
    options?: {
      readonly variables?: Readonly<Record<string, unknown>>;
      readonly roles?: readonly Role[] | null;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<{ status: number; headers: Record<string, string>; body: Answer; text: string }>;
  /** A token for an officer with these roles. */
  tokenFor(roles: readonly Role[]): Promise<string>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

const USUAL_ROLES: readonly Role[] = ['STATION_OFFICER'];

/** The roles of an officer are spelt in his id, so that tests need no register. */
const ROLE_BY_DIGIT: Readonly<Record<string, Role>> = {
  '1': 'STATION_OFFICER',
  '2': 'MARKET_REGULATOR',
  '3': 'APPROVAL_OFFICER',
  '4': 'CREDIT_CLERK',
  '5': 'AUDITOR',
  '6': 'INTEGRATOR',
};

export function officerIdWith(roles: readonly Role[]): string {
  const digits = Object.entries(ROLE_BY_DIGIT).flatMap(([digit, role]) =>
    roles.includes(role) ? digit : [],
  );
  return `01935c3e-0000-7000-8000-${digits.join('').padStart(12, '0')}`;
}

export function actorWith(officerId: string): Actor {
  const roles = [...officerId.slice(-12)].flatMap((digit) => ROLE_BY_DIGIT[digit] ?? []);
  return {
    officerId,
    officerName: '测试人员',
    officeId: '01935c3e-0000-7000-8000-00000000000f',
    officeName: '测试单位',
    roles,
    regionCodes: ['440784'],
    sectors: [],
    approvalFields: [],
    personId: null,
  };
}

/** A server of the transport alone, listening on a free port of this machine. Not in demo mode unless `config` says so. */
export async function startSmallServer(
  schema: GraphQLSchema,
  changes: Omit<Partial<ServerParts>, 'config'> & { readonly config?: Partial<ServerConfig> } = {},
): Promise<SmallServer> {
  const key = await makeDemoKey();
  const log: LogLine[] = [];
  const write = (level: LogLine['level']) => (facts: object, message: string) =>
    void log.push({ level, facts: facts as LogLine['facts'], message });
  const { config, ...others } = changes;
  const server = await makeServer({
    schema,
    contextFor: (caller: Caller) => ({ ...caller }) as unknown as Context,
    findActor: (officerId) => Promise.resolve(actorWith(officerId)),
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    metrics: makeMetrics(),
    ...others,
    config: {
      limits: USUAL_LIMITS,
      budget: { points: 1_000_000, seconds: 60 },
      deadlines: USUAL_DEADLINES,
      bodyBytes: 100_000,
      signIn: { issuer: demoIssuer(key) },
      trustProxy: false,
      ...config,
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  const tokenFor = async (roles: readonly Role[]) =>
    (await signDemoToken(key, officerIdWith(roles), Date.now())).token;
  return {
    server,
    url,
    log,
    key,
    tokenFor,
    stop: () => server.stop(),
    async ask(query, { variables, roles = USUAL_ROLES, headers = {} } = {}) {
      const authorization: Record<string, string> =
        roles === null ? {} : { authorization: `Bearer ${await tokenFor(roles)}` };
      const answer = await supertest(url)
        .post('/graphql')
        .set({ ...authorization, ...headers })
        .send({ query, variables });
      const { status, text } = answer;
      return { status, text, headers: answer.headers, body: answer.body as Answer };
    },
  };
}

export const AUDIENCE = DEMO_AUDIENCE;
