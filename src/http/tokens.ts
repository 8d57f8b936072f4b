import { hash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../domain/refusal.js';

/** Who issues the tokens of this place, and with which keys. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its public keys, or the keys themselves. */
  readonly keys: { readonly jwksUrl: string } | { readonly jwks: JSONWebKeySet };
}

/** What a valid token says. */
export interface VerifiedToken {
  readonly officerId: string;
  readonly expiresAtMs: number;
}

export interface TokenVerifier {
  /** What a valid token says; a token seen before is answered without waiting. Throws UNAUTHENTICATED. */
  verify(token: string): VerifiedToken | Promise<VerifiedToken>;
}

/** The key that signs demo tokens. It belongs to one data folder and never leaves it. */
export interface DemoKey {
  readonly privateJwk: JWK;
}

export const DEMO_ISSUER = 'tiered-supervision-demo';
export const DEMO_AUDIENCE = 'tiered-supervision';
const DEMO_HOURS = 12;

/** Asymmetric only: with a shared secret everybody who can check a token could also make one. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
const LONGEST_TOKEN = 4096;
const MOST_REMEMBERED = 10_000;
const TOLERATED_CLOCK_SECONDS = 5;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Checks tokens of these issuers. `now` is the clock in milliseconds. */
export function tokenVerifier(issuers: readonly TokenIssuer[], now: () => number): TokenVerifier {
  const keysOf = new Map(issuers.map((issuer) => [issuer, keySet(issuer)]));
  const verified = new LRUCache<string, VerifiedToken>({ max: MOST_REMEMBERED });
  return {
    verify(token) {
      const known = hash('sha256', token, 'base64');
      const found = verified.get(known);
      if (found === undefined) {
        return check(token, keysOf, now).then((claims) => {
          verified.set(known, claims);
          return claims;
        });
      }
      if (found.expiresAtMs > now()) return found;
      verified.delete(known);
      throw new DomainError('UNAUTHENTICATED');
    },
  };
}

/** A new key for a data folder that has none. */
export async function makeDemoKey(): Promise<DemoKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { privateJwk: { ...(await exportJWK(privateKey)), alg: 'EdDSA', kid: 'demo' } };
}

/** The issuer that vouches for demo tokens: the same key without its private part. */
export function demoIssuer({ privateJwk }: DemoKey): TokenIssuer {
  const { d: _secret, ...publicJwk } = privateJwk;
  return { issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, keys: { jwks: { keys: [publicJwk] } } };
}

export async function signDemoToken(
  { privateJwk }: DemoKey,
  officerId: string,
  nowMs: number,
): Promise<{ token: string; expiresAt: string }> {
  const issuedAt = Math.floor(nowMs / 1000);
  const expiresAt = issuedAt + DEMO_HOURS * 3600;
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', kid: 'demo', typ: 'JWT' })
    .setIssuer(DEMO_ISSUER)
    .setAudience(DEMO_AUDIENCE)
    .setSubject(officerId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await importJWK(privateJwk, 'EdDSA'));
  return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

function keySet({ keys }: TokenIssuer): JWTVerifyGetKey {
  if ('jwks' in keys) return createLocalJWKSet(keys.jwks);
  return createRemoteJWKSet(new URL(keys.jwksUrl), { timeoutDuration: 5_000, cooldownDuration: 30_000 });
}

async function check(
  token: string,
  keysOf: ReadonlyMap<TokenIssuer, JWTVerifyGetKey>,
  now: () => number,
): Promise<VerifiedToken> {
  if (!isStrictToken(token)) throw new DomainError('UNAUTHENTICATED');
  for (const [{ issuer, audience }, keys] of keysOf) {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: TOLERATED_CLOCK_SECONDS,
        currentDate: new Date(now()),
      });
      const { sub = '', exp = 0 } = payload;
      if (!UUID.test(sub)) throw new DomainError('UNAUTHENTICATED');
      return { officerId: sub, expiresAtMs: (exp + TOLERATED_CLOCK_SECONDS) * 1000 };
    } catch (error) {
      if (!speaksAgainstToken(error)) throw new DomainError('RETRY_LATER');
    }
  }
  throw new DomainError('UNAUTHENTICATED');
}

/**
 * Three parts of canonical base64url. Decoders forgive padding, stray characters and unused trailing bits, so that one
 * signed token would have many spellings.
 */
function isStrictToken(token: string): boolean {
  if (token.length > LONGEST_TOKEN || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return false;
  const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;
  if (!token.split('.').every(isCanonical)) return false;
  try {
    return ALGORITHMS.includes(decodeProtectedHeader(token).alg ?? '');
  } catch {
    return false;
  }
}

/** False when the issuer's keys could not be fetched: then nobody can tell whether the token is good. */
function speaksAgainstToken(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
