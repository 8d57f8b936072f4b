import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../domain/refusal.js';
import type { Actor } from '../usecases/context.js';
import { readJson, type BodyLimits } from './bodies.js';
import { HttpRefusal } from './refusals.js';
import {
  demoIssuer,
  signDemoToken,
  tokenVerifier,
  type DemoKey,
  type TokenIssuer,
  type VerifiedToken,
} from './tokens.js';

export interface SignInSettings {
  /** The issuer of the place. May be left out in demo mode only. */
  readonly issuer?: TokenIssuer;
  /** Present in demo mode only. */
  readonly demo?: Demo;
}

/** Demo mode: anybody may become any officer of the demo district. */
export interface Demo {
  readonly key: DemoKey;
  listOfficers(): Promise<readonly DemoOfficer[]>;
}

export interface DemoOfficer {
  readonly officerId: string;
  readonly login: string;
  readonly officerName: string;
  readonly officeName: string;
  readonly roles: readonly string[];
}

export type FindActor = (officerId: string) => Promise<Actor | null>;

export interface SignIn {
  /**
   * Who sent this `Authorization` header on this connection; null for nobody. Throws UNAUTHENTICATED, or RETRY_LATER.
   * Programs send the same header on a connection again and again, so the last one is remembered as long as that lives.
   */
  actorOf(authorization: string | undefined, connection: object): Actor | null | Promise<Actor | null>;
}

/** A change of an officer's roles or office takes effect after this long at most. */
const ACTOR_KEPT_MS = 5_000;
const MOST_ACTORS = 5_000;

export const DEMO_WARNING = {
  zh: '演示模式：任何人都可以以任何演示人员的身份登录。请勿录入真实信息。',
  en: 'Demo mode: anybody can sign in as any demo officer. Do not enter real data.',
} as const;

/** Throws Error at start when nobody could ever sign in. */
export function makeSignIn(settings: SignInSettings, findActor: FindActor, now: () => number): SignIn {
  const issuers = [
    ...(settings.demo === undefined ? [] : [demoIssuer(settings.demo.key)]),
    ...(settings.issuer === undefined ? [] : [settings.issuer]),
  ];
  if (issuers.length === 0)
    throw new Error('Nobody can sign in: name an issuer of tokens, or start in demo mode.');
  const verifier = tokenVerifier(issuers, now);
  const actorById = actorsKept(findActor);
  const lastOn = new WeakMap<object, { readonly authorization: string; readonly verified: VerifiedToken }>();
  return {
    actorOf(authorization, connection) {
      if (authorization === undefined) return null;
      const last = lastOn.get(connection);
      if (last?.authorization === authorization && last.verified.expiresAtMs > now()) {
        return actorById(last.verified.officerId);
      }
      const accept = (verified: VerifiedToken) => {
        lastOn.set(connection, { authorization, verified });
        return actorById(verified.officerId);
      };
      const token = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw new DomainError('UNAUTHENTICATED');
      const verified = verifier.verify(token);
      return verified instanceof Promise ? verified.then(accept) : accept(verified);
    },
  };
}

/** Looks officers up, keeping each for a few seconds. Throws UNAUTHENTICATED for one who is not, or no longer, on the register. */
function actorsKept(findActor: FindActor): (officerId: string) => Actor | Promise<Actor> {
  const kept = new LRUCache<string, Actor>({ max: MOST_ACTORS, ttl: ACTOR_KEPT_MS });
  const underWay = new Map<string, Promise<Actor>>();
  const find = async (officerId: string) => {
    try {
      const actor = await findActor(officerId);
      if (actor === null) throw new DomainError('UNAUTHENTICATED');
      kept.set(officerId, actor);
      return actor;
    } finally {
      underWay.delete(officerId);
    }
  };
  return (officerId) => {
    const known = kept.get(officerId) ?? underWay.get(officerId);
    if (known !== undefined) return known;
    const search = find(officerId);
    underWay.set(officerId, search);
    return search;
  };
}

/** `GET /demo/officers` and `POST /demo/sign-in`. Outside demo mode they are not there at all. */
export function routeDemoSignIn(
  app: FastifyInstance,
  demo: Demo,
  limits: BodyLimits,
  now: () => number,
): void {
  app.get('/demo/officers', async () => {
    const officers = await demo.listOfficers();
    return { officers: officers.map(publicPart), warning: DEMO_WARNING };
  });
  app.post('/demo/sign-in', async (request) => {
    const login = loginIn(await readJson(request.raw, limits));
    const officer = (await demo.listOfficers()).find((one) => one.login === login);
    if (officer === undefined) throw new DomainError('NOT_FOUND');
    const { token, expiresAt } = await signDemoToken(demo.key, officer.officerId, now());
    return { token, expiresAt, officer: publicPart(officer), warning: DEMO_WARNING };
  });
}

function loginIn(body: unknown): string {
  const login =
    typeof body === 'object' && body !== null ? (body as { officer?: unknown }).officer : undefined;
  if (typeof login !== 'string') throw new HttpRefusal('BAD_REQUEST');
  return login;
}

function publicPart({ login, officerName, officeName, roles }: DemoOfficer) {
  return { login, name: officerName, office: officeName, roles };
}
